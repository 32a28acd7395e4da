import type { Channel } from '../../domain/channel.ts';
import type { Instant, Millis, UtcMillis } from '../../domain/clock.ts';
import type { AlarmFact, Fact } from '../../domain/fact.ts';
import { type Observation, qualityAt } from '../../domain/observation.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import type { ExcursionFact, GoodsDisposition } from '../../domain/supervision-fact.ts';
import { parsedState } from '../parsed-state.ts';
import type { Recalling } from '../recall-numbers.ts';
import type { OpenJournal } from '../shelf.ts';
import { createDoors, type Doors } from './doors.ts';
import { excursionFact } from './excursion-fact.ts';
import { beginRun, type ExcursionRun, noteAlarm, type RunAbout } from './excursion-run.ts';
import { runText, savedRunSchema } from './saved-run.ts';
import { createToldExcursions, type ToldExcursions } from './told-excursions.ts';
import { limitKey, seeValue, type WatchedChannel, type WatchedLimit, watchedChannel } from './watched-limit.ts';

const PREFIX = 'excursions/open/';

/** A stretch without an alarm that is shorter than this is left to the readings: a door that was opened, not an excursion. */
const SHORTEST_TOLD: Millis = 5 * 60_000;

const NONE: readonly ExcursionFact[] = [];

export interface ExcursionNeeds {
  readonly channels: readonly Channel[];
  /** The saved states of the run before; keys of others are left alone. */
  readonly saved: readonly SavedState[];
  readonly newId: () => string;
  /** The journal that is open: numbers count in it. */
  readonly journal: string;
}

/** The account of every stretch beyond a limit: counted as values come, held over gaps and restarts. */
export interface Excursions {
  /** Looks at an observation; gives the excursions that are over with it. */
  see(observation: Observation, at: Instant): readonly ExcursionFact[];
  /** Takes note of alarms and defrosts that the rules told of. */
  note(facts: readonly Fact[]): void;
  /** What the site no longer watches ends where it was seen last; told once, at the first call. */
  tick(at: Instant): readonly ExcursionFact[];
  /** What became of the goods behind an alarm: excursions told before are told anew; one that lasts tells it at its end. */
  disposed(alarm: string, goods: GoodsDisposition | undefined, at: UtcMillis): readonly ExcursionFact[];
  /** The excursions that last, as they would be told now. */
  open(at: Instant): readonly ExcursionFact[];
  /** Facts that have become durable, with the number of the first: whoever tells an excursion anew names the fact before. */
  numbered(facts: readonly Fact[], first: number): void;
  /** What of that is missing after a restart is looked up in the record. */
  readonly recalling: Recalling;
  /** Another journal goes on. */
  succeeded(journal: string): void;
  /** States that changed since they were last asked for: one transaction with the facts of the same turn. */
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

interface Parts {
  readonly needs: ExcursionNeeds;
  readonly channels: readonly (WatchedChannel | undefined)[];
  readonly limits: readonly WatchedLimit[];
  readonly doors: Doors;
  readonly defrosting: Set<string>;
  readonly told: ToldExcursions;
}

/** Opens the account where the last run left it. */
export const createExcursions = (needs: ExcursionNeeds): Excursions => {
  const { runs, abouts, ignored } = restored(needs.saved);
  const channels = needs.channels.map((channel) => watchedChannel(channel, runs));
  const limits = channels.flatMap((channel) => channel?.limits ?? []);
  const journal: OpenJournal = { id: needs.journal };
  const told = createToldExcursions(needs.saved, journal);
  const parts: Parts = { needs, channels, limits, doors: createDoors(needs.channels), defrosting: new Set(), told };
  const watched = new Set(limits.map(({ about }) => limitKey(about)));
  let homeless = [...abouts].filter(([key]) => !watched.has(key));
  const forgotten: SavedState[] = [];
  return {
    see: (observation, at) => see(parts, observation, at),
    note: (facts) => {
      for (const fact of facts) note(parts, fact);
    },
    tick: (at) => {
      if (homeless.length === 0) return NONE;
      const facts = homeless.flatMap(([key, about]) => tell(parts, about, runs.get(key), at));
      forgotten.push(...homeless.map(([key]) => ({ key: PREFIX + key })));
      homeless = [];
      return facts;
    },
    disposed: (alarm, goods, at) => {
      for (const watch of limits) if (watch.run?.alarms.includes(alarm) === true) dispose(watch, watch.run, goods);
      return told.disposed(alarm, goods, at);
    },
    open: (at) => limits.flatMap(({ about, run }) => (run === undefined ? [] : [excursionFact(about, run, at)])),
    numbered: (facts, first) => each(facts, first, told.number),
    recalling: {
      get numbered() {
        return told.numbered();
      },
      recall: (facts, first) => each(facts, first, told.recall),
    },
    succeeded: (id) => {
      journal.id = id;
    },
    takeStates: () => [...forgotten.splice(0), ...limits.filter(({ unsaved }) => unsaved).map(saved), ...told.takeStates()],
    ignored: [...ignored, ...told.ignored],
  };
};

const each = (facts: readonly Fact[], first: number, take: (fact: Fact, number: number) => void): void => {
  for (const [place, fact] of facts.entries()) take(fact, first + place);
};

const see = (parts: Parts, observation: Observation, at: Instant): readonly ExcursionFact[] => {
  const { channels, values, elapsed } = observation;
  let facts = NONE;
  for (let index = 0; index < channels.length; index += 1) {
    const place = channels[index] ?? -1;
    const channel = parts.channels[place];
    const isDoor = parts.doors.isDoor(place);
    if (channel === undefined && !isDoor) continue;
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value) || qualityAt(observation, index) !== 'good') continue;
    if (isDoor) countDoor(parts, place, value);
    // Nearly every value ends here.
    if (channel === undefined || (!channel.running && value >= channel.low && value <= channel.high)) continue;
    const ended = seeIn(parts, channel, value, { elapsed, now: at.now - (at.elapsed - elapsed) }, at);
    if (ended.length > 0) facts = [...facts, ...ended];
  }
  return facts;
};

