import type { Millis } from '../../gateway/domain/clock.ts';

/** A value that a simulated device sent, in an answer that it completed. Null where the answer said that the probe is broken. */
export interface SentValue {
  readonly elapsed: Millis;
  readonly value: number | null;
}

/** A value that arrived at the subscriber, under its number. */
export interface ArrivedValue extends SentValue {
  readonly number: number;
}

/** What became of the values of all channels. All but the first two must be nothing. */
export interface Tally {
  readonly sent: number;
  readonly arrived: number;
  readonly lost: number;
  /** Values that arrived under two numbers. */
  readonly duplicated: number;
  /** Values that arrived as another, or that nobody sent. */
  readonly altered: number;
}

/** Device and gateway read one clock, but the one notes when it wrote and the other when it had read: far less than a period lies between. */
const TOLERANCE: Millis = 400;

/** Holds one channel's arrivals against what its device sent. Both in order of time. */
export const comparedChannel = (sent: readonly SentValue[], arrived: readonly ArrivedValue[]): Tally => {
  let lost = 0;
  let duplicated = 0;
  let altered = 0;
  let next = 0;
  let last: SentValue | undefined;
  for (const { elapsed, value } of arrived) {
    while (next < sent.length && (sent[next]?.elapsed ?? 0) < elapsed - TOLERANCE) {
      next += 1;
      lost += 1;
    }
    const match = sent[next];
    if (match !== undefined && Math.abs(match.elapsed - elapsed) <= TOLERANCE) {
      if (match.value !== value) altered += 1;
      last = match;
      next += 1;
    } else if (last !== undefined && last.value === value && Math.abs(last.elapsed - elapsed) <= TOLERANCE) duplicated += 1;
    else altered += 1;
  }
  return { sent: sent.length, arrived: arrived.length, lost: lost + sent.length - next, duplicated, altered };
};

/** The sum of several tallies. */
export const totalled = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, tally) => ({
      sent: sum.sent + tally.sent,
      arrived: sum.arrived + tally.arrived,
      lost: sum.lost + tally.lost,
      duplicated: sum.duplicated + tally.duplicated,
      altered: sum.altered + tally.altered,
    }),
    { sent: 0, arrived: 0, lost: 0, duplicated: 0, altered: 0 },
  );
