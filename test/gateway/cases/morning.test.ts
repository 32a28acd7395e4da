import { describe, expect, test } from 'vitest';
import type { SentResult } from '../../../gateway/domain/sent-result.ts';
import { type DeskWorld, inhibition, localText, openDesk, registered, registeredMany, transferOf } from './desk-at-work.ts';

const MINUTE = 60_000;

/** The meter's memory: records of eight channels, as it hands them over one by one. */
const record = (at: number, from: number, values: readonly string[]): readonly SentResult[] =>
  values.map((value, place) => inhibition(value, { channel: from + place, measuredAt: localText(at) }));

const sheetOf = (samples: readonly string[], controls = false) => ({
  by: 'p-01',
  analyzer: 'meter',
  wells: [
    ...samples.map((sample, place) => ({ channel: place + 1, sample })),
    ...(controls
      ? [
          { channel: 9, role: 'control' },
          { channel: 10, role: 'blank' },
          { channel: 11, role: 'quality-control' },
        ]
      : []),
  ],
});

const values = (count: number, seed: number): readonly string[] =>
  Array.from({ length: count }, (_, place) => `${seed + place}.${place}`);

/** The operator's morning: 40 samples, three runs of a 16-channel meter, the first two sheets made at once. */
const morning = async (world: DeskWorld) => {
  const { desk, clock } = world;
  const samples = await registeredMany(world, 40);
  await desk.runSheet(sheetOf(samples.slice(0, 16)));
  await clock.advance(MINUTE);
  await desk.runSheet(sheetOf(samples.slice(16, 32)));
  const memory: (readonly SentResult[])[] = [];
  const run = async (from: number, count: number): Promise<void> => {
    await clock.advance(20 * MINUTE);
    for (let channel = 1; channel <= count; channel += 8)
      memory.push(record(clock.now(), channel, values(Math.min(8, count - channel + 1), from + channel)));
    await clock.advance(2 * MINUTE);
  };
  const download = async (first: number): Promise<void> => {
    for (const results of memory.slice(first))
      await desk.keep(transferOf(world, 'meter', results, { raw: JSON.stringify(results) }));
  };
  await run(1, 16);
  await download(0);
  await run(20, 16);
  await download(2);
  await desk.runSheet(sheetOf(samples.slice(32), true));
  await run(5, 11);
  await download(4);
  return { samples, memory, download };
};

describe('forty samples on a sixteen-channel meter', () => {
  test('are three runs: each result finds its sample, none is in quarantine, no value is typed', async () => {
    const world = await openDesk();
    const { samples } = await morning(world);
    const ofGoods = world.tests().filter(({ role }) => role === 'sample');
    expect(world.desk.quarantine()).toEqual([]);
    expect(ofGoods.map(({ sample }) => sample)).toEqual(samples);
    expect(ofGoods.every(({ origin }) => origin === 'instrument')).toBe(true);
    expect(ofGoods.map(({ run }) => run)).toEqual([
      ...Array(16).fill('260115-1'),
      ...Array(16).fill('260115-2'),
      ...Array(8).fill('260115-3'),
    ]);
  });

  test('stand on the board without a control, a blank or a quality-control well', async () => {
    const world = await openDesk();
    const { samples } = await morning(world);
    expect(world.tests().filter(({ role }) => role !== 'sample')).toHaveLength(3);
    expect(world.desk.board().map(({ sample }) => sample).sort()).toEqual([...samples].sort()); // biome-ignore format: one line
    expect(world.desk.board()[0]).toMatchObject({
      product: '生菜',
      item: 'pesticide-inhibition',
      outcome: 'negative',
      method: 'rapid-test',
    });
    expect(JSON.stringify(world.desk.board())).not.toMatch(/李四|p-01|[0-9a-f]{16}/);
  });

  test('make nothing new when the meter’s whole memory comes again', async () => {
    const world = await openDesk();
    const { download } = await morning(world);
    const before = world.facts().length;
    await download(0);
    expect(world.facts()).toHaveLength(before);
    expect(world.desk.counts()).toMatchObject({ tests: 43, duplicates: 43, quarantined: 0 });
  });

  test('bring old records of before the sheets into quarantine, when the meter sends everything since ever', async () => {
    const world = await openDesk();
    const { memory, download } = await morning(world);
    memory.unshift(
      record(world.clock.now() - 400 * 86_400_000, 1, ['1.0', '2.0']),
      record(world.clock.now() - 3 * 3_600_000, 1, ['61.0']),
    );
    await download(0);
    expect(world.desk.quarantine().map(({ why, test: { value, verdict } }) => [why, value, verdict])).toEqual([
      ['no-run-sheet', '1.0', 'not-judged'],
      ['no-run-sheet', '2.0', 'not-judged'],
      ['no-run-sheet', '61.0', 'not-judged'],
    ]);
    expect(world.desk.openCases()).toEqual([]);
  });

  test('tell which sheet waits for another, and that no control is in it', async () => {
    const world = await openDesk();
    const samples = await registeredMany(world, 2);
    expect((await world.desk.runSheet(sheetOf(samples.slice(0, 1)))).warnings).toEqual(['no-control']);
    expect((await world.desk.runSheet(sheetOf(samples.slice(1), true))).warnings).toEqual(['waits']);
  });
});

