import type { AlarmCause, AlarmState } from '../domain/alarm.ts';
import type { Clock, UtcMillis } from '../domain/clock.ts';
import { localDate, minuteOfDay, repeatedTimeMark } from '../domain/local-time.ts';
import { type AlarmedChannel, alarmWords, valueWords } from '../domain/messages/alarm-words.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { NoticeFact } from '../domain/supervision-fact.ts';
import { BEYOND_THE_LAW, severityOf } from './plan/cause.ts';

/** What words need to know of the site. */
export interface WordsNeeds {
  readonly site: string;
  readonly language: Language;
  readonly timezone: string;
  readonly clock: Pick<Clock, 'now'>;
  channel(id: string): AlarmedChannel | undefined;
  /** A channel's latest good value; undefined where there is none. */
  latestOf(channel: string): number | undefined;
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

/** What one message holds. */
interface Room {
  /** Alarms that are told with value and time at most; of the others the cabinets are named. */
  readonly full: number;
  /** Characters: rather fewer alarms told in full than that nobody reads what to do, and how to answer. */
  readonly characters: number;
  /** Characters that are used rather than that a cabinet stays unnamed. */
  readonly most: number;
}

/** Characters of the longest short message: six parts. */
export const LONGEST_SHORT = 398;

/** A short message of four parts, of six where it must be. */
const SHORT: Room = { full: 3, characters: 264, most: LONGEST_SHORT };

/** A robot takes 2048 bytes, of which one Chinese character is three. */
const LONG: Room = { full: 12, characters: 600, most: 660 };

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
  /** What it is about comes and goes, as with a loose plug. */
  readonly isLoosePlug?: true;
}

/** A message about alarms, and those of them that it had no room to name. */
export interface AlarmWords extends Words {
  readonly unnamed: readonly string[];
}

/** Puts alarms into words: “第三小学食堂：报警。1号冷藏柜：9.1 °C，高于…（10:05 起）。请关好柜门…” */
export const alarmNotice = (told: Told, needs: WordsNeeds): AlarmWords => {
  const { site, language } = needs;
  const title = say(language, titleOf(told));
  const { text, names } = fitting(told, title, needs);
  const unnamed = [...told.alarms, ...told.along].filter((alarm) => !names.has(cabinetOf(alarm, needs)));
  return { title: `${site} ${title}`, text, unnamed: unnamed.map(({ id }) => id) };
};

const isBeyondTheLaw = (alarm: AlarmState): boolean => alarm.active && severityOf(alarm) === BEYOND_THE_LAW;

/** Whether somebody still has to decide on the food behind an alarm: food whose air is cold again is not thereby good. */
export const isFoodInDoubt = (alarm: AlarmState): boolean =>
  !alarm.confirmed && (severityOf(alarm) === BEYOND_THE_LAW || alarm.cause === 'cooling' || alarm.cause === 'cumulative');

/** True for a power cut that spoils food by now: another message than that the power is gone. */
const isSpoiling = ({ about, alarms }: Pick<Told, 'about' | 'alarms'>): boolean =>
  about === 'power' && alarms.some(isBeyondTheLaw);

/** A message that names anything of which nobody knows whether it is over doesn't say “over”. */
const titleOf = (told: Told) => {
  if (isSpoiling(told)) return 'notify.title.power-law';
  const isUnknown = told.about === 'cleared' && [...told.alarms, ...told.along].some(({ reason }) => reason !== undefined);
  return isUnknown ? 'notify.title.not-judged' : (`notify.title.${told.about}` as const);
};

