import { describe, expect, test } from 'vitest';
import type { Limit, LimitSet } from '../../../gateway/domain/limit.ts';
import type { Source } from '../../../gateway/domain/source.ts';
import { loadRulePacks, SHIPPED_PACKS } from '../../../gateway/rules/load-packs.ts';
import { oneChannel } from './one-channel.ts';

const HOUR = 3_600_000;

const packs = await loadRulePacks();
const rules = [...packs.values()];

const limitOf = (id: string, level: Limit['level'], side: Limit['side']): Limit | undefined =>
  packs.get(id)?.limits.find((limit) => limit.level === level && limit.side === side);

const sourcesOf = ({ limits, delays, conditions = [], defrost }: LimitSet): readonly Source[] => [
  ...[...limits, ...conditions].map(({ source }) => source),
  ...(defrost === undefined ? [] : [defrost.source]),
  ...(delays === undefined ? [] : [delays]),
];

describe('the shipped rule packs', () => {
  test('are there', () => expect(rules.length).toBeGreaterThanOrEqual(20));

  test('are found by the first part of a rule’s name, without a look into the others', async () => {
    for (const name of new Set(rules.map(({ id }) => id.split('.')[0]))) {
      const found = await loadRulePacks(SHIPPED_PACKS, 'en', (pack) => pack === name);
      expect([...found.keys()]).toEqual([...packs.keys()].filter((id) => id.startsWith(`${name}.`)));
    }
  });

  // The numbers of the suggested default pack: legal low, legal high, working low, working high, on-delay in minutes, deadband.
  test.each([
    ['cn.fridge', 0, 8, 1, 6, 30, 0.5],
    ['cn.sample_fridge', 0, 8, 1, 6, 30, 0.5],
    ['cn.freezer', undefined, -12, undefined, -15, 60, 1],
    ['cn.coldstore_frozen', undefined, -18, undefined, undefined, 60, 1],
    ['cn.hot_hold', 60, undefined, 63, undefined, 10, 1],
    ['cn.special_room', undefined, 25, undefined, 24, 30, 0.5],
    ['us.fridge', undefined, 5, undefined, 4.4, 30, 0.5],
    ['us.hot_hold', 57, undefined, undefined, undefined, 10, 1],
    ['uk.fridge', undefined, 8, undefined, undefined, 30, 0.5],
    ['uk.hot_hold', 63, undefined, undefined, undefined, 10, 1],
    ['fr.very_perishable', undefined, 4, undefined, undefined, 30, 0.5],
    ['eu.quick_frozen', undefined, -18, undefined, undefined, 60, 1],
  ])('%s is what the table says', (id, legalLow, legalHigh, workingLow, workingHigh, minutes, deadband) => {
    expect(limitOf(id, 'legal', 'low')?.value).toBe(legalLow);
    expect(limitOf(id, 'legal', 'high')?.value).toBe(legalHigh);
    expect(limitOf(id, 'operational', 'low')?.value).toBe(workingLow);
    expect(limitOf(id, 'operational', 'high')?.value).toBe(workingHigh);
    const first = packs.get(id)?.limits[0];
    expect(first).toMatchObject({ onDelay: minutes * 60_000, deadband });
  });

  test('who.vaccine is the pair that prequalified loggers carry: an hour below -0.5, ten hours above 8', () => {
    expect(limitOf('who.vaccine', 'legal', 'low')).toMatchObject({ value: -0.5, onDelay: 3_600_000, deadband: 0 });
    expect(limitOf('who.vaccine', 'legal', 'high')).toMatchObject({ value: 8, onDelay: 36_000_000, deadband: 0 });
  });

  // What the texts say of time: band or curve, how long, in which window.
  test.each([
    ['cn.food_core', { kind: 'cumulative', above: 8, below: 60, most: 2 * HOUR }],
    ['cn.cooling', { kind: 'cooling', from: 60, stages: [{ to: 21, within: 2 * HOUR }, { to: 8, within: 2 * HOUR }] }],
    ['us.cooling', { kind: 'cooling', from: 57, stages: [{ to: 21, within: 2 * HOUR }, { to: 5, total: 6 * HOUR }] }],
    ['us.cooling_ambient', { kind: 'cumulative', above: 5, most: 4 * HOUR }],
    ['us.reheating', { kind: 'cumulative', above: 5, below: 74, most: 2 * HOUR }],
    ['us.thawing', { kind: 'cumulative', above: 5, most: 4 * HOUR }],
    ['us.time_control', { kind: 'cumulative', above: 5, below: 57, most: 4 * HOUR }],
    ['us.time_control_cool', { kind: 'cumulative', above: 5, most: 6 * HOUR }],
    ['uk.chilled_display', { kind: 'cumulative', above: 8, most: 4 * HOUR }],
    ['uk.hot_display', { kind: 'cumulative', below: 63, most: 2 * HOUR }],
  ])('%s counts the time that its text allows', (id, condition) => {
    expect(packs.get(id)?.conditions).toMatchObject([condition]);
    expect(packs.get(id)?.conditions?.[0]?.source).toMatchObject({ force: 'shall', verified: false });
  }); // biome-ignore format: a table to read

  test('who.shipping alarms at its thresholds themselves: 45 °C for an hour, 30 °C for ten in sum, 10 °C for twenty', () => {
    const shipping = oneChannel(packs.get('who.shipping'));
    const hours = (value: number, count: number) => shipping.stay(value, count * 60 + 1).map(({ cause, level }) => `${cause} ${level}`);
    expect([hours(44.9, 2), hours(45, 1)]).toEqual([[], ['high legal']]);
    expect(hours(-0.5, 1)).toContain('low legal');
    const warm = oneChannel(packs.get('who.shipping'));
    expect([warm.stay(29.9, 9 * 60), warm.stay(9.9, 600), warm.stay(10, 10 * 60)]).toEqual([[], [], []]);
    expect(warm.stay(10, 65).map(({ cause }) => cause)).toEqual(['cumulative']);
  }); // biome-ignore format: a table to read

  test('know that -12 °C is 宜 (should), not 应 (shall)', () =>
    expect(limitOf('cn.freezer', 'legal', 'high')?.source.force).toBe('should'));

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s says where its numbers come from', (_, rule) => {
    for (const { level, source } of rule.limits) expect(source.force === 'practice').toBe(level === 'operational');
    for (const { level, source } of rule.conditions ?? []) expect([level, source.force]).not.toEqual(['legal', 'practice']);
    expect(rule.delays?.force).toBe('practice');
    expect(rule.appliesTo?.['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
  });

  test('claim no verification that no person made', () =>
    expect(rules.flatMap(sourcesOf).filter(({ verified }) => verified)).toEqual([]));

  test('quote no edition that was replaced', () =>
    expect(
      rules.flatMap(sourcesOf).filter(({ edition, document }) => document.includes('操作规范') && edition.includes('2011')),
    ).toEqual([]));

  test.each(rules.filter(({ id }) => !id.startsWith('equipment.')).map((rule) => [rule.id, rule] as const))(
    '%s is fit for a cabinet',
    (_, { limits, silence, probeFault, afterGap }) => {
      for (const { onDelay, offDelay, deadband } of limits) {
        expect(onDelay).toBeGreaterThanOrEqual(600_000);
        expect(offDelay).toBeLessThanOrEqual(onDelay);
        expect(deadband).toBeLessThanOrEqual(1);
      }
      expect(silence).toBe(900_000);
      expect(probeFault).toBe(60_000);
      expect(afterGap).toBe(true);
    },
  );
});
