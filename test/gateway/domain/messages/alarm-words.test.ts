import { describe, expect, test } from 'vitest';
import { ALARM_CAUSES, type AlarmState } from '../../../../gateway/domain/alarm.ts';
import type { Limit } from '../../../../gateway/domain/limit.ts';
import { type AlarmedChannel, alarmWords, delayWords } from '../../../../gateway/domain/messages/alarm-words.ts';

const MINUTE = 60_000;
const limit: Limit = {
  level: 'legal',
  side: 'high',
  value: 8,
  onDelay: 30 * MINUTE,
  offDelay: 0,
  deadband: 0.5,
  source: { document: 'a law', edition: '1', force: 'shall', verified: false },
};
const fridge: AlarmedChannel = {
  cabinet: '1号冷藏柜',
  unit: 'degC',
  resolution: 0.1,
  rule: { id: 'test.fridge', unit: 'degC', limits: [limit], silence: 15 * MINUTE, probeFault: MINUTE, afterGap: true },
};
const alarm: AlarmState = {
  id: 'a',
  channel: 'fridge-1/temperature',
  rule: 'test.fridge',
  cause: 'high',
  level: 'legal',
  active: true,
  acknowledged: false,
  confirmed: false,
  latched: false,
  shelved: false,
  suppressed: false,
  outOfService: false,
  raisedAt: 400 * MINUTE,
  since: 0,
  value: 9.1,
  limit: 8,
};

describe('an alarm in words', () => {
  test('tells cabinet, value, limit, and the time that is proven, not the one that a gap hid', () => {
    expect(alarmWords(alarm, fridge, 'en')).toBe('1号冷藏柜: 9.1 °C, above the legal limit of 8 °C for 30 min');
    expect(alarmWords(alarm, fridge, 'zh-CN')).toBe('1号冷藏柜：9.1 °C，高于法定限值 8 °C，已 30 分钟');
  });

  test('names the level', () =>
    expect(alarmWords({ ...alarm, level: 'operational' }, fridge, 'en')).toBe(
      '1号冷藏柜: 9.1 °C, above the working limit of 8 °C',
    ));

  test('rounds to what the probe can tell', () =>
    expect(alarmWords({ ...alarm, value: 9.100000000000001 }, fridge, 'en')).toContain(' 9.1 °C'));

  test('of silence tells how long there was none', () => {
    const { value, limit: broken, ...silence } = { ...alarm, cause: 'silence', raisedAt: 15 * MINUTE } as const;
    expect(alarmWords(silence, fridge, 'en')).toBe('1号冷藏柜: no good reading for 15 min');
    expect(alarmWords(silence, fridge, 'zh-CN')).toBe('1号冷藏柜：已 15 分钟没有有效读数');
  });

  test('of a gap says what is unknown', () =>
    expect(alarmWords({ ...alarm, cause: 'after-gap' }, fridge, 'en')).toMatch(/what happened meanwhile is unknown$/));

  test('that cleared says that it is over', () => {
    expect(alarmWords({ ...alarm, active: false, value: 7.4 }, fridge, 'en')).toBe(
      '1号冷藏柜: 7.4 °C, back within the legal limit of 8 °C',
    );
    expect(alarmWords({ ...alarm, active: false, value: 7.4 }, fridge, 'zh-CN')).toBe(
      '1号冷藏柜：7.4 °C，已回到法定限值 8 °C 以内',
    );
  });

  test.each(ALARM_CAUSES)('of %s leaves no place unfilled, in either language', (cause) => {
    for (const language of ['en', 'zh-CN'] as const)
      for (const active of [true, false]) expect(alarmWords({ ...alarm, cause, active }, fridge, language)).not.toMatch(/[{}]/);
  });
});

test.each([
  [30_000, '30 s'],
  [60_000, '1 min'],
  [90_000, '90 s'],
  [30 * MINUTE, '30 min'],
  [600 * MINUTE, '10 h'],
  [150 * MINUTE, '2.5 h'],
])('%d ms are %s', (delay, words) => expect(delayWords(delay, 'en')).toBe(words));

test('values that come too seldom are told with the last of them, not as if there were none', () => {
  const { limit: _, ...seldom } = { ...alarm, cause: 'silence' as const, value: 20, since: 0, raisedAt: 16 * MINUTE };
  expect(alarmWords(seldom, fridge, 'en')).toBe('1号冷藏柜: good readings come too seldom for 16 min, the last was 20 °C');
  expect(alarmWords(seldom, fridge, 'zh-CN')).toBe('1号冷藏柜：有效读数过少已 16 分钟，最近一次 20 °C');
});
