import type { Clock, Millis, UtcMillis } from '../../../gateway/domain/clock.ts';

/** How wrong a meter's clock is. */
export interface ClockError {
  /** How far it is ahead of the true local time at the beginning; negative is behind. Default 0. */
  readonly ahead?: Millis;
  /** How much it gains, in parts per million; negative loses. A cheap quartz has ±50. Default 0. */
  readonly drift?: number;
  /** The zone that the meter was set for, east of UTC. Default 8 h. */
  readonly zone?: Millis;
}

const CHINA: Millis = 8 * 3_600_000;

/** The hands of a meter's clock, read as if they were UTC. It has no zone, never hears of the true time, and runs as its quartz does. */
export const createMeterClock = (clock: Clock, { ahead = 0, drift = 0, zone = CHINA }: ClockError = {}): (() => UtcMillis) => {
  const [setAt, began] = [clock.now() + zone + ahead, clock.elapsed()];
  return () => Math.floor(setAt + (clock.elapsed() - began) * (1 + drift / 1_000_000));
};

/** `2026-01-05T07:12:33` */
const isoText = (hands: UtcMillis): string => new Date(hands).toISOString().slice(0, 19);

/** `2026-01-05 07:12:33` */
export const plainText = (hands: UtcMillis): string => isoText(hands).replace('T', ' ');

/** `20260105071233`, as LIS02 and HL7 write it. */
export const compactText = (hands: UtcMillis): string => isoText(hands).replaceAll(/[-T:]/g, '');

/** Year without its century, month, day, hour, minute, second: the bytes of a binary record. */
export const handsOf = (hands: UtcMillis): readonly [number, number, number, number, number, number] => {
  const at = new Date(hands);
  return [
    at.getUTCFullYear() % 100,
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  ];
};
