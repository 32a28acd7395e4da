import type { UtcMillis } from '../domain/clock.ts';
import { asOfNow } from './by-now.ts';
import type { Notice, Ready } from './notice.ts';
import type { WordsNeeds } from './notice-words.ts';
import { type Cause, isOwedByLaw, standing as standingOf } from './plan/cause.ts';
import { wantedOf } from './plan/wanted.ts';

/** How things stand when a notice is about to go out. */
export interface NowStanding {
  readonly now: UtcMillis;
  readonly causes: readonly Cause[];
  /** False where every message of these alarms was in vain so far. */
  isHeard(alarms: readonly string[]): boolean;
  /** True where a text that names the alarm went out, or a call about it was taken. */
  isRead(alarm: string): boolean;
}

/** Looks once more at a notice that has waited, however long. `left`: the alarms that no newer one names; undefined where it is the newest. */
export const readyNow = (
  notice: Notice,
  left: readonly string[] | undefined,
  standing: NowStanding,
  words: WordsNeeds,
): Ready => {
  const { about, alarms, until } = notice;
  const { now, causes, isHeard, isRead } = standing;
  if (until !== undefined && now > until) return outdated('it is too late for it');
  if (notice.causes.length === 0) return { is: 'wanted', notice };
  // Nobody is told of the end of what he never heard of.
  if (about === 'cleared') return isHeard(alarms) ? { is: 'wanted', notice } : outdated('nobody has heard of it');
  const mine = causes.filter(({ id }) => notice.causes.includes(id));
  const open = mine.flatMap((cause) => wantedOf(notice, cause, isRead)).map(({ state }) => state.id);
  if (open.length === 0) return outdated('it was answered, or is over');
  // A newer message takes the place of what it names, and of nothing that it had no room for.
  const isStillNews = left === undefined || left.some((id) => open.includes(id));
  if (!isStillNews) return outdated('a newer message says it');
  const named = mine.flatMap((cause) => cause.alarms.map(({ state }) => state)).filter(({ id }) => alarms.includes(id));
  return { is: 'wanted', notice: asOfNow(notice, named, words) };
};

/**
 * True for a notice about alarms that must not be given up yet: what it names stands and nobody has acknowledged it, or was beyond
 * the law, and no text of any way has told anybody of it.
 */
export const isOwed = ({ about, alarms, causes: mine, until }: Notice, { causes, isRead }: NowStanding): boolean => {
  // What has its time, as a test or a sign of life, waits for no network.
  if (until !== undefined) return false;
  const unread = alarms.filter((id) => !isRead(id));
  if (mine.length === 0) return about === 'cleared' && unread.length > 0;
  return causes
    .filter(({ id }) => mine.includes(id))
    .flatMap(standingOf)
    .some(({ state }) => unread.includes(state.id) && (!state.acknowledged || isOwedByLaw(state)));
};

const outdated = (reason: string): Ready => ({ is: 'outdated', reason });
