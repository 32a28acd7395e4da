import type { AlarmState } from '../domain/alarm.ts';
import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { noLongerJudged } from './alarm-life.ts';
import { machineStart, parseRun, runText, sameStart } from './machine-run.ts';
import { alarmsOf, type RunBefore, restoreWatch } from './restored-watch.ts';
import { noteSaved, runningOf } from './saved-delays.ts';
import { parseWatch, watchText } from './saved-watch.ts';
import { NO_CHANGES } from './seen-value.ts';
import type { Watch } from './watched.ts';

const PREFIX = 'rules/';
const RUN_KEY = `${PREFIX}run`;
const WATCH_PREFIX = `${PREFIX}channel/`;

/**
 * What only says that all is well is saved this often, of all channels in one commit: their states lie side by side on the
 * card. A crash loses so much of it, an orderly end nothing.
 */
const SAVE_PAST_EVERY: Millis = 5 * 60_000;

/** A site that spares its card by rare commits spares it here as well: once in so many, and once an hour at least. */
const COMMITS_BETWEEN = 60;
const SAVE_PAST_WITHIN: Millis = 3_600_000;

/** What the rules remember over a restart: a few states, written only when something changes. */
interface Memory {
  /** Alarms whose limit or channel is gone are cleared, once; a step of the wall clock is noted. */
  tick(at: Instant): readonly AlarmState[];
  /** `last`: the gateway ends, and whatever runs is handed over. */
  takeStates(last?: boolean): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

/** What a memory is opened with. */
interface MemoryStart {
  readonly saved: readonly SavedState[];
  readonly at: Instant;
  readonly lastKnown?: UtcMillis | undefined;
  readonly timeKnown: boolean;
  readonly commitEvery: Millis;
}

/** Restores the watches from what was saved, and remembers them from now on. Keys of others are left alone. */
export const createMemory = (watches: readonly Watch[], opened: MemoryStart): Memory => {
  const { at } = opened;
  const restored = restore(watches, opened);
  let owed = restored.homeless;
  let removed: readonly string[] = [];
  let savedStart = restored.start;
  let start = machineStart(at);
  const savePastEvery = Math.max(SAVE_PAST_EVERY, Math.min(COMMITS_BETWEEN * opened.commitEvery, SAVE_PAST_WITHIN));
  let pastSavedAt = at.elapsed;
  return {
    ignored: restored.ignored,
    tick: (now) => {
      if (!sameStart(start, machineStart(now))) start = machineStart(now);
      if (now.elapsed - pastSavedAt >= savePastEvery) {
        pastSavedAt = now.elapsed;
        for (const watch of watches) if (hasNews(watch)) watch.unsaved = true;
      }
      if (owed === undefined) return NO_CHANGES;
      // Only now, so that a state is forgotten in one transaction with the fact that clears its alarm.
      removed = restored.stale;
      for (const watch of restored.reshaped) watch.unsaved = true;
      const changes = owed.map((alarm) => noLongerJudged(alarm, now.now));
      owed = undefined;
      return changes;
    },
    takeStates: (last = false) => {
      if (last) for (const watch of watches) if (hasNews(watch) || runningOf(watch).length > 0) watch.unsaved = true;
      const run = savedStart !== undefined && sameStart(savedStart, start) ? [] : [{ key: RUN_KEY, text: runText(start) }];
      savedStart = start;
      const states = [...removed.map((key) => ({ key })), ...run, ...watches.filter(({ unsaved }) => unsaved).map(savedWatch)];
      removed = [];
      return states;
    },
  };
};

const hasNews = ({ conditions }: Watch): boolean => conditions.some((condition) => condition.hasNews());

const savedWatch = (watch: Watch): SavedState => {
  noteSaved(watch);
  return { key: `${WATCH_PREFIX}${watch.channel}`, text: watchText(watch) };
};

interface Restored {
  /** Alarms whose channel, rule or limit is gone: the first tick clears them. */
  readonly homeless: readonly AlarmState[] | undefined;
  /** Watches that lost an alarm so. */
  readonly reshaped: readonly Watch[];
  /** Keys that nobody needs any more. */
  readonly stale: readonly string[];
  readonly ignored: readonly SavedState[];
  /** When the machine was started, as the run before knew it. */
  readonly start: UtcMillis | undefined;
}

const restore = (watches: readonly Watch[], opened: MemoryStart): Restored => {
  const { saved } = opened;
  const start = savedStartOf(saved);
  const before = runBefore(start, opened);
  const byChannel = new Map(watches.map((watch) => [watch.channel, watch]));
  const homeless: AlarmState[] = [];
  const reshaped: Watch[] = [];
  const stale: string[] = [];
  const ignored = saved.filter(({ key, text }) => key === RUN_KEY && start === undefined && text !== undefined);
  for (const { key, text } of saved) {
    if (!key.startsWith(WATCH_PREFIX) || text === undefined) continue;
    const state = parseWatch(text);
    const watch = byChannel.get(key.slice(WATCH_PREFIX.length));
    if (state === undefined) ignored.push({ key, text });
    if (watch === undefined) stale.push(key);
    if (state === undefined) continue;
    const without = watch === undefined ? alarmsOf(state) : restoreWatch(watch, state, before);
    homeless.push(...without);
    if (watch !== undefined && without.length > 0) reshaped.push(watch);
  }
  return { homeless: homeless.length + stale.length === 0 ? undefined : homeless, reshaped, stale, ignored, start };
};

const savedStartOf = (saved: readonly SavedState[]): UtcMillis | undefined =>
  parseRun(saved.find(({ key }) => key === RUN_KEY)?.text ?? '');

const runBefore = (start: UtcMillis | undefined, { at, lastKnown, timeKnown }: MemoryStart): RunBefore => {
  const sameMachineRun = start !== undefined && sameStart(start, machineStart(at));
  return {
    sameMachineRun,
    alive: lastKnown === undefined ? Number.NEGATIVE_INFINITY : lastKnown - machineStart(at),
    timeKnown,
  };
};
