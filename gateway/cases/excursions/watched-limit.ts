import type { Channel } from '../../domain/channel.ts';
import type { Instant, Millis } from '../../domain/clock.ts';
import type { Limit } from '../../domain/limit.ts';
import { type ExcursionRun, excessOf, goOn, type RunAbout } from './excursion-run.ts';

/**
 * What a running excursion counted is saved each minute at first, then once in a sixtieth of what it lasts: a cabinet that
 * stands warm through the holidays must not wear the card out. What a kill takes of it becomes unproven.
 */
const SAVE_EVERY: Millis = 60_000;
const SAVE_WITHIN: Millis = 15 * 60_000;
const PARTS_OF_ITS_TIME = 60;

/** One limit of one channel, and the excursion that lasts beyond it. */
export interface WatchedLimit {
  readonly about: RunAbout;
  readonly channel: Channel;
  readonly limit: Limit;
  run: ExcursionRun | undefined;
  unsaved: boolean;
  savedAt: Millis;
}

/** What is watched of one channel. */
export interface WatchedChannel {
  /** A value from `low` to `high` breaks no limit. */
  readonly low: number;
  readonly high: number;
  readonly limits: readonly WatchedLimit[];
  /** An excursion lasts. */
  running: boolean;
}

/** One limit among all of a site: two rules may not tell the same one apart, nor need to. */
export const limitKey = ({ channel, level, side, limit }: RunAbout): string => `${channel} ${level} ${side} ${limit}`;

/**
 * The limits of a channel whose breaking is an excursion; undefined where it has none. A door that stands open and mains
 * that are gone are alarms, but no stretch in which goods grow warm.
 */
export const watchedChannel = (channel: Channel, runs: ReadonlyMap<string, ExcursionRun>): WatchedChannel | undefined => {
  const limits = (channel.rule?.limits ?? []).filter(({ cause }) => cause === undefined);
  if (limits.length === 0) return undefined;
  const valuesOf = (wanted: 'high' | 'low') => limits.filter(({ side }) => side === wanted).map(({ value }) => value);
  const watched = limits.map((limit) => watchedLimit(channel, limit, runs));
  return {
    low: Math.max(...valuesOf('low'), Number.NEGATIVE_INFINITY),
    high: Math.min(...valuesOf('high'), Number.POSITIVE_INFINITY),
    limits: watched,
    running: watched.some(({ run }) => run !== undefined),
  };
};

const watchedLimit = (channel: Channel, limit: Limit, runs: ReadonlyMap<string, ExcursionRun>): WatchedLimit => {
  const { level, side, value } = limit;
  const about = { channel: channel.id, cabinet: channel.cabinet, rule: channel.rule?.id ?? '', side, level, limit: value };
  return {
    about,
    channel,
    limit,
    run: runs.get(limitKey(about)),
    unsaved: false,
    savedAt: Number.NEGATIVE_INFINITY,
  };
};

/** One good value. Gives the excursion that is over with it; `begin` makes the one that starts with it. */
export const seeValue = (
  watched: WatchedLimit,
  value: number,
  at: Instant,
  begin: (watched: WatchedLimit, value: number, excess: number, at: Instant) => ExcursionRun,
): ExcursionRun | undefined => {
  const { run, limit } = watched;
  if (run === undefined) {
    const excess = excessOf(limit, value);
    if (excess <= 0) return undefined;
    watched.run = begin(watched, value, excess, at);
    watched.unsaved = true;
    return undefined;
  }
  const isOver = goOn(run, limit, value, at, watched.channel.every);
  if (isOver) watched.run = undefined;
  if (isOver || at.elapsed - watched.savedAt >= saveEvery(run, at)) watched.unsaved = true;
  if (watched.unsaved) watched.savedAt = at.elapsed;
  return isOver ? run : undefined;
};

const saveEvery = ({ from }: ExcursionRun, { now }: Instant): Millis =>
  Math.min(Math.max(SAVE_EVERY, (now - from.now) / PARTS_OF_ITS_TIME), SAVE_WITHIN);
