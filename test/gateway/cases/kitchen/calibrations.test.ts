import { describe, expect, test } from 'vitest';
import { offsetOf } from '../../../../gateway/cases/kitchen/calibration-offset.ts';
import { loadCalibrationRules } from '../../../../gateway/cases/kitchen/calibration-rules.ts';
import { channelInForce } from '../../../../gateway/cases/kitchen/channels-in-force.ts';
import { channelsNamed } from '../../journal/journal-folder.ts';
import { blocksOf, verifiedFolder } from '../../journal/recorded.ts';
import { HOUR, type KitchenWorld, openKitchenBook } from './kitchen-at-work.ts';

const FRIDGE = 'fridge-0/temperature';
const ICE = {
  channel: FRIDGE,
  points: [{ reference: 0, read: 0.3 }],
  certificate: 'CNAS-2026-118',
  due: '2026-01-16',
  by: 'p-01',
};

const tables = ({ facts }: KitchenWorld) => facts().flatMap((fact) => (fact.kind === 'config' ? [fact] : []));
const offsetInTable = (table: string): unknown => JSON.parse(table).channels[0].offset;

describe('a calibration', () => {
  test('gives its channel the offset from the next value on, and the record the new table before it', async () => {
    const world = await openKitchenBook();
    expect(await world.kitchen.calibrate(ICE)).toMatchObject({ offset: -0.3, points: [{ reference: 0, read: 0.3 }] });
    expect(world.applied.get(FRIDGE)).toBe(-0.3);
    const [before, after] = tables(world);
    expect([before, after].map((fact) => offsetInTable(fact?.table ?? ''))).toEqual([undefined, -0.3]);
    const last = blocksOf(world.core, 'urgent').at(-1);
    expect(last?.facts.map(({ kind }) => kind)).toEqual(['config', 'calibration']);
    expect(last?.config).toBe(after?.config);
  });

  test('parts what was read before it from what is read after it', async () => {
    const world = await openKitchenBook();
    const reading = (value: number): void => world.observe({ elapsed: world.clock.elapsed(), channels: [0], values: [value] });
    reading(4.3);
    await world.clock.advance(1000);
    reading(4.3);
    await world.kitchen.calibrate(ICE);
    reading(4);
    await world.clock.advance(5000);
    await world.kitchen.compare({ channel: FRIDGE, reference: 4, by: 'p-01' });
    const [old, now] = tables(world).map(({ config }) => config);
    const blocks = blocksOf(world.core, 'readings').map(({ config, readings }) => [
      config,
      ...readings.map(([, , value]) => value),
    ]);
    expect(blocks).toEqual([[old, 4.3, 4.3], [now, 4]]); // biome-ignore format: blocks
  });

  test('of what is shown takes the offset in force off first; without a number it takes what is shown now', async () => {
    const { kitchen } = await openKitchenBook();
    await kitchen.calibrate(ICE);
    const shown = { channel: FRIDGE, points: [{ reference: 4, shown: 4.1 }], by: 'p-01' };
    expect(await kitchen.calibrate(shown)).toMatchObject({ points: [{ reference: 4, read: 4.4 }], offset: -0.4 });
    expect(await kitchen.calibrate({ ...shown, points: [{ reference: 4.3 }] })).toMatchObject({ offset: -0.4 });
    const silent = { ...shown, channel: 'fridge-1/temperature', points: [{ reference: 4 }] };
    await expect(kitchen.calibrate(silent)).rejects.toMatchObject({ message: expect.stringContaining('no good value') });
  });

  test('of two points is their mean', () =>
    expect(offsetOf([{ reference: 0, read: 0.3 }, { reference: 20, read: 20.1 }])).toEqual({ offset: -0.2, apart: 0.2 })); // biome-ignore format: points

  test.each([
    ['of an unknown channel', { channel: 'x/y' }, 'no channel'],
    ['with a mistyped number', { points: [{ reference: 0, read: 30 }] }, 'replaced, not corrected'],
    [
      'of points that no offset fits',
      {
        points: [
          { reference: 0, read: 0 },
          { reference: 20, read: 22 },
        ],
      },
      'apart',
    ],
    ['due again on a day that is over', { due: '2026-01-13' }, 'due again on 2026-01-13, which is over: give with --due'],
    [
      'of three points',
      { points: [1, 2, 3].map((reference) => ({ reference, read: 1 })) },
      'something is wrong with what was entered',
    ],
  ])('%s is refused, and changes nothing', async (_, changed, words) => {
    const world = await openKitchenBook();
    await expect(world.kitchen.calibrate({ ...ICE, ...changed })).rejects.toMatchObject({
      code: 'request-refused', message: expect.stringContaining(words),
    }); // biome-ignore format: an error
    expect([world.applied.size, tables(world).length]).toEqual([0, 1]);
  });

  test('may be due today, and a day that is over is refused in the site’s language', async () => {
    const world = await openKitchenBook({ language: 'zh-CN' });
    await expect(world.kitchen.calibrate({ ...ICE, due: '2026-01-13' })).rejects.toThrow('2026-01-13 已经过去：请用 --due');
    expect(await world.kitchen.calibrate({ ...ICE, due: '2026-01-14' })).toMatchObject({ due: '2026-01-14' });
  });

  test('outlives kill -9: the same table goes on, told once, and the record verifies', async () => {
    let world = await openKitchenBook();
    await world.kitchen.calibrate(ICE);
    world = await world.killed();
    world.observe({ elapsed: world.clock.elapsed(), channels: [0], values: [4] });
    expect(tables(world)).toHaveLength(2);
    expect(await world.kitchen.calibrations()).toMatchObject([
      { channel: FRIDGE, offset: -0.3, from: 'calibration', certificate: 'CNAS-2026-118', history: [{ name: '张老师' }] },
      { from: 'none', offset: 0 },
      { from: 'none' },
    ]);
    world.core.close();
    expect((await verifiedFolder(world.folder)).wrong).toBeUndefined();
  });

  test('holds through the day that it is due on, and is overdue from the next, as a state that lasts until it is calibrated', async () => {
    const world = await openKitchenBook({ retention: undefined });
    await world.kitchen.calibrate(ICE);
    await world.passed(48);
    expect(world.told()).toEqual([]);
    await world.passed(49);
    expect(world.told()).toEqual([`calibration-due ${FRIDGE} true 2026-01-16`]);
    expect((await world.kitchen.calibrations())[0]?.isDue).toBe(true);
    await world.kitchen.calibrate({ ...ICE, due: '2027-01-16' });
    expect(world.told().at(-1)).toBe(`calibration-due ${FRIDGE} false`);
  });

  test('holds until the file says another offset, certificate or probe than it did then', async () => {
    const [channel] = channelsNamed(1);
    if (channel === undefined) throw new Error('one was asked for');
    const last = { kind: 'calibration', at: HOUR, channel: channel.id, points: [], offset: -0.3, by: 'x' } as const;
    const known = { file: { probe: 'SN-1' }, last, history: [] };
    expect(channelInForce({ ...channel, probe: 'SN-1' }, known)).toMatchObject({ offset: -0.3 });
    expect(channelInForce({ ...channel, probe: 'SN-2' }, known)).not.toHaveProperty('offset');
    expect(channelInForce({ ...channel, probe: 'SN-1', offset: 0.1 }, known)).toMatchObject({ offset: 0.1 });
  });
});

test('a comparison stands in the record and changes nothing', async () => {
  const world = await openKitchenBook();
  const fact = await world.kitchen.compare({ channel: FRIDGE, reference: 4.1, instrument: 'T-07', by: '王师傅' });
  expect(fact).toMatchObject({ kind: 'comparison', reference: 4.1, read: 4.3 });
  expect([world.applied.size, tables(world).length]).toEqual([0, 1]);
});

test('the numbers of practice stand in a data file, none verified', async () => {
  expect(await loadCalibrationRules()).toMatchObject({ most: { source: { verified: false } }, apart: { value: 1 } });
  await expect(loadCalibrationRules('nowhere.yaml')).rejects.toMatchObject({ code: 'rules-invalid' });
});
