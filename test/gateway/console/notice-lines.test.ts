import { describe, expect, test } from 'vitest';
import { noticeLines } from '../../../gateway/console/notice-lines.ts';

const at = Date.UTC(2026, 10, 21, 6, 30, 5);
const undelivered = {
  at,
  way: 'mail',
  to: 'p-01',
  about: 'alarm',
  attempts: 9,
  reason: 'connect ECONNREFUSED',
  isTried: true,
};
const lines = (over: object, language: 'en' | 'zh-CN' = 'en'): readonly string[] =>
  noticeLines({ waiting: 0, last: [], ...over }, 'Asia/Shanghai', language);

describe('the screen', () => {
  test('names what nobody has heard of so far before all else, and whether it is still tried', () => {
    const last = [{ at, way: 'webhook', to: 'group', about: 'test', fate: 'delivered' }];
    expect(lines({ waiting: 1, undelivered: [undelivered], last }).slice(0, 2)).toEqual([
      'notices: 1 on their way',
      '  UNDELIVERED, tried on: Alarm, mail p-01; 9 attempts, the last at 14:30:05 (connect ECONNREFUSED)',
    ]);
    expect(lines({ undelivered: [{ ...undelivered, isTried: false }] }, 'zh-CN')).toEqual([
      '  未送达，已放弃：报警，邮件 p-01；已试 9 次，最近 14:30:05（connect ECONNREFUSED）',
    ]);
  });

  test('lets no server move the cursor by what it says', () => {
    const reason = '550 no\u001b[2J such user';
    const last = [{ at, way: 'mail', to: 'p-01', about: 'alarm', fate: 'failed', reason }];
    expect(lines({ undelivered: [{ ...undelivered, reason }], last }).join('')).not.toMatch(/\p{C}/u);
  });

  test('says nothing of notices where nobody was told and nothing came in', () => {
    expect(lines({})).toEqual([]);
    expect(noticeLines(undefined, 'Asia/Shanghai', 'en')).toEqual([]);
  });
});
