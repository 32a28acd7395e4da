import { expect, test } from 'vitest';
import { LONGEST_BLOCK } from '../../../gateway/domain/block.ts';
import type { Channel } from '../../../gateway/domain/channel.ts';
import { channelTableText } from '../../../gateway/domain/channel-table-text.ts';
import type { OperatingCalendar } from '../../../gateway/domain/operating-calendar.ts';
import { loadRulePacks } from '../../../gateway/rules/load-packs.ts';

const channelsWith = (count: number, rule: Channel['rule']): readonly Channel[] =>
  Array.from({ length: count }, (_, place) => ({
    id: `cold-room-${place}/temperature`,
    device: `cold-room-${place}`,
    cabinet: `${place}号冷藏库`,
    unit: 'degC',
    resolution: 0.1,
    every: 1_000,
    ...(rule === undefined ? {} : { rule }),
  }));

test('the channel table states a rule once, however many channels it judges', async () => {
  const rule = (await loadRulePacks()).get('cn.fridge');
  const table: unknown = JSON.parse(channelTableText([...channelsWith(2, rule), ...channelsWith(1, undefined)]));
  expect(table).toEqual({
    channels: [
      expect.objectContaining({ id: 'cold-room-0/temperature', rule: 'cn.fridge' }),
      expect.objectContaining({ id: 'cold-room-1/temperature', rule: 'cn.fridge' }),
      expect.not.objectContaining({ rule: expect.anything() }),
    ],
    rules: [JSON.parse(JSON.stringify(rule))],
  });
});

test('the table of a thousand judged channels fits into a block', async () => {
  const table = channelTableText(channelsWith(1_000, (await loadRulePacks()).get('cn.fridge')));
  expect(JSON.stringify(table).length).toBeLessThan(LONGEST_BLOCK / 2);
});

test('what the site plans of its days stands behind the channels, the same plan as the same text', () => {
  const calendar: OperatingCalendar = {
    timezone: 'Asia/Shanghai', weekdays: ['mon'], closed: [{ from: '2026-10-01', to: '2026-10-07', name: '国庆节', off: ['site'] }],
    extra: ['2026-10-10'], running: [{ cabinets: ['热藏柜'], from: 630, to: 810 }],
  }; // biome-ignore format: a calendar to read
  const table = channelTableText([], { timezone: 'Asia/Shanghai', calendar, meals: [{ meal: 'lunch', by: 780 }] });
  expect(table).toBe(
    '{"channels":[],"rules":[],"plan":{"timezone":"Asia/Shanghai","calendar":{"weekdays":["mon"],"closed":[{"from":"2026-10-01","to":"2026-10-07","name":"国庆节","off":["site"]}],"extra":["2026-10-10"],"running":[{"cabinets":["热藏柜"],"from":630,"to":810}]},"meals":[{"meal":"lunch","by":780}]}}',
  );
  const reordered = Object.fromEntries(Object.entries(calendar).reverse()) as unknown as OperatingCalendar;
  expect(channelTableText([], { meals: [{ by: 780, meal: 'lunch' }], calendar: reordered, timezone: 'Asia/Shanghai' })).toBe(
    table,
  );
  // As the tables of earlier versions, whose hashes stand in their blocks.
  expect(channelTableText([])).toBe('{"channels":[],"rules":[]}');
});
