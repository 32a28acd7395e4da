import { expect, test } from 'vitest';
import { LONGEST_BLOCK } from '../../../gateway/domain/block.ts';
import { type Channel, channelTableText } from '../../../gateway/domain/channel.ts';
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
