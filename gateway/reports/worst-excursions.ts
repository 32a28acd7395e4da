import type { Millis } from '../domain/clock.ts';
import type { ExcursionRow } from './excursion-rows.ts';

/** The excursions of one cabinet as a page shows them; `more` are left to the table for spreadsheets. */
export interface CabinetExcursions {
  readonly cabinet: string;
  readonly shown: readonly ExcursionRow[];
  readonly more: number;
}

/** Of each cabinet the worst excursions, at most so many, in order of time: whatever lasts and what broke the law longest come first. */
export const worstExcursions = (rows: readonly ExcursionRow[], most: number): readonly CabinetExcursions[] =>
  [...new Set(rows.map(({ cabinet }) => cabinet))].map((cabinet) => {
    const own = rows.filter((row) => row.cabinet === cabinet);
    const shown = own.toSorted(byWeight).slice(0, most);
    return { cabinet, shown: shown.toSorted((a, b) => a.from - b.from), more: own.length - shown.length };
  });

const byWeight = (a: ExcursionRow, b: ExcursionRow): number =>
  beyond(b, 'legal') - beyond(a, 'legal') || beyond(b, 'operational') - beyond(a, 'operational') || a.from - b.from;

/** The longest time beyond a limit of that level; of what lasts nobody knows how long it will have been. What was off as planned is no breach. */
const beyond = ({ limits, isPlanned }: ExcursionRow, level: 'legal' | 'operational'): Millis =>
  isPlanned ? 0 : Math.max(0, ...limits.filter((each) => each.level === level).map((each) => each.beyond ?? LONGEST));

/** Longer than any report; two of them still compare. */
const LONGEST: Millis = Number.MAX_SAFE_INTEGER;
