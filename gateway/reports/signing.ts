import type { Millis, UtcMillis } from '../domain/clock.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import type { DayRecord } from './report-data.ts';
import type { Standing } from './signed-changes.ts';

const ONE_DAY: Millis = 86_400_000;

/** A report as a person signed it. */
export interface Signature {
  readonly at: UtcMillis;
  readonly by: string;
  /** The role that the person had then; absent in older records. */
  readonly role?: string;
  readonly hash: string;
  /** Whether the gateway itself made what was signed again, and came to the same hash. */
  readonly isMadeAgain: boolean;
  /** What it was made from. */
  readonly upTo: ReportFact['upTo'];
  readonly answers: Readonly<Record<string, string>>;
  /** Made before the period was over: it is shown, and counts for nothing. */
  readonly isEarly: boolean;
  /** Whole days from the end of the period to the signature. */
  readonly daysLate: number;
  /** How it stands to the page; absent where it counts for nothing, or nobody held it against the page. */
  readonly standing?: Standing;
}

/** Whether a report was signed, and which of its days were: a day that is over and unsigned is counted, a closed one named. */
export interface Signing {
  /** Every signature under this report, oldest first: none takes another's place. */
  readonly signatures: readonly Signature[];
  /** The last of those that count: its answers stand in the lines. */
  readonly signature: Signature | null;
  readonly signedDays: readonly string[];
  readonly unsignedDays: readonly string[];
  readonly closedDays: readonly { readonly date: string; readonly name?: string | undefined }[];
}

/** What is judged of: a period's kind, first date and end, its days, and how far and from when the record goes. */
export interface SigningScope {
  readonly period: ReportFact['period'];
  readonly date: string;
  readonly to: UtcMillis;
  readonly days: readonly DayRecord[];
  readonly recordFrom: UtcMillis;
  readonly through: UtcMillis;
}

/** What became of a period's signatures, as the record's own facts say. */
export const signingOf = (scope: SigningScope, reports: readonly ReportFact[]): Signing => {
  const { period, date, to, days, recordFrom, through } = scope;
  const signed = reports.filter(({ step }) => step === 'signed');
  const signatures = signed.filter((fact) => fact.period === period && fact.date === date).map((fact) => signatureOf(fact, to));
  const ofDays = signed.filter((fact) => fact.period === 'day');
  // A day that was signed while it went on is not signed.
  const isSigned = (day: DayRecord): boolean => ofDays.some((fact) => fact.date === day.date && fact.at >= day.to);
  const lived = days.filter((day) => day.to > recordFrom && day.from < through);
  return {
    signatures,
    signature: signatures.findLast(({ isEarly }) => !isEarly) ?? null,
    signedDays: lived.filter(isSigned).map((day) => day.date),
    unsignedDays: lived.filter((day) => day.is === 'operating' && day.to <= through && !isSigned(day)).map((day) => day.date),
    closedDays: days
      .filter(({ is }) => is === 'closed')
      .map((day) => ({ date: day.date, ...(day.name === undefined ? {} : { name: day.name }) })),
  };
};

const signatureOf = ({ at, by = '', role, hash, hashBy, upTo, answers = {} }: ReportFact, to: UtcMillis): Signature => ({
  at, by, ...(role === undefined ? {} : { role }), hash, isMadeAgain: hashBy === 'gateway', upTo, answers, isEarly: at < to, daysLate: Math.max(0, Math.floor((at - to) / ONE_DAY)),
}); // biome-ignore format: a list to read
