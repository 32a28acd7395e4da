import { dateAfter } from './report-period.ts';

/** A local date, and the name of the closure that it lies in, where it has one. */
interface NamedDate {
  readonly date: string;
  readonly name?: string | undefined;
}

/** Dates as people write them: those that follow each other under one name are one stretch, `2026-10-01–2026-10-07 国庆节`. */
export const dateStretches = (dates: readonly NamedDate[]): string => {
  const stretches: { first: string; last: string; readonly name: string | undefined }[] = [];
  for (const { date, name } of dates) {
    const before = stretches.at(-1);
    if (before !== undefined && before.name === name && dateAfter(before.last, 1) === date) before.last = date;
    else stretches.push({ first: date, last: date, name });
  }
  return stretches
    .map(({ first, last, name }) => `${first === last ? first : `${first}–${last}`}${name === undefined ? '' : ` ${name}`}`)
    .join(', ');
};
