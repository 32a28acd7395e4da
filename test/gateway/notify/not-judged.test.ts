import { describe, expect, test } from 'vitest';
import type { AlarmState } from '../../../gateway/domain/alarm.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';
import { alarmNotice } from '../../../gateway/notify/notice-words.ts';
import { alarm } from './telling-bench.ts';

const over = { active: false, clearedAt: 3_600_000 } as const;
const lapsed = alarm('a', { ...over, level: 'legal', limit: 8, reason: 'not-judged' });

const words = (alarms: readonly AlarmState[], language: Language) =>
  alarmNotice(
    { about: 'cleared', alarms, along: [], canReply: true },
    {
      site: 'School', language, timezone: 'UTC', todo: () => '', clock: { now: () => 3_600_000 }, latestOf: () => undefined,
      channel: () => ({ cabinet: '1号冷藏柜', unit: 'degC', resolution: 0.1 }),
    },
  ); // biome-ignore format: a list to read

describe('an alarm whose limit was changed while it stood', () => {
  test.each([
    ['en', 'no longer judged by the legal limit of 8 °C', /\bOver\b|back within|lasted/],
    ['zh-CN', '不再按法定限值 8 °C 判断', /已解除|已回到|异常/],
  ] as const)('is never told as over (%s)', (language, said, lie) => {
    const { title, text } = words([lapsed], language);
    expect(text).toContain(said);
    expect(`${title} ${text}`).not.toMatch(lie);
  });

  test('says so where it had no limit as well', () => {
    const { limit: _, ...silent } = alarm('b', { ...over, cause: 'silence', reason: 'not-judged' });
    expect(words([silent], 'en').text).toContain('doesn’t mean that all is well');
  });

  test('keeps the title of a message from saying over, whatever else is over', () => {
    const { title, text } = words([alarm('c', { ...over, value: 5 }), lapsed], 'en');
    expect(title).toBe('School No longer judged');
    expect(text).toContain('5 °C, back within');
  });
});
