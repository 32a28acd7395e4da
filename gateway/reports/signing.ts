import type { UtcMillis } from '../domain/clock.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import type { DayRecord } from './report-data.ts';

/** A report as a person signed it. */
export interface Signature {
  readonly at: UtcMillis;
  readonly by: string;
  readonly hash: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** Whether a report was signed, and which of its days were: a day that is over and unsigned is counted, a closed one named. */
export interface Signing {
  /** The last signature; whoever signs again corrects. */
  readonly signature: Signature | null;
  readonly signedDays: readonly string[];
  readonly unsignedDays: readonly string[];
  readonly closedDays: readonly { readonly date: string; readonly name?: string | undefined }[];
}

/** What is judged of: a period's kind and first date, its days, and how far and from when the record goes. */
export interface SigningScope {
  readonly period: ReportFact['period'];
  readonly date: string;
  readonly days: readonly DayRecord[];
  readonly recordFrom: UtcMillis;
  readonly through: UtcMillis;
}

/** What became of a period's signatures, as the record's own facts say. */
export const signingOf = ({ period, date, days, recordFrom, through }: SigningScope, reports: readonly ReportFact[]): Signing => {
  const signed = reports.filter(({ step }) => step === 'signed');
  const signedDates = new Set(signed.filter((fact) => fact.period === 'day').map((fact) => fact.date));
  const last = signed.findLast((fact) => fact.period === period && fact.date === date);
  const lived = days.filter((day) => day.to > recordFrom && day.from < through);
  return {
    signature: last === undefined ? null : { at: last.at, by: last.by ?? '', hash: last.hash, answers: last.answers ?? {} },
    signedDays: lived.filter((day) => signedDates.has(day.date)).map((day) => day.date),
    unsignedDays: lived
      .filter((day) => day.is === 'operating' && day.to <= through && !signedDates.has(day.date))
      .map((day) => day.date),
    closedDays: days
      .filter(({ is }) => is === 'closed')
      .map((day) => ({ date: day.date, ...(day.name === undefined ? {} : { name: day.name }) })),
  };
};
