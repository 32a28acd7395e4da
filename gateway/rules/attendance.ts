import type { Millis } from '../domain/clock.ts';

/**
 * How much more time of a channel is unproven than proven, of late. Delays count proven time alone: where half of it is proven, an
 * on-delay takes twice its time; where less is, an alarm may never come, although a value does now and again. So values that
 * come too seldom are silence, once the unproven time outweighs the proven by the rule's own `silence`. One gap is made up for
 * by as long a time without one. Changes in place, beside the watch that owns it, and only where a gap ends.
 */
export interface Attendance {
  /** Milliseconds that the unproven time outweighed the proven by when the last gap ended; at most the rule's `silence`. */
  owed: Millis;
  /** When that was, on the clock that only grows. */
  owedAt: Millis;
  /** Since when anything has been owed. */
  owedSince: Millis;
}

/** What a gap is held against. */
interface Attending extends Attendance {
  readonly silence: Millis;
  readonly longestStep: Millis;
  /** From when silence counts. */
  readonly heard: Millis;
}

const owedAt = ({ owed, owedAt: since }: Attendance, elapsed: Millis): Millis => Math.max(0, owed - Math.max(0, elapsed - since));

/** A good value has come: notes the gap that it ends, if it ends one. True where values come too seldom from now on. Call it before `heard` moves. */
export const endsGap = (watch: Attending, elapsed: Millis): boolean => {
  const { heard, silence, longestStep } = watch;
  const gap = elapsed - heard;
  if (gap <= longestStep) return false;
  const before = owedAt(watch, heard);
  watch.owedSince = before === 0 ? heard : watch.owedSince;
  watch.owedAt = elapsed;
  // A gap of that length is silence by itself, which this value ends.
  watch.owed = gap >= silence ? 0 : Math.min(silence, before + gap);
  return watch.owed >= silence;
};

/** True once half of what made values too seldom is made up for: one close value more would be a new alarm each time. */
export const isMadeUpFor = (watch: Attending, elapsed: Millis): boolean => owedAt(watch, elapsed) <= watch.silence / 2;
