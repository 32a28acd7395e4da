import { WHOLE_SITE } from '../domain/operating-calendar.ts';
import { type Finding, fault, type Path, warning } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import { printable } from './printable.ts';
import type { Draft } from './site-schema.ts';

/** The calendar and what else names cabinets: stretches that run forwards, and cabinets that are there. */
export const checkCalendar = (draft: Draft): readonly Finding[] => {
  const { closed = [], running = [] } = draft.calendar ?? {};
  const cabinets = cabinetsOf(draft);
  return [
    ...tooMuch(draft),
    ...closed.flatMap((closure, place) => {
      const path: Path = ['calendar', 'closed', place];
      return [
        ...backwards(closure?.from, closure?.to, path, (from, to) => to < from),
        ...tooLong(closure?.from, closure?.to, path),
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

/** Characters. What a site plans stands in the channel table of its record, which must fit into one block beside a thousand channels. */
const LONGEST_CALENDAR = 65_536;

const tooMuch = ({ calendar }: Draft): readonly Finding[] => {
  const { length } = JSON.stringify(calendar ?? {});
  return length > LONGEST_CALENDAR ? [fault('long-calendar', ['calendar'], { length, most: LONGEST_CALENDAR })] : [];
};

/**
 * Days after which a closure is doubted. The longest that schools plan, summer, has some seventy; a year that was mistyped
 * has hundreds, and would silence its cabinets for as long.
 */
const LONGEST_CLOSURE = 120;

const tooLong = (from = '', to = '', path: Path): readonly Finding[] => {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  return days > LONGEST_CLOSURE ? [warning('long-closure', [...path, 'to'], { days, from, to })] : [];
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
