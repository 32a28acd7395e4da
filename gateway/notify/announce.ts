import type { Clock, Millis } from '../domain/clock.ts';
import type { Dispatch } from './dispatch.ts';
import { alarmNotice, type WordsNeeds } from './notice-words.ts';
import { HOUR } from './plan/cause.ts';
import type { Announcement } from './plan/plan.ts';

/** “Over” says a time of day: the day after it would be another. */
const END_HOLDS: Millis = 12 * HOUR;

/** What putting an announcement on its way needs. */
export interface AnnounceNeeds extends WordsNeeds {
  readonly clock: Clock;
}

/** Brings an announcement to each whom it is for, in the words of his way; gives the alarms that no message had room to name. */
export const announce = (
  { about, causes, alarms, along, to, ...more }: Announcement,
  dispatch: Pick<Dispatch, 'send' | 'isHeard'>,
  needs: AnnounceNeeds,
): readonly string[] => {
  const isPower = about === 'alarm' && alarms.some(({ cause, active }) => cause === 'mains' && active);
  const named = isPower ? 'power' : about;
  const all = [...alarms, ...along].map(({ id }) => id);
  let unnamed: readonly string[] = all;
  // That it was beyond the law is told also where no message of it has reached anybody: it is no end of a cause, but news.
  const isNews = about === 'cleared' && alarms.some(({ level }) => level === 'legal') && !dispatch.isHeard(all);
  // Nobody reads what is replied to a robot or a mail: only whoever can answer is asked to.
  for (const canReply of [true, false]) {
    const those = to.filter(({ way }) => (way === 'sms' || way === 'voice') === canReply);
    if (those.length === 0) continue;
    const { unnamed: left, ...words } = alarmNotice({ about: named, alarms, along, canReply, ...more }, needs);
    const told = all.filter((id) => !left.includes(id));
    unnamed = unnamed.filter((id) => left.includes(id));
    const until = about === 'cleared' && !isNews ? { until: needs.clock.now() + END_HOLDS } : {};
    dispatch.send(those, { about: named, causes: isNews ? [] : [...causes], alarms: told, ...words, ...until });
  }
  return unnamed;
};
