import type { UtcMillis } from './clock.ts';

/** What each fact carries: when the box knew, and what it corrects. */
export interface Known {
  /** When the box knew. */
  readonly at: UtcMillis;
  /** Number of the fact that this one corrects. */
  readonly of?: number;
}
