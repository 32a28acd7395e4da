import { UNIT_IDS } from '../acquire/finding/scan-plan.ts';

/** Reads `1-16,32,240` as unit ids, each once, in order; undefined for what is none of 1 to 247. */
export const parseUnits = (text: string): readonly number[] | undefined => {
  const units = text.split(',').map((part) => {
    const [, first, last = first] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part.trim()) ?? [];
    return first === undefined ? [] : span(Number(first), Number(last));
  });
  return units.some((part) => part.length === 0) ? undefined : [...new Set(units.flat())];
};

const span = (first: number, last: number): readonly number[] =>
  first < UNIT_IDS.first || last > UNIT_IDS.last
    ? []
    : Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
