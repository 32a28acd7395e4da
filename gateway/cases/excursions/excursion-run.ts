import type { Instant, Millis, UtcMillis } from '../../domain/clock.ts';
import type { Limit } from '../../domain/limit.ts';
import type { ExcursionFact, GoodsDisposition } from '../../domain/supervision-fact.ts';
import { GAP_PERIODS, provenFor } from '../../domain/three-times.ts';

/** `elapsed` of a moment in an earlier run: only its wall time is left. */
export const EARLIER_RUN: Millis = Number.NaN;

/** No excursion counts more alarms than this by name; a limit that is broken so often is one story. */
const MOST_ALARMS = 32;

/** Which limit of which channel an excursion is of. */
export type RunAbout = Pick<ExcursionFact, 'channel' | 'cabinet' | 'rule' | 'side' | 'level' | 'limit'>;

/** A stretch beyond a limit, while it lasts. Changes in place: values come by the thousand each second. */
export interface ExcursionRun {
  readonly id: string;
  readonly from: Instant;
  /** The last good value. */
  seen: Instant;
  /** How far beyond the limit it was; not above 0 where it was within. */
  excess: number;
  peak: number;
  peakAt: Instant;
  beyond: Millis;
  unproven: Millis;
  /** K·ms */
  area: number;
  doors: number;
  defrosts: number;
  alarms: readonly string[];
  goods: GoodsDisposition | undefined;
  /** Since when it is back within the limit by the deadband, and what became of the time since. */
  back: { readonly at: Instant; proven: Millis; unproven: Millis } | undefined;
}

// 4.4 - 0.1 is not 4.3 in binary: rounded far below any probe's resolution.
const exact = (value: number): number => Math.round(value * 1e9) / 1e9;

/** How far a value lies beyond a limit; not above 0 where it doesn't break it. */
export const excessOf = ({ side, value: limit }: Limit, value: number): number =>
  exact(side === 'high' ? value - limit : limit - value);

/** A first value beyond the limit. */
export const beginRun = (id: string, at: Instant, value: number, excess: number): ExcursionRun => ({
  id,
  from: at,
  seen: at,
  excess,
  peak: value,
  peakAt: at,
  beyond: 0,
  unproven: 0,
  area: 0,
  doors: 0,
  defrosts: 0,
  alarms: [],
  goods: undefined,
  back: undefined,
});

/** One more good value. True once the excursion is over: back within the limit, by the deadband, for the off-delay. */
export const goOn = (run: ExcursionRun, limit: Limit, value: number, at: Instant, every: Millis): boolean => {
  countStep(run, stepOf(run.seen, at), every);
  const excess = excessOf(limit, value);
  run.seen = at;
  run.excess = excess;
  if (excess <= -limit.deadband) {
    run.back ??= { at, proven: 0, unproven: 0 };
    return run.back.proven >= limit.offDelay;
  }
  if (run.back !== undefined) run.unproven += run.back.unproven;
  run.back = undefined;
  if (excess > 0 && excess > excessOf(limit, run.peak)) {
    run.peak = value;
    run.peakAt = at;
  }
  return false;
};

/** What the last value proves of the time up to this one; the rest is unproven. A gap holds the off-delay. */
const countStep = (run: ExcursionRun, step: Millis, every: Millis): void => {
  if (step <= 0) return;
  const proven = provenFor(step, every);
  if (run.back !== undefined) {
    if (step <= GAP_PERIODS * every) run.back.proven += step;
    else run.back.unproven += step - proven;
    return;
  }
  run.unproven += step - proven;
  if (run.excess <= 0) return;
  run.beyond += proven;
  run.area += run.excess * proven;
};

/** Between two moments; of an earlier run only the wall clock can tell. */
const stepOf = (before: Instant, at: Instant): Millis =>
  Number.isNaN(before.elapsed) ? at.now - before.now : at.elapsed - before.elapsed;

/** The wall time of a moment, as the wall clock has it now: a box that started in 1970 learns the time later. */
export const wallTimeIn = (moment: Instant, at: Instant): UtcMillis =>
  Math.round(Number.isNaN(moment.elapsed) ? moment.now : at.now - (at.elapsed - moment.elapsed));

/** Notes an alarm that was raised by the excursion. */
export const noteAlarm = (run: ExcursionRun, id: string): void => {
  if (run.alarms.length < MOST_ALARMS && !run.alarms.includes(id)) run.alarms = [...run.alarms, id];
};
