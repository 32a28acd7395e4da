import { expect, test } from 'vitest';
import type { ChannelView } from '../../../gateway/app/live-view.ts';
import { mainsState } from '../../../gateway/app/mains-state.ts';
import type { AlarmState } from '../../../gateway/domain/alarm.ts';
import { loadRulePacks } from '../../../gateway/rules/load-packs.ts';
import { anAlarm } from '../cases/alarms/an-alarm.ts';

const rule = (await loadRulePacks()).get('equipment.mains');
const mains = { id: 'panel/input_1', ...(rule === undefined ? {} : { rule }) };
const reads = (id: string, quality: ChannelView['quality']): ChannelView => ({
  id, cabinet: 'mains', unit: 'none', every: 1000, value: 1, quality, at: 0,
}); // biome-ignore format: a channel
const state = (channels: readonly ChannelView[], alarms: readonly AlarmState[] = []) =>
  mainsState([mains, { id: 'fridge/temperature' }], { channels: () => channels, alarms: () => alarms })();

test('the mains are on as long as their input is read, and off while their alarm stands', () => {
  const cut = anAlarm('a', { cause: 'mains', active: true });
  expect(state([reads('panel/input_1', 'good')])).toBe('on');
  expect(state([reads('panel/input_1', 'good')], [cut])).toBe('off');
  expect(state([reads('panel/input_1', 'good')], [{ ...cut, active: false }])).toBe('on');
});

test('nothing is said of mains that nobody watches, or whose input is silent', () => {
  expect(state([reads('fridge/temperature', 'good')])).toBeUndefined();
  expect(state([reads('panel/input_1', 'no-answer')])).toBeUndefined();
});
