import type { AlarmState } from '../domain/alarm.ts';
import { minuteOfDay } from '../domain/local-time.ts';
import { type AlarmedChannel, alarmWords } from '../domain/messages/alarm-words.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { NoticeFact } from '../domain/supervision-fact.ts';

/** What words need to know of the site. */
export interface WordsNeeds {
  readonly site: string;
  readonly language: Language;
  readonly timezone: string;
  channel(id: string): AlarmedChannel | undefined;
}

/** What a message says. */
export interface Words {
  /** One line: what it is about, and where. */
  readonly title: string;
  /** A few sentences: what is wrong since when, and what to do first. */
  readonly text: string;
}

/** Alarms that are named; the others are counted. A short message of four parts holds no more. */
const MOST_NAMED = 3;

/** Puts alarms into words, the worst first: “第三小学食堂：报警。1号冷藏柜：9.1 °C，高于…（10:05 起）。请关好柜门…” */
export const alarmNotice = (
  about: NoticeFact['about'],
  alarms: readonly AlarmState[],
  along: readonly AlarmState[],
  needs: WordsNeeds,
): Words => {
  const { site, language } = needs;
  const title = say(language, `notify.title.${about}`);
  const [first] = alarms;
  const asks = about !== 'cleared' && first !== undefined;
  const more = alarms.length - MOST_NAMED;
  const parts = [
    say(language, 'notify.head', { site, title }),
    ...alarms.slice(0, MOST_NAMED).map((alarm) => lineOf(alarm, needs)),
    ...(more > 0 ? [say(language, 'notify.more', { n: more })] : []),
    ...(along.length > 0 ? [say(language, 'notify.along', { n: along.length }), lineOf(along[0] ?? alarms[0], needs)] : []),
    ...(asks ? [say(language, `notify.do.${first.cause}`), say(language, 'notify.reply')] : []),
  ];
  return { title: `${site} ${title}`, text: parts.filter((part) => part !== '').join(language === 'en' ? ' ' : '') };
};

const lineOf = (alarm: AlarmState | undefined, needs: WordsNeeds): string => {
  if (alarm === undefined) return '';
  const { language, timezone } = needs;
  const channel = needs.channel(alarm.channel) ?? { cabinet: alarm.channel, unit: 'none', resolution: 1 };
  return say(language, alarm.active ? 'notify.line' : 'notify.line-over', {
    words: alarmWords(alarm, channel, language),
    time: timeOf(alarm, timezone),
  });
};

/** The local time of day, `10:05`: when the condition began, or when it was over. */
const timeOf = ({ since, active, clearedAt = since }: AlarmState, timezone: string): string => {
  const minute = minuteOfDay(active ? since : clearedAt, timezone);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};

/** What the daily sign of life says. */
export interface Life {
  readonly cabinets: number;
  readonly open: readonly AlarmState[];
  /** Ways that fail, in words of their own. */
  readonly ill: readonly string[];
}

/** Puts the day's state into words: well, or what is not. */
export const lifeNotice = ({ cabinets, open, ill }: Life, needs: WordsNeeds): Words => {
  const { site, language } = needs;
  const title = say(language, 'notify.title.sign-of-life');
  const parts = [
    say(language, 'notify.head', { site, title }),
    open.length === 0 ? say(language, 'notify.well', { n: cabinets }) : say(language, 'notify.open', { n: open.length }),
    ...open.slice(0, MOST_NAMED).map((alarm) => lineOf(alarm, needs)),
    ...(ill.length === 0 ? [] : [say(language, 'notify.ill', { ways: ill.join(', ') })]),
  ];
  return { title: `${site} ${title}`, text: parts.join(language === 'en' ? ' ' : '') };
};
