import type { AlarmState } from '../domain/alarm.ts';
import type { Channel } from '../domain/channel.ts';
import type { Instant, UtcMillis } from '../domain/clock.ts';
import type { JudgedFact } from '../domain/fact.ts';
import { type Observation, qualityAt } from '../domain/observation.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { createMemory } from './memory.ts';
import { createWatch, judgeSilence, judgeValue, standingOf, type Watch } from './watch.ts';

/** Decides when somebody must act. It keeps no clock: both come in with each call. */
export interface Judge {
  /** What follows from an observation: alarms raised or cleared. */
  judge(observation: Observation, at: Instant): readonly JudgedFact[];
  /** What follows from the mere passing of time: silence. */
  tick(at: Instant): readonly JudgedFact[];
  /** States that changed since they were last asked for. Keep them in one transaction with the facts of the same call. */
  takeStates(): readonly SavedState[];
  /** The alarms that stand. */
  alarms(): readonly AlarmState[];
  /** Saved states that could not be read, for the log: what they spoke of starts fresh. */
  readonly ignored: readonly SavedState[];
}

const NO_FACTS: readonly JudgedFact[] = [];

const factsOf = (changes: readonly AlarmState[], { now }: Instant): readonly JudgedFact[] =>
  changes.map((alarm) => ({ kind: 'alarm', at: now, ...alarm }));

/**
 * A judge of these channels, where the last run's saved states left off. `lastKnown` is the last moment that the record
 * knows of the run before; without it, each restart counts as a data gap.
 */
export const createJudge = (
  channels: readonly Channel[],
  saved: readonly SavedState[],
  at: Instant,
  newId: () => string,
  lastKnown?: UtcMillis,
): Judge => {
  const watches = channels.map((channel) =>
    channel.rule === undefined ? undefined : createWatch(channel, channel.rule, at, newId),
  );
  const watched = watches.filter((watch) => watch !== undefined);
  const memory = createMemory(watched, saved, at, lastKnown);
  return {
    judge: (observation, now) => judgeObservation(watches, observation, now),
    tick: (now) => {
      const changes = [...memory.tick(now), ...watched.flatMap((watch) => judgeSilence(watch, now))];
      return changes.length === 0 ? NO_FACTS : factsOf(changes, now);
    },
    takeStates: memory.takeStates,
    alarms: () => watched.flatMap(standingOf),
    ignored: memory.ignored,
  };
};

const judgeObservation = (
  watches: readonly (Watch | undefined)[],
  observation: Observation,
  at: Instant,
): readonly JudgedFact[] => {
  const { channels, values, elapsed } = observation;
  let facts = NO_FACTS;
  for (let index = 0; index < channels.length; index += 1) {
    const watch = watches[channels[index] ?? -1];
    if (watch === undefined) continue;
    const changes = judgeValue(watch, values[index] ?? Number.NaN, qualityAt(observation, index), elapsed, at);
    if (changes.length > 0) facts = [...facts, ...factsOf(changes, at)];
  }
  return facts;
};
