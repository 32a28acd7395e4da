import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { openWorld, type World } from '../../../simulators/world/world.ts';
import { openTrial, type Trial } from '../../bad-days/gateway-on-trial.ts';
import { until } from '../../bad-days/until.ts';

const SAMPLES = `
- { id: A, name: 菠菜, category: leaf-vegetable, stall: A12, dealer: 王秀兰, commissionedBy: market }
- { id: B, name: 小白菜, category: leaf-vegetable, stall: B03, dealer: 李建国, commissionedBy: authority }
`;

const SCENARIO = {
  name: 'bench', seed: 3, speed: 1, lines: [], cabinets: [], devices: [], events: [],
  analyzers: [
    { id: 'pesticide-1', kind: 'taiyang-16' as const, tcp: { host: '127.0.0.1', port: 0 }, baud: 9600, faults: {}, clock: {} },
  ],
}; // biome-ignore format: a list to read

/** A bench with a real gateway and a simulated meter; commands are real processes. */
const openBench = async (): Promise<{ trial: Trial; world: World; larder: Trial['command'] }> => {
  const world = await openWorld(SCENARIO, { clock: systemClock, profiles: new Map() });
  onTestFinished(() => world.close());
  const trial = openTrial(onTestFinished, {
    gateway: { id: 'bench', timezone: 'Asia/Shanghai', language: 'en' },
    analyzers: [
      { id: 'pesticide-1', tcp: world.analyzers.get('pesticide-1')?.wire.address, profile: 'taiyang-ttnj' },
      { id: 'reader-1', tcp: '127.0.0.1:1', profile: 'lis2-generic' }, // switched off,
    ],
  });
  await trial.begin();
  return { trial, world, larder: trial.command };
};

const measure = (world: World, values: readonly (readonly [channel: number, value: number])[]): void => {
  const meter = world.analyzers.get('pesticide-1')?.meter;
  meter?.measure(values.map(([channel, value]) => ({ channel, sampleId: '', value })));
  meter?.transfer();
};

