import type { AlarmState } from '../alarm.ts';
import type { Channel } from '../channel.ts';
import type { Millis } from '../clock.ts';
import { unitSign } from '../measurement-unit.ts';
import { say } from './catalogue.ts';
import type { Language } from './message.ts';

/** What must be known of a channel to speak of its alarms. */
export type AlarmedChannel = Pick<Channel, 'cabinet' | 'unit' | 'resolution' | 'rule'>;

/**
 * An alarm in words, for a person: “1号冷藏柜: 9.1 °C, above the legal limit of 8 °C for 30 min”. The duration is what is
 * proven: the limit's own delay; what a data gap hid is not claimed.
 */
export const alarmWords = (alarm: AlarmState, channel: AlarmedChannel, language: Language): string => {
  const { level, active, value, limit, ahead } = alarm;
  const measured = (number: number): string => measuredWords(number, channel);
  const delay = provenDelay(alarm, channel);
  const foreseen = active && ahead !== undefined;
  return say(language, keyOf(alarm), {
    cabinet: channel.cabinet,
    level: say(language, `alarm.level.${level}`),
    value: value === undefined ? say(language, 'alarm.unknown-value') : valueWords(value, channel),
    limit: limit === undefined ? '' : measured(limit),
    for: delay === 0 ? '' : say(language, 'alarm.for', { duration: delayWords(delay, language) }),
    duration: delayWords(foreseen ? ahead : alarm.raisedAt - alarm.since, language),
  });
};

const keyOf = ({ cause, active, reason, value, limit, ahead }: AlarmState) => {
  if (active && cause === 'silence' && value !== undefined) return 'alarm.seldom';
  if (active) return ahead === undefined ? (`alarm.raised.${cause}` as const) : 'alarm.foreseen';
  if (reason === 'not-judged') return limit === undefined ? 'alarm.not-judged' : 'alarm.not-judged-limit';
  return `alarm.cleared.${cause}` as const;
};

/** A number with its unit, as it is written down: a limit. */
export const measuredWords = (number: number, { unit }: Pick<Channel, 'unit'>): string => `${number} ${unitSign(unit)}`.trim();

/** A value with its unit, in as many digits as its probe gives. */
export const valueWords = (value: number, channel: Pick<Channel, 'unit' | 'resolution'>): string => measuredWords(Number(value.toFixed(decimalsOf(channel.resolution))), channel);

const provenDelay = ({ cause, level, limit }: AlarmState, { rule }: AlarmedChannel): Millis => rule?.limits.find((each) => each.side === cause && each.level === level && each.value === limit)?.onDelay ?? 0;

/** Digits after the point that a probe of this resolution gives: 0.5 has one. */
const decimalsOf = (resolution: number): number => Math.min(6, String(resolution).split('.')[1]?.length ?? 0);

/** A delay in the unit that people would use: 90 s, 30 min, 10 h. */
export const delayWords = (delay: Millis, language: Language): string => {
  if (delay < 120_000 && delay % 60_000 !== 0) return say(language, 'alarm.seconds', { n: Math.round(delay / 1_000) });
  if (delay < 7_200_000) return say(language, 'alarm.minutes', { n: Math.round(delay / 60_000) });
  return say(language, 'alarm.hours', { n: Math.round(delay / 360_000) / 10 });
};