const seeIn = (parts: Parts, channel: WatchedChannel, value: number, seen: Instant, at: Instant): readonly ExcursionFact[] => {
  const begin = ({ channel: { id, door } }: WatchedLimit, first: number, excess: number): ExcursionRun => ({
    ...beginRun(parts.needs.newId(), seen, first, excess),
    doors: door !== undefined && parts.doors.isOpen(door) ? 1 : 0,
    defrosts: parts.defrosting.has(id) ? 1 : 0,
  });
  const facts = channel.limits.flatMap((watch) => tell(parts, watch.about, seeValue(watch, value, seen, begin), at));
  channel.running = channel.limits.some(({ run }) => run !== undefined);
  return facts;
};

const tell = ({ needs, told }: Parts, about: RunAbout, run: ExcursionRun | undefined, at: Instant): readonly ExcursionFact[] => {
  if (run === undefined) return NONE;
  const camera = needs.channels.find(({ id }) => id === about.channel)?.camera;
  const fact = excursionFact(about, run, at, camera);
  if (fact.alarms.length === 0 && fact.to - fact.from < SHORTEST_TOLD) return NONE;
  told.keep(fact);
  return [fact];
};

const countDoor = ({ doors, limits }: Parts, place: number, value: number): void => {
  const opened = doors.see(place, value);
  if (opened === undefined) return;
  for (const watch of limits) if (watch.channel.door === opened) countIn(watch, 'doors');
};

const note = (parts: Parts, fact: Fact): void => {
  if (fact.kind === 'alarm' && fact.active) noteRaised(parts, fact);
  if (fact.kind !== 'state' || fact.state !== 'defrost') return;
  if (!fact.active) parts.defrosting.delete(fact.on);
  if (!fact.active || parts.defrosting.has(fact.on)) return;
  parts.defrosting.add(fact.on);
  for (const watch of parts.limits) if (watch.channel.id === fact.on) countIn(watch, 'defrosts');
};

/** Few, and each of them a reason: saved at once. */
const countIn = (watch: WatchedLimit, what: 'doors' | 'defrosts'): void => {
  if (watch.run === undefined) return;
  watch.run[what] += 1;
  watch.unsaved = true;
};

const noteRaised = ({ limits }: Parts, { id, channel, level, limit, cause }: AlarmFact): void => {
  for (const watch of limits) {
    const { run, about } = watch;
    const isOfLimit = about.channel === channel && about.level === level && about.limit === limit;
    if (run === undefined || !isOfLimit || (cause !== about.side && cause !== 'after-gap')) continue;
    noteAlarm(run, id);
    watch.unsaved = true;
  }
};

const dispose = (watch: WatchedLimit, run: ExcursionRun, goods: GoodsDisposition | undefined): void => {
  if (goods === undefined) return;
  run.goods = goods;
  watch.unsaved = true;
};

const saved = (watch: WatchedLimit): SavedState => {
  watch.unsaved = false;
  const key = PREFIX + limitKey(watch.about);
  return watch.run === undefined ? { key } : { key, text: runText(watch.about, watch.run) };
};

const restored = (states: readonly SavedState[]) => {
  const runs = new Map<string, ExcursionRun>();
  const abouts = new Map<string, RunAbout>();
  const ignored: SavedState[] = [];
  for (const state of states) {
    if (!state.key.startsWith(PREFIX) || state.text === undefined) continue;
    const read = parsedState(savedRunSchema, state);
    if (read === undefined) ignored.push(state);
    else {
      runs.set(limitKey(read.about), read.run);
      abouts.set(limitKey(read.about), read.about);
    }
  }
  return { runs, abouts, ignored };
};
