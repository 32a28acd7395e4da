import type { Millis } from '../domain/clock.ts';
import type { Limit } from '../domain/limit.ts';
import { exact } from './exact.ts';

/** A limit as it is in force for one channel. */
export interface LimitInForce {
  readonly limit: Limit;
  readonly channel: string;
  readonly rule: string;
  /** A longer step between two good values is a data gap. */
  readonly longestStep: Millis;
  /** Whether the first good value after a gap, when beyond the limit, is an alarm of its own. */
  readonly afterGap: boolean;
  readonly newId: () => string;
}

/** Broken strictly beyond: 8.0 does not break `high 8`, 8.1 does. */
export const isBeyond = ({ side, value: limit }: Limit, value: number): boolean =>
  side === 'high' ? value > limit : value < limit;

/** Back inside by the deadband: what an alarm needs in order to clear. */
export const isBack = ({ side, value: limit, deadband }: Limit, value: number): boolean =>
  side === 'high' ? value <= exact(limit - deadband) : value >= exact(limit + deadband);
