import type { AlarmState } from '../domain/alarm.ts';
import type { Channel } from '../domain/channel.ts';
import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';
import type { JudgedFact, StateFact } from '../domain/fact.ts';
import { type Observation, qualityAt } from '../domain/observation.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { createMemory } from './memory.ts';
import { askPartners, type LastValue, lastValues, noteLast } from './partners.ts';
import type { Change } from './seen-value.ts';
import { judgeClosed, judgeSilence, judgeValue } from './watch.ts';
import { createWatch, toldOf, type Watch } from './watched.ts';

/** Decides when somebody must act. It keeps no clock: both come in with each call. */
export interface Judge {
  /** What follows from an observation: alarms raised or cleared, defrosts and disinfection cycles that began or ended. */
  judge(observation: Observation, at: Instant): readonly JudgedFact[];
  /** What follows from the mere passing of time: silence, and cabinets that the calendar switches off or on. */
  tick(at: Instant): readonly JudgedFact[];
  /** States that changed since they were last asked for. Keep them in one transaction with the facts of the same call. `last`: nothing follows, and whatever runs is handed over. */
  takeStates(last?: boolean): readonly SavedState[];
  /** The alarms that stand. */
  alarms(): readonly AlarmState[];
  /** The cabinets' states that last and went on over the restart: what the calendar switches off, as far as the run before knew. */
  lasting(): readonly StateFact[];
  /** Saved states that could not be read, for the log: what they spoke of starts fresh. */
  readonly ignored: readonly SavedState[];
}

/** What a judge is started with, besides its channels. */
export interface JudgeStart {
  readonly saved: readonly SavedState[];
  readonly at: Instant;
  readonly newId: () => string;
  /** The last moment that the record knows of the run before; without it, each restart counts as a data gap. */
  readonly lastKnown?: UtcMillis | undefined;
  /** Whether the wall clock may be believed, so that it tells how long the machine was off; true unless told otherwise. */
  readonly timeKnown?: boolean;
  /** Whether it may be believed by now, so that the calendar may be asked; as at the start unless told otherwise. */
  readonly isTimeSure?: () => boolean;
  /** The longest that a state waits before it is committed; at once unless told otherwise. */
  readonly commitEvery?: Millis;
  /** Whether the site says that a cabinet is switched off at a moment; without it, none ever is. */
  readonly isSwitchedOff?: ((cabinet: string, at: UtcMillis) => boolean) | undefined;
}

const NO_FACTS: readonly JudgedFact[] = [];

/** How often the calendar is asked: it knows minutes, and to ask it costs more than a tick. */
const CALENDAR_EVERY: Millis = 10_000;

const factsOf = ({ channel }: Watch, changes: readonly Change[], { now }: Instant): readonly JudgedFact[] =>
  changes.map((change) =>
    'state' in change ? { kind: 'state', at: now, on: channel, ...change } : { kind: 'alarm', at: now, ...change },
  );

/** A judge of these channels, where the last run's saved states left off. */
export const createJudge = (channels: readonly Channel[], start: JudgeStart): Judge => {
  const { saved, at, newId, lastKnown, timeKnown = true, commitEvery = 0 } = start;
  const { isTimeSure = () => timeKnown, isSwitchedOff = () => false } = start;
  const lasts = lastValues(channels);
  const anyPartner = lasts.some((last) => last !== undefined);
  const watches = channels.map((channel) =>
    channel.rule === undefined ? undefined : createWatch(channel, channel.rule, at, newId, askPartners(channel, lasts)),
  );
  const watched = watches.filter((watch) => watch !== undefined);
  const memory = createMemory(watched, { saved, at, lastKnown, timeKnown, commitEvery });
  const closedAt = ({ cabinet }: Watch, now: UtcMillis) => (isTimeSure() ? isSwitchedOff(cabinet, now) : undefined);
  // Before the first value, which may come before the first tick.
  for (const { suppression } of watched) suppression.unsure = !isTimeSure();
  const isDue = everyNow(CALENDAR_EVERY);
  return {
    judge: (observation, now) => {
      if (anyPartner) noteAnswer(lasts, observation);
      return judgeObservation(watches, observation, now);
    },
    tick: (now) => {
      const asked = isDue(now.elapsed);
      const gone = memory.tick(now).map((alarm): JudgedFact => ({ kind: 'alarm', at: now.now, ...alarm }));
      const facts = watched.flatMap((watch) => [
        ...(asked ? factsOf(watch, judgeClosed(watch, closedAt(watch, now.now), now), now) : NO_FACTS),
        ...factsOf(watch, judgeSilence(watch, now), now),
      ]);
      return gone.length + facts.length === 0 ? NO_FACTS : [...gone, ...facts];
    },
    takeStates: memory.takeStates,
    alarms: () => watched.flatMap(toldOf),
    lasting: () => watched.filter(({ suppression }) => suppression.closed).map(({ channel }) => switchedOff(channel, at)),
    ignored: memory.ignored,
  };
};

/** As `judgeClosed` says it where it begins: whoever looks at a box that was started anew sees what is not watched. */
const switchedOff = (channel: string, { now }: Instant): StateFact => ({
  kind: 'state',
  at: now,
  on: channel,
  state: 'switched-off',
  active: true,
  reason: 'calendar',
});

/** True at first, and again each time that so much has passed. */
const everyNow = (interval: Millis): ((elapsed: Millis) => boolean) => {
  let next = Number.NEGATIVE_INFINITY;
  return (elapsed) => {
    if (elapsed < next) return false;
    next = elapsed + interval;
    return true;
  };
};

/** Before any of them is judged: two probes of one answer are compared as they are, not as one of them was. */
const noteAnswer = (lasts: readonly (LastValue | undefined)[], observation: Observation): void => {
  const { channels, values, elapsed } = observation;
  for (let index = 0; index < channels.length; index += 1) {
    const last = lasts[channels[index] ?? -1];
    if (last !== undefined && qualityAt(observation, index) === 'good') noteLast(last, values[index] ?? Number.NaN, elapsed);
  }
};

const judgeObservation = (
  watches: readonly (Watch | undefined)[],
  observation: Observation,
  at: Instant,
): readonly JudgedFact[] => {
  const { channels, values, elapsed } = observation;
  let facts = NO_FACTS;
  for (let index = 0; index < channels.length; index += 1) {
    const place = channels[index] ?? -1;
    const value = values[index] ?? Number.NaN;
    const watch = watches[place];
    if (watch === undefined) continue;
    const changes = judgeValue(watch, value, qualityAt(observation, index), elapsed, at);
    if (changes.length > 0) facts = [...facts, ...factsOf(watch, changes, at)];
  }
  return facts;
};
