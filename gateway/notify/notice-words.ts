import type { AlarmCause, AlarmState } from '../domain/alarm.ts';
import { minuteOfDay } from '../domain/local-time.ts';
import { type AlarmedChannel, alarmWords } from '../domain/messages/alarm-words.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { NoticeFact } from '../domain/supervision-fact.ts';
import { DEADLINE_KINDS, type DueThing } from './deadlines.ts';

/** What words need to know of the site. */
export interface WordsNeeds {
  readonly site: string;
  readonly language: Language;
  readonly timezone: string;
  channel(id: string): AlarmedChannel | undefined;
  /** What whoever is told does first, in the site's language: the same words as beside the alarm on the screen. */
  todo(cause: AlarmCause): string;
}

/** What a message says. */
export interface Words {
  /** One line: what it is about, and where. */
  readonly title: string;
  /** A few sentences: what is wrong since when, and what to do first. */
  readonly text: string;
}

/** Alarms that are named at most; the others are counted. */
const MOST_NAMED = 3;

/** Characters of a short message of four parts: rather fewer alarms named than that nobody reads what to do, and how to answer. */
const ROOM = 264;

/** What a message about alarms is made of. */
export interface Told {
  readonly about: NoticeFact['about'];
  /** The worst first. */
  readonly alarms: readonly AlarmState[];
  /** What was held back, and comes along. */
  readonly along: readonly AlarmState[];
  /** A reply comes in by the way that it goes out by. */
  readonly canReply: boolean;
  /** The number to reply with; absent where the message is about several causes. */
  readonly code?: number;
}

/** Puts alarms into words: “第三小学食堂：报警。1号冷藏柜：9.1 °C，高于…（10:05 起）。请关好柜门…” */
export const alarmNotice = (told: Told, needs: WordsNeeds): Words => {
  const { site, language } = needs;
  const title = say(language, `notify.title.${told.about}`);
  let text = '';
  for (let named = MOST_NAMED; named > 0 && (text === '' || text.length > ROOM); named -= 1)
    text = alarmText(told, title, named, needs);
  return { title: `${site} ${title}`, text };
};

const alarmText = ({ about, alarms, along, code, canReply }: Told, title: string, named: number, needs: WordsNeeds): string => {
  const { site, language } = needs;
  const [first] = alarms;
  const asks = about !== 'cleared' && first !== undefined;
  const more = alarms.length - named;
  const reply = code === undefined ? say(language, 'notify.reply-all') : say(language, 'notify.reply', { code });
  const parts = [
    say(language, 'notify.head', { site, title }),
    ...alarms.slice(0, named).map((alarm) => lineOf(alarm, needs)),
    ...(more > 0 ? [say(language, 'notify.more', { n: more })] : []),
    ...(along.length > 0 ? [say(language, 'notify.along', { n: along.length }), lineOf(along[0] ?? alarms[0], needs)] : []),
    ...(asks ? [needs.todo(first.cause), canReply ? reply : ''] : []),
  ];
  return joined(parts, language);
};

const joined = (parts: readonly string[], language: Language): string =>
  parts.filter((part) => part !== '').join(language === 'en' ? ' ' : '');

/** What has fallen due, by kind: how many, and the first by name. */
const dueLines = (things: readonly DueThing[], { language }: WordsNeeds): readonly string[] =>
  DEADLINE_KINDS.flatMap((kind) => {
    const names = things.filter((each) => each.kind === kind).map(({ name }) => name);
    if (names.length === 0) return [];
    const shown = names.slice(0, MOST_NAMED).join(language === 'en' ? ', ' : '、');
    return [say(language, `notify.due.${kind}`, { n: names.length, names: names.length > MOST_NAMED ? `${shown} …` : shown })];
  });

/** Puts into words what has fallen due: “第三小学食堂：到期提醒。留样待处置 2 份（…）。” */
export const deadlineNotice = (things: readonly DueThing[], needs: WordsNeeds): Words => {
  const { site, language } = needs;
  const title = say(language, 'notify.title.deadline');
  const parts = [say(language, 'notify.head', { site, title }), ...dueLines(things, needs)];
  return { title: `${site} ${title}`, text: joined(parts, language) };
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
  /** What has fallen due, and isn't done. */
  readonly due: readonly DueThing[];
}

/** Puts the day's state into words: well, or what is not. */
export const lifeNotice = ({ cabinets, open, ill, due }: Life, needs: WordsNeeds): Words => {
  const { site, language } = needs;
  const title = say(language, 'notify.title.sign-of-life');
  const parts = [
    say(language, 'notify.head', { site, title }),
    open.length === 0 ? say(language, 'notify.well', { n: cabinets }) : say(language, 'notify.open', { n: open.length }),
    ...open.slice(0, MOST_NAMED).map((alarm) => lineOf(alarm, needs)),
    ...(ill.length === 0 ? [] : [say(language, 'notify.ill', { ways: ill.join(', ') })]),
    ...dueLines(due, needs),
  ];
  return { title: `${site} ${title}`, text: joined(parts, language) };
};