describe('a run that ends with holes', () => {
  test('makes the next run ambiguous, until a person ends its sheet', async () => {
    const world = await openDesk();
    const { desk, clock } = world;
    const samples = await registeredMany(world, 6);
    const first = await desk.runSheet(sheetOf(samples.slice(0, 3)));
    await desk.runSheet(sheetOf(samples.slice(3)));
    await clock.advance(10 * MINUTE);
    await desk.keep(transferOf(world, 'meter', record(clock.now(), 1, ['1.0', '2.0'])));
    await clock.advance(30 * MINUTE);
    await desk.keep(transferOf(world, 'meter', record(clock.now(), 1, ['3.0'])));
    expect(desk.quarantine().map(({ why, stoppedBy }) => [why, stoppedBy])).toEqual([['ambiguous', first.run]]);
    expect(desk.stoppingSheets()).toMatchObject([{ analyzer: 'meter', run: first.run, channels: [3], waiting: 1 }]);
    expect(await desk.endSheet({ by: 'p-01', analyzer: 'meter', run: first.run })).toBe(1);
    expect(desk.stoppingSheets()).toEqual([]);
    expect(desk.quarantine()).toEqual([]);
    await desk.keep(transferOf(world, 'meter', record(clock.now(), 2, ['4.0'])));
    expect(world.tests().at(-1)).toMatchObject({ sample: samples[4] });
  });

  /** Two sheets of three samples and a control; of the first run the third sample never comes. */
  const stopped = async (world: DeskWorld) => {
    const { desk, clock } = world;
    const samples = await registeredMany(world, 6);
    const withControl = (some: readonly string[]) => ({
      ...sheetOf(some),
      wells: [...some.map((sample, place) => ({ channel: place + 1, sample })), { channel: 4, role: 'control' }],
    });
    const first = await desk.runSheet(withControl(samples.slice(0, 3)));
    const second = await desk.runSheet(withControl(samples.slice(3)));
    await clock.advance(10 * MINUTE);
    await desk.keep(transferOf(world, 'meter', record(clock.now(), 1, ['1.0', '2.0'])));
    return { samples, first, second };
  };

  test('gives the results that it stopped to their run once it is ended, judged by that run’s control, whatever came first', async () => {
    const world = await openDesk();
    const { samples, first, second } = await stopped(world);
    await world.clock.advance(30 * MINUTE);
    await world.desk.keep(transferOf(world, 'meter', record(world.clock.now(), 1, ['70.0', '3.0', '4.0'])));
    await world.desk.keep(transferOf(world, 'meter', record(world.clock.now(), 4, ['0.0'])));
    expect(world.desk.quarantine()).toHaveLength(4);
    const again = await world.killed();
    expect(await again.desk.endSheet({ by: 'p-01', analyzer: 'meter', run: first.run })).toBe(4);
    const joined = again.tests().filter(({ of, run }) => of !== undefined && run === second.run);
    expect(joined.map(({ channel, role, sample, verdict }) => [channel, role, sample, verdict])).toEqual([
      [4, 'control', undefined, 'not-judged'],
      [1, 'sample', samples[3], 'positive'],
      [2, 'sample', samples[4], 'negative'],
      [3, 'sample', samples[5], 'negative'],
    ]);
    expect(again.desk.openCases().map(({ sample }) => sample.id)).toEqual([samples[3]]);
    expect(again.desk.stoppingSheets()).toEqual([]);
  });

  test('leaves in doubt what was measured twice within its own run: that is nothing of the next one’s', async () => {
    const world = await openDesk();
    const { first } = await stopped(world);
    await world.clock.advance(MINUTE);
    await world.desk.keep(transferOf(world, 'meter', record(world.clock.now(), 1, ['5.0'])));
    await world.clock.advance(30 * MINUTE);
    expect(await world.desk.endSheet({ by: 'p-01', analyzer: 'meter', run: first.run })).toBe(0);
    expect(world.desk.quarantine().map(({ why, test: { value } }) => [why, value])).toEqual([['ambiguous', '5.0']]);
  });

  test('is forgotten after the time that the rules give: the next run’s turn comes by itself', async () => {
    const world = await openDesk({ rules: (rules) => ({ ...rules, runSheets: { ...rules.runSheets, forgottenAfter: 60 * MINUTE } }) }); // biome-ignore format: a desk
    const { samples } = await stopped(world);
    await world.clock.advance(59 * MINUTE);
    expect(world.desk.stoppingSheets()).toHaveLength(1);
    await world.clock.advance(2 * MINUTE);
    expect(world.desk.stoppingSheets()).toEqual([]);
    await world.desk.keep(transferOf(world, 'meter', record(world.clock.now(), 1, ['6.0'])));
    expect(world.tests().at(-1)).toMatchObject({ sample: samples[3] });
  });
});

