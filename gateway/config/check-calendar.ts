import { WHOLE_SITE } from '../domain/operating-calendar.ts';
import { type Finding, fault, type Path } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import { printable } from './printable.ts';
import type { Draft } from './site-schema.ts';

/** The calendar and what else names cabinets: stretches that run forwards, and cabinets that are there. */
export const checkCalendar = (draft: Draft): readonly Finding[] => {
  const { closed = [], running = [] } = draft.calendar ?? {};
  const cabinets = cabinetsOf(draft);
  return [
    ...closed.flatMap((closure, place) => {
      const path: Path = ['calendar', 'closed', place];
      return [
        ...backwards(closure?.from, closure?.to, path, (from, to) => to < from),
        ...unknownCabinets(closure?.off, [...path, 'off'], [WHOLE_SITE, ...cabinets]),
      ];
    }),
    ...running.flatMap((hours, place) => {
      const path: Path = ['calendar', 'running', place];
      return [
        ...backwards(hours?.from, hours?.to, path, (from, to) => to <= from),
        ...unknownCabinets(hours?.cabinets, [...path, 'cabinets'], cabinets),
      ];
    }),
    ...unknownCabinets(draft.retention?.cabinets, ['retention', 'cabinets'], cabinets),
  ];
};

const backwards = <Point>(
  from: Point | undefined,
  to: Point | undefined,
  path: Path,
  isBackwards: (from: Point, to: Point) => boolean,
): readonly Finding[] =>
  from !== undefined && to !== undefined && isBackwards(from, to) ? [fault('backwards', [...path, 'to'])] : [];

const cabinetsOf = ({ devices = [] }: Draft): readonly string[] =>
  devices.flatMap((device) => [
    ...(device?.id === undefined ? [] : [device.id]),
    ...Object.values(device?.channels ?? {}).flatMap((channel) => channel?.cabinet ?? []),
  ]);

const unknownCabinets = (named: readonly (string | undefined)[] = [], path: Path, known: readonly string[]): readonly Finding[] =>
  named.flatMap((cabinet, place) =>
    cabinet === undefined || known.includes(cabinet)
      ? []
      : [
          fault('unknown-cabinet', [...path, place], {
            cabinet: printable(cabinet),
            near: nearestWord(cabinet, known) ?? [...new Set(known)].slice(0, 20).join(', '),
          }),
        ],
  );
