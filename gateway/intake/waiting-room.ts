import type { Instant, UtcMillis } from '../domain/clock.ts';
import type { GapFact } from '../domain/fact.ts';
import type { Observation } from '../domain/observation.ts';
import { createReadingBatch } from '../domain/reading-batch.ts';

/** With the disk stuck, at most this many readings wait in memory (32 bytes each); more are counted as lost, and said to be. */
const MOST_WAITING = 262_144;

/** What goes into one commit. */
export interface Departure {
  readonly observations: readonly Observation[];
  readonly readings: Float64Array;
  /** Says what found no room since the last departure. */
  readonly gaps: readonly GapFact[];
}

/** Where observations wait for their commit: bounded, and honest about what found no room. */
export interface WaitingRoom {
  add(observation: Observation, at: Instant): void;
  /** How many readings wait. */
  size(): number;
  /** Hands over all that waits. */
  leave(at: Instant): Departure;
}

/** An empty waiting room for at most `most` readings. */
export const createWaitingRoom = (most = MOST_WAITING): WaitingRoom => {
  const batch = createReadingBatch();
  let observations: Observation[] = [];
  let turnedAway: { readonly from: UtcMillis; readonly readings: number } | undefined;

  const gapsUntil = (now: UtcMillis): readonly GapFact[] =>
    turnedAway === undefined
      ? []
      : [
          {
            kind: 'gap',
            at: now,
            what: 'readings',
            from: turnedAway.from,
            to: now,
            reason: `storage-too-slow:${turnedAway.readings}`,
          },
        ];

  return {
    add: (observation, { now }) => {
      if (batch.size() + observation.channels.length > most) {
        turnedAway = { from: turnedAway?.from ?? now, readings: (turnedAway?.readings ?? 0) + observation.channels.length };
        return;
      }
      batch.add(observation);
      observations.push(observation);
    },
    size: () => batch.size(),
    leave: ({ now }) => {
      const departure = { observations, readings: batch.take(), gaps: gapsUntil(now) };
      observations = [];
      turnedAway = undefined;
      return departure;
    },
  };
};