describe('the run’s control', () => {
  const runOf = async (world: DeskWorld) => {
    const sample = await registered(world);
    await world.desk.runSheet({
      by: 'p-01', analyzer: 'meter', wells: [{ channel: 1, sample }, { channel: 2, role: 'control' }],
    }); // biome-ignore format: a sheet
    await world.clock.advance(10 * MINUTE);
    return localText(world.clock.now());
  };
  const well = (channel: number, value: string, measuredAt: string) => inhibition(value, { channel, measuredAt });

  test('judges the samples of the same transfer, wherever it stands in it', async () => {
    const world = await openDesk();
    const at = await runOf(world);
    await world.desk.keep(transferOf(world, 'meter', [well(1, '1.0', at), well(2, 'broken', at)]));
    expect(world.tests().map(({ role, verdict, reason }) => [role, verdict, reason])).toEqual([
      ['control', 'not-judged', 'control'],
      ['sample', 'invalid', 'control-out-of-range'],
    ]);
    expect(world.desk.board()).toEqual([]);
  });

  test('judges them anew when it comes later: a new fact, which names the old one', async () => {
    const world = await openDesk();
    const at = await runOf(world);
    await world.desk.keep(transferOf(world, 'meter', [well(1, '1.0', at)]));
    expect(world.desk.board()).toHaveLength(1);
    await world.desk.keep(transferOf(world, 'meter', [well(2, 'broken', at)]));
    const [first, , again] = world.tests();
    const number = world.facts().findIndex(({ kind }) => kind === 'test') + 1;
    expect(again).toMatchObject({ id: first?.id, verdict: 'invalid', of: number });
    expect(world.desk.board()).toEqual([]);
  });
});
