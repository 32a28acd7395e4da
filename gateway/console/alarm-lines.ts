import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { causeWords, timeOf, untilWords, worded } from './worded.ts';

/** An alarm as people are shown it. */
export interface AlarmLine {
  readonly channel: string;
  readonly cause: string;
  readonly since: number;
  readonly value?: number | undefined;
  readonly active: boolean;
  readonly clearedAt?: number | undefined;
  /** `not-judged`: the configuration changed, and nobody knows whether its condition is over. */
  readonly reason?: string | undefined;
  readonly acknowledged: boolean;
  readonly confirmed: boolean;
  readonly shelved: boolean;
  readonly shelvedUntil?: number | undefined;
  readonly suppressed: boolean;
  readonly outOfService: boolean;
  readonly outOfServiceUntil?: number | undefined;
  /** `acknowledge`, `confirm`, `reset`. */
  readonly wants: readonly string[];
  /** It stands for so many earlier ones as well. */
  readonly earlier: number;
  /** What to do, in the site's language. */
  readonly todo: string;
}

/** True where the alarm calls for a person: it is neither put aside for a time, nor as planned, nor in maintenance. */
export const callsSomebody = ({
  shelved,
  suppressed,
  outOfService,
}: Pick<AlarmLine, 'shelved' | 'suppressed' | 'outOfService'>) => !shelved && !suppressed && !outOfService;

/** What became of an alarm, and what it still wants: “over since 10:40:00, NOT SEEN YET”. */
export const alarmStateWords = (alarm: AlarmLine, timezone: string, language: Language): string => {
  const { active, clearedAt, acknowledged, confirmed, shelved, shelvedUntil, suppressed, outOfServiceUntil, earlier } = alarm;
  const time = (at: number | undefined): string => (at === undefined ? '' : timeOf(at, timezone));
  const words = [
    active ? say(language, 'alarm.word.active') : say(language, endKey(alarm), { time: time(clearedAt) }),
    ...(confirmed ? [say(language, 'alarm.word.confirmed')] : []),
    ...(acknowledged && !confirmed ? [say(language, 'alarm.word.acknowledged')] : []),
    ...(shelved ? [say(language, 'alarm.word.shelved', { time: time(shelvedUntil) })] : []),
    ...(suppressed ? [say(language, 'alarm.word.suppressed')] : []),
    ...(alarm.outOfService
      ? [`${say(language, 'alarm.word.outOfService')}${untilWords(outOfServiceUntil, timezone, language)}`]
      : []),
    ...alarm.wants.map((want) => worded(`alarm.wants.${want}`, want, language)),
    ...(earlier === 0 ? [] : [say(language, 'alarm.word.earlier', { n: earlier })]),
  ];
  return words.join(language === 'zh-CN' ? '，' : ', ');
};

/** The cause as the screen names it: silence with a value is that of values that come too seldom. */
export const shownCause = ({ cause, active, value }: Pick<AlarmLine, 'cause' | 'active' | 'value'>): string =>
  cause === 'silence' && active && value !== undefined ? 'seldom' : cause;

const endKey = ({ reason }: AlarmLine) => (reason === undefined ? 'alarm.word.cleared' : 'alarm.word.not-judged');

/** An alarm on the screen: what and since when, what became of it, and what to do. `cabinet` in the site's own words. */
export const alarmLines = (
  alarm: AlarmLine,
  { cabinet, unit }: { readonly cabinet: string; readonly unit?: string },
  timezone: string,
  language: Language,
): readonly string[] => {
  const { since, value } = alarm;
  const what = say(language, 'screen.alarm', {
    cabinet,
    cause: causeWords(shownCause(alarm), unit, language),
    time: timeOf(since, timezone),
    value: value === undefined ? '' : ` (${value})`,
  });
  const calls = callsSomebody(alarm);
  return [
    `  ${calls ? '!' : '·'} ${what} — ${alarmStateWords(alarm, timezone, language)}`,
    ...(calls && !alarm.confirmed ? [`      → ${alarm.todo}`] : []),
  ];
};