/** A text, and the cabinets that it names. */
interface Text {
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

// What is replied to is a short message. First fewer alarms in full, all cabinets named; then fewer cabinets.
const fitting = (told: Told, title: string, needs: WordsNeeds): Text => {
  const { full, characters, most } = told.canReply ? SHORT : LONG;
  const cabinets = cabinetsOf([...told.alarms, ...told.along], needs).length;
  for (let count = Math.min(full, told.alarms.length); count > 0; count -= 1) {
    const text = alarmText(told, title, { full: count, listed: cabinets }, needs);
    if (text.text.length <= characters) return text;
  }
  for (let listed = cabinets; listed > 0; listed -= 1) {
    const text = alarmText(told, title, { full: 1, listed }, needs);
    if (text.text.length <= most) return text;
  }
  return alarmText(told, title, { full: 1, listed: 0 }, needs);
};

const alarmText = (
  { about, alarms, along, code, canReply, isLoosePlug }: Told,
  title: string,
  { full, listed }: { readonly full: number; readonly listed: number },
  needs: WordsNeeds,
): Text => {
  const { site, language } = needs;
  const [first] = alarms;
  const asks = about !== 'cleared' && first !== undefined;
  const reply = code === undefined ? say(language, 'notify.reply-all') : say(language, 'notify.reply', { code });
  const told = cabinetsOf([...alarms.slice(0, full), ...along.slice(0, 1)], needs);
  const others = cabinetsOf(alarms.slice(full), needs).filter((name) => !told.includes(name));
  const held = cabinetsOf(along.slice(1), needs).filter((name) => !told.includes(name));
  const names = others.slice(0, listed);
  const heldNames = held.slice(0, listed - names.length);
  const law = cabinetsOf(alarms.filter(isBeyondTheLaw), needs);
  const more = others.length === 0 ? alarms.length - full : others.length - names.length;
  const parts = [
    say(language, 'notify.head', { site, title }),
    ...alarms.slice(0, full).map((alarm) => lineOf(alarm, needs)),
    alsoOf(
      names.filter((name) => law.includes(name)),
      language,
      'notify.also-law',
    ),
    alsoOf(
      names.filter((name) => !law.includes(name)),
      language,
    ),
    ...(more > 0 ? [say(language, 'notify.more', { n: more })] : []),
    ...(along.length > 0 ? [say(language, 'notify.along', { n: along.length }), lineOf(along[0], needs)] : []),
    alsoOf(heldNames, language),
    ...(isLoosePlug ? [say(language, 'notify.loose-plug')] : []),
    ...(asks ? [isSpoiling({ about, alarms }) ? say(language, 'notify.power-law.do') : needs.todo(first.cause)] : []),
    ...(asks && canReply ? [reply] : []),
    ...(about === 'cleared' && [...alarms, ...along].some(isFoodInDoubt) ? [say(language, 'notify.food-in-doubt')] : []),
  ];
  return { text: joined(parts, language), names: new Set([...told, ...names, ...heldNames]) };
};

/** The cabinet of an alarm, as people call it. */
export const cabinetOf = ({ channel }: AlarmState, needs: WordsNeeds): string => needs.channel(channel)?.cabinet ?? channel;

const cabinetsOf = (alarms: readonly AlarmState[], needs: WordsNeeds): readonly string[] => [
  ...new Set(alarms.map((alarm) => cabinetOf(alarm, needs))),
];

const alsoOf = (names: readonly string[], language: Language, key: 'notify.also' | 'notify.also-law' = 'notify.also'): string =>
  names.length === 0 ? '' : say(language, key, { names: listOf(names, language) });

/** Names as people write them one after the other. */
export const listOf = (names: readonly string[], language: Language): string => names.join(language === 'en' ? ', ' : '、');

/** Sentences as one text; what is empty is left out. */
export const joined = (parts: readonly string[], language: Language): string =>
  parts.filter((part) => part !== '').join(language === 'en' ? ' ' : '');

/** One alarm in a sentence: since when it stands, and how it is by now; when it was over, of what was beyond the law how long it lasted. */
export const lineOf = (alarm: AlarmState | undefined, needs: WordsNeeds): string => {
  if (alarm === undefined) return '';
  const { language } = needs;
  const { active, level, cause, since, clearedAt = since, reason } = alarm;
  const channel = needs.channel(alarm.channel) ?? { cabinet: alarm.channel, unit: 'none', resolution: 1 };
  const words = alarmWords(alarm, channel, language);
  const began = timeOf(since, needs);
  if (active) return say(language, 'notify.line', { words, time: began, now: nowOf(alarm, channel, needs) });
  const time = timeOf(clearedAt, needs);
  if (level !== 'legal' || reason !== undefined) return say(language, 'notify.line-over', { words, time });
  // What was warm when it was first seen again was so for nobody knows how long.
  return say(language, cause === 'after-gap' ? 'notify.line-found' : 'notify.line-lasted', { words, since: began, time });
};

/** What the value is by now, where it is another than the one that raised the alarm. */
const nowOf = ({ channel: id, value }: AlarmState, channel: AlarmedChannel, { language, latestOf }: WordsNeeds): string => {
  const now = latestOf(id);
  // Less than a digit of the probe is no change.
  if (value === undefined || now === undefined || Math.abs(now - value) <= channel.resolution * 1.5) return '';
  return say(language, 'notify.now', { value: valueWords(now, channel) });
};

/** The local time of day, `10:05`; of another day with its date, `11-28 10:05`. */
const timeOf = (at: UtcMillis, { timezone, clock }: WordsNeeds): string => {
  const minute = minuteOfDay(at, timezone);
  const clockTime = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const time = `${clockTime}${repeatedTimeMark(at, timezone)}`;
  const date = localDate(at, timezone);
  return date === localDate(clock.now(), timezone) ? time : `${date.slice('2026-'.length)} ${time}`;
};
