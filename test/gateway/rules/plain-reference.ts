import type { Quality } from '../../../gateway/domain/quality.ts';
import { MINUTE } from './one-channel.ts';

/** A value or its absence, so many minutes after the one before. */
export interface Seen {
  readonly minutes: number;
  readonly what: number | Quality;
}

/** When an alarm was raised and cleared, in minutes; `cleared` is absent where it stood at the end. */
interface PlainAlarm {
  readonly since: number;
  readonly raised: number;
  readonly cleared?: number;
}

/**
 * A high limit judged a second time, by another way of thinking: first all good values with their times, then each stretch
 * above the limit measured as a whole. Minutes; a step of more than three is a gap.
 */
export const plainAlarms = (trace: readonly Seen[], high: number, onDelay: number, deadband: number): readonly PlainAlarm[] => {
  const good = goodValues(trace);
  const alarms: PlainAlarm[] = [];
  let place = 0;
  while (place < good.length) {
    const raised = raisedFrom(good, place, high, onDelay);
    if (raised === undefined) break;
    const back = good.findIndex(({ value }, later) => later > raised.place && value <= high - deadband);
    const times = { since: good[raised.first]?.time ?? 0, raised: good[raised.place]?.time ?? 0 };
    if (back < 0) return [...alarms, times];
    alarms.push({ ...times, cleared: good[back]?.time ?? 0 });
    place = back;
  }
  return alarms;
};

interface Timed {
  readonly time: number;
  readonly value: number;
}

const goodValues = (trace: readonly Seen[]): readonly Timed[] => {
  let time = 0;
  return trace.flatMap(({ minutes, what }) => {
    time += minutes;
    return typeof what === 'number' ? [{ time, value: what }] : [];
  });
};

/** The first value, from `place` on, that ends a stretch above the limit which is proven for the on-delay. */
const raisedFrom = (good: readonly Timed[], place: number, high: number, onDelay: number) => {
  for (let end = place; end < good.length; end += 1) {
    let first = end;
    while (first >= place && (good[first]?.value ?? 0) > high) first -= 1;
    first += 1;
    if (first <= end && provenMinutes(good.slice(first, end + 1)) >= onDelay) return { first, place: end };
  }
  return undefined;
};

const provenMinutes = (stretch: readonly Timed[]): number =>
  stretch.slice(1).reduce((sum, { time }, place) => {
    const step = time - (stretch[place]?.time ?? time);
    return step <= 3 ? sum + step : sum;
  }, 0);

/** Minutes since midnight of the test's day. */
export const minutesOf = (at: number, midnight: number): number => (at - midnight) / MINUTE;
