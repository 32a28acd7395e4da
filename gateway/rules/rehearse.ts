import type { Channel } from '../domain/channel.ts';
import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';
import type { JudgedFact } from '../domain/fact.ts';
import type { Quality } from '../domain/quality.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { createJudge, type Judge } from './judge.ts';
import { type ReplayedAlarm, replayed } from './replay.ts';

/** A reading of the past, as a rehearsal takes it. */
export interface PastReading {
  readonly time: UtcMillis;
  /** On the clock that only grows, of that start of the machine. */
  readonly up: Millis;
  /** Names the start of the machine. */
  readonly start: string;
  readonly channel: string;
  /** NaN where there is none. */
  readonly value: number;
  readonly quality: Quality;
  /** What was read between this one and the one before it is lost: no timer runs over that time, and nothing was silent. */
  readonly isAfterLoss?: boolean;
}

/** A time in which the gateway was off, as the record says it. */
export interface TimeOff {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** An alarm of one of several channels, as it would have been. */
export interface RehearsedAlarm extends ReplayedAlarm {
  readonly channel: string;
}

/** What a rehearsal goes by, besides the readings. */
export interface Rehearsal {
  /** The channels with the rules that are tried. */
  readonly channels: readonly Channel[];
  /** In rising order: the judge starts anew after each, from what it had saved, as the gateway did; and so it does after a loss. */
  readonly off: readonly TimeOff[];
  readonly isSwitchedOff?: ((cabinet: string, at: UtcMillis) => boolean) | undefined;
}

/** A running gateway looks for silence this often; a rehearsal looks no oftener. */
const LOOK_EVERY: Millis = 1000;

/**
 * What the alarms would have been on a site's own past, in the order in which they were raised: the judge of a running
 * gateway, with every partner of a channel, fed with the past's own clocks. Readings in the order of the record; those of a
 * channel that isn't named are passed over.
 */
export const rehearse = (readings: Iterable<PastReading>, rehearsal: Rehearsal): readonly RehearsedAlarm[] => {
  const places = new Map(rehearsal.channels.map(({ id }, place) => [id, place]));
  const alarms = new Map<string, RehearsedAlarm>();
  const keep = (facts: readonly JudgedFact[]): void => {
    for (const fact of facts) {
      if (fact.kind !== 'alarm') continue;
      alarms.set(fact.id, { ...replayed(fact, alarms.get(fact.id)), channel: fact.channel });
    }
  };
  const run = createRun(rehearsal);
  for (const answer of answersOf(readings, places)) {
    const { judge, at, look } = run.at(answer[0]);
    if (look) keep(judge.tick(at));
    const channels = answer.map(({ channel }) => places.get(channel) ?? -1);
    const values = answer.map(({ value }) => value);
    keep(judge.judge({ elapsed: at.elapsed, channels, values, qualities: answer.map(({ quality }) => quality) }, at));
  }
  return [...alarms.values()];
};

/** Readings of one instant are of one answer: two probes of it are compared as they are. */
function* answersOf(
  readings: Iterable<PastReading>,
  places: ReadonlyMap<string, number>,
): Generator<readonly [PastReading, ...PastReading[]]> {
  let answer: [PastReading, ...PastReading[]] | undefined;
  for (const reading of readings) {
    if (!places.has(reading.channel)) continue;
    if (answer?.[0].time === reading.time && reading.isAfterLoss !== true) answer.push(reading);
    else {
      if (answer !== undefined) yield answer;
      answer = [reading];
    }
  }
  if (answer !== undefined) yield answer;
}

/** The judge of the moment, and both clocks as they stood. */
const createRun = ({ channels, off, isSwitchedOff }: Rehearsal) => {
  const states = new Map<string, SavedState>();
  const waiting = [...off];
  let [ids, elapsed, looked] = [0, 0, Number.NEGATIVE_INFINITY];
  let last: PastReading | undefined;
  let judge: Judge | undefined;
  const newId = (): string => {
    ids += 1;
    return String(ids);
  };
  const restarted = (at: Instant, lastKnown: UtcMillis | undefined): Judge => {
    for (const state of judge?.takeStates(true) ?? []) states.set(state.key, state);
    return createJudge(channels, { saved: [...states.values()], at, newId, lastKnown, isSwitchedOff });
  };
  return {
    at: (reading: PastReading): { readonly judge: Judge; readonly at: Instant; readonly look: boolean } => {
      const before = last;
      elapsed += before === undefined ? 0 : Math.max(0, stepOf(before, reading));
      last = reading;
      const at = { now: reading.time, elapsed };
      const over = waiting.findLastIndex(({ to }) => to <= reading.time);
      const lastOff = waiting.splice(0, over + 1).at(-1);
      const lost = reading.isAfterLoss === true ? before?.time : undefined;
      if (judge === undefined || lastOff !== undefined || lost !== undefined) judge = restarted(at, lost ?? lastOff?.from);
      const look = elapsed >= looked + LOOK_EVERY;
      if (look) looked = elapsed;
      return { judge, at, look };
    },
  };
};

const stepOf = (last: PastReading, { start, up, time }: PastReading): Millis =>
  start === last.start ? up - last.up : time - last.time;
