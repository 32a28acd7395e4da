import { describe, expect, test } from 'vitest';
import type { AlarmState } from '../../../gateway/domain/alarm.ts';
import type { NoticeFact } from '../../../gateway/domain/supervision-fact.ts';
import { alarmNotice } from '../../../gateway/notify/notice-words.ts';
import { alarm, HOUR } from './telling-bench.ts';

const TWO_DAYS = 48 * HOUR;
const law = (more: Partial<AlarmState> = {}) => alarm('a', { level: 'legal', value: 8.1, limit: 8, ...more });
const over = { active: false, clearedAt: TWO_DAYS, value: 5 } as const;

/** What a message says two days after the first second of 1970, where the channel reads `now`. */
const said = (about: NoticeFact['about'], state: AlarmState, now?: number): string =>
  alarmNotice(
    { about, alarms: [state], along: [], canReply: true },
    {
      site: 'School', language: 'en', timezone: 'UTC', todo: () => '', clock: { now: () => TWO_DAYS }, latestOf: () => now,
      channel: () => ({ cabinet: 'fridge-1', unit: 'degC', resolution: 0.1 }),
    },
  ).text; // biome-ignore format: a list to read

describe('a reminder of an alarm that has stood for two days', () => {
  test('says how warm it is by now, and on which day it began', () =>
    expect(said('re-alarm', law(), 21.8)).toContain('8.1 °C, above the legal limit of 8 °C, since 01-01 00:00; now 21.8 °C.'));

  test.each([
    ['is as it was, but for a digit', 8.2],
    ['is not known', undefined],
  ])('says no value of now where it %s', (_name, now) => expect(said('re-alarm', law(), now)).not.toContain('now'));

  test('names no date where it began today', () => expect(said('re-alarm', law({ since: TWO_DAYS }))).toContain('since 00:00.'));
});

describe('the end of an alarm about food', () => {
  const DECIDE = 'Decide on the food, and confirm at the box.';

  test.each([
    ['was beyond the law', law(over)],
    ['did not cool in its time', alarm('b', { ...over, cause: 'cooling' })],
    ['was warm for too long in sum', alarm('c', { ...over, cause: 'cumulative' })],
  ])('is no all-clear for what %s', (_name, state) => expect(said('cleared', state).endsWith(DECIDE)).toBe(true));

  test.each([
    ['somebody has confirmed what was done', law({ ...over, confirmed: true })],
    ['only the working limit was passed', alarm('d', over)],
  ])('asks for nothing where %s', (_name, state) => expect(said('cleared', state)).not.toContain(DECIDE));

  test('says of food that failed its curve that it did, though it is cold', () =>
    expect(said('cleared', alarm('b', { ...over, cause: 'cooling' }))).toContain('5 °C, cooled, but not in its time'));

  test('invents no length for what was warm when it was first seen after a gap', () => {
    const text = said('cleared', law({ ...over, cause: 'after-gap' }));
    expect(text).toContain('found at 01-01 00:00, unknown before that');
    expect(text).not.toContain('lasted');
  });
});