describe('a morning at the bench, by the commands alone', () => {
  test('from the bag to the board, and a positive to its end', async () => {
    const { trial, world, larder } = await openBench();
    const file = join(trial.folder, 'samples.yaml');
    writeFileSync(file, SAMPLES);

    expect((await larder('sample', 'add', file)).out.split('\n').slice(0, 2)).toEqual(['A', 'B']);
    const faulty = await larder('sample', 'add', '--name', 'x', '--commissioned-by', 'nobody');
    expect([faulty.code, faulty.err]).toEqual([1, expect.stringMatching(/category[\s\S]*commissionedBy/)]);

    const sheet = ['--analyzer', 'pesticide-1', '--by', 'op-1', '--item', 'pesticide-inhibition', '--well', '1=control'];
    await larder('sample', 'sheet', ...sheet, '--well', '2=A', '--well', '3=B', '--kit', 'K1:2020-01-01').then(({ out }) =>
      expect(out).toMatch(/past its expiry/),
    );
    measure(world, [[1, 0], [2, 12.3], [3, 66]]); // biome-ignore format: a table to read
    const tested = async (text: RegExp) => {
      const { out } = await larder('sample');
      return text.test(out) ? out : undefined;
    };
    const shown = await until('both results are kept', () => tested(/66\.00 % positive/));
    expect(shown).toMatch(/A .*12\.30 % negative, limit not verified/);

    const board = await larder('board');
    expect(board.out).toMatch(/A12 +菠菜 .*negative +rapid test/);
    expect(board.out).not.toMatch(/小白菜|王秀兰|李建国|control/);

    const open = await larder('case', '--json');
    expect(open.code).toBe(1);
    const [positive] = JSON.parse(open.out);
    expect(positive).toMatchObject({ repeats: 0, repeatsDue: 2, sample: { id: 'B' } });
    const early = await larder('case', positive.id, 'closed', '--by', 'p-01');
    expect([early.code, early.err]).toEqual([1, expect.stringMatching(/still due: repeated/)]);

    for (const [run, value] of [
      ['again-1', 61],
      ['again-2', 63],
    ] as const) {
      await larder('sample', 'sheet', ...sheet, '--run', run, '--well', '2=B');
      measure(world, [[1, 0], [2, value]]); // biome-ignore format: a table to read
      await until('the repeat is kept', () => tested(new RegExp(`${value}\\.00 % positive`)));
    }
    expect((await larder('board')).out).toMatch(/小白菜 .*positive/);
    for (const step of [
      ['held'],
      ['served', '--party', '李建国'],
      ['no-objection'],
      ['disposed', '--kilograms', '20', '--how', 'destroyed'],
    ]) {
      const { code, err } = await larder('case', positive.id, ...step, '--by', 'p-01', '--words', 'as the law wants');
      expect([step[0], code, err]).toEqual([step[0], 0, '']);
    }
    expect((await larder('case', positive.id, 'closed', '--by', 'p-01')).code).toBe(0);
    expect((await larder('case')).code).toBe(0);
  });

  test('what nobody knows waits in quarantine until a person says whose it is', async () => {
    const { world, larder } = await openBench();
    measure(world, [[4, 20]]);
    const waiting = await until('the result is in quarantine', async () => {
      const { code, out } = await larder('sample', 'quarantine', '--json');
      return code === 1 ? JSON.parse(out) : undefined;
    });
    expect(waiting).toMatchObject([{ why: 'no-run-sheet', test: { channel: 4, value: '20.00', verdict: 'not-judged' } }]);
    expect((await larder('status')).code).toBe(1);
    const [id] = (
      await larder('sample', 'add', '--name', '菠菜', '--category', 'leaf-vegetable', '--commissioned-by', 'market')
    ).out.split('\n');
    const assigned = await larder('sample', 'assign', waiting[0].test.id, id ?? '', '--by', 'p-01');
    expect(assigned.out).toMatch(/20\.00 % {2}negative/);
    expect((await larder('sample', 'quarantine')).code).toBe(0);
  });

  test('a strip is read by two persons, and by its item’s own name', async () => {
    const { larder } = await openBench();
    const [id = ''] = (
      await larder('sample', 'add', '--name', '鲫鱼', '--category', 'fish', '--commissioned-by', 'market')
    ).out.split('\n');
    const read = ['sample', 'type', '--sample', id, '--item', '孔雀石绿', '--value', '阴性', '--by', 'op-1'];
    expect((await larder(read[0] ?? '', ...read.slice(1), '--confirmed-by', 'op-1')).err).toMatch(/two different persons/);
    const { out, err } = await larder(read[0] ?? '', ...read.slice(1), '--confirmed-by', 'op-2');
    expect([out, err]).toEqual([expect.stringMatching(/malachite green.*阴性 +(negative|not judged)/), '']);
  });

  test('a captured log is taken in once, and marked', async () => {
    const { trial, larder } = await openBench();
    const log = join(trial.folder, 'captured.txt');
    writeFileSync(log, 'H|\\^&\rP|1\rO|1|S-9\rR|1|^^^413|40.13|g/L\rL|1|N\r');
    expect((await larder('sample', 'import', 'reader-1', log)).out).toMatch(
      /1 results taken in, 0 known already, 1 in quarantine/,
    );
    expect((await larder('sample', 'import', 'reader-1', log)).out).toMatch(/0 results taken in, 1 known already/);
    const [{ test: kept }] = JSON.parse((await larder('sample', 'quarantine', '--json')).out);
    expect(kept).toMatchObject({ imported: true, origin: 'file', sampleId: 'S-9', value: '40.13' });
    expect((await larder('sample', 'import', 'reader-1', join(trial.folder, 'nothing'))).code).toBe(2);
  });
});

test('a site without a station says how to get one', async () => {
  const trial = openTrial(onTestFinished, {});
  await trial.begin();
  const { code, err } = await trial.command('board');
  expect([code, err]).toEqual([1, expect.stringMatching(/no test station/)]);
});
