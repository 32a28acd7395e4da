import type { Millis } from '../domain/clock.ts';
import type { Holding } from './holding.ts';
import type { LimitState } from './limit-timer.ts';
import type { ProbeState } from './probe-fault.ts';

/**
 * A running delay is saved at most this often: each write costs the card a page, and a crash then loses half a minute of
 * the delay at most. A delay that ended would prove too much if it came back, and is removed at once.
 */
const SAVE_RUNNING_EVERY: Millis = 30_000;

/** The delays of a watched channel, and what of them is saved. */
export interface SavedDelays {
  limitStates: readonly LimitState[];
  probe: ProbeState;
  /** It must be saved with the next commit. */
  unsaved: boolean;
  /** When a running delay was last worth saving. */
  savedAt: Millis;
  /** A running delay stands in what was saved last. */
  savedRunning: boolean;
}

/** The delays that run. */
export const runningOf = ({ limitStates, probe }: SavedDelays): readonly Holding[] =>
  [probe.broken, ...limitStates.flatMap(({ beyond, within }) => [beyond, within])].filter((delay) => delay !== undefined);

/** Decides whether delays that began, went on or ended since `before` are worth a write. */
export const noteDelays = (watch: SavedDelays, before: readonly Holding[], elapsed: Millis): void => {
  const now = runningOf(watch);
  const ended = before.some(({ since }) => now.every((delay) => delay.since !== since));
  if (ended && watch.savedRunning) watch.unsaved = true;
  if (now.length === 0 || elapsed - watch.savedAt < SAVE_RUNNING_EVERY) return;
  watch.savedAt = elapsed;
  watch.unsaved = true;
};

/** The watch was handed over to be saved as it stands. */
export const noteSaved = (watch: SavedDelays): void => {
  watch.unsaved = false;
  watch.savedRunning = runningOf(watch).length > 0;
};
