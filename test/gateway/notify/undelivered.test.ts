import { describe, expect, test } from 'vitest';
import type { Notice, Outcome } from '../../../gateway/notify/notice.ts';
import { alarm, type TellingBench, tellingBench } from './telling-bench.ts';

const ROBOT = { steps: [{ after: 0, tell: [], by: ['webhook'] as const }], again: 3 * 86_400_000 };
const down = (): Outcome => ({ is: 'failed', reason: 'connect ECONNREFUSED', again: true });
const up = (): Outcome => ({ is: 'delivered' });

const times = ({ brought }: TellingBench): readonly string[] => brought.map((line) => line.split(' ')[0] ?? '');
const DAY = 24 * 60;

describe('an alarm that nobody has acknowledged, and of which no way has told anybody', () => {
  test('is tried each ten minutes after the growing pauses, until it gets through', async () => {
    const bench = await tellingBench({ routes: ROBOT });
    bench.answer(down);
    await bench.raise(alarm('a'));
    await bench.minutes(65);
    expect(times(bench)).toEqual(['0', '0', '0', '2', '7', '17', '37', '47', '57']);
    bench.answer(up);
    await bench.minutes(10);
    expect(times(bench).at(-1)).toBe('67');
    expect(bench.facts.at(-1)).toMatchObject({ fate: 'delivered', attempt: 10 });
    expect(bench.teller.waiting()).toBe(0);
  });

  test('is shown as undelivered meanwhile, with what was said last', async () => {
    const bench = await tellingBench({ routes: ROBOT });
    bench.answer(down);
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    expect(bench.teller.undelivered()).toMatchObject([{ attempts: 3, reason: 'connect ECONNREFUSED', isTried: true }]);
    await bench.minutes(60);
    expect(bench.teller.undelivered()).toMatchObject([{ notice: { through: 'group' }, attempts: 9, isTried: true }]);
    bench.answer(up);
    await bench.minutes(10);
    expect(bench.teller.undelivered()).toEqual([]);
  });

  test('is tried at once when the way is back, and when another notice gets through by it', async () => {
    const bench = await tellingBench({ routes: ROBOT });
    bench.answer(down);
    await bench.raise(alarm('a'));
    await bench.minutes(59);
    bench.answer(up);
    bench.teller.isBack('webhook');
    await bench.minutes(0.1);
    expect(times(bench).at(-1)).toBe('59');
    bench.answer(down);
    await bench.raise(alarm('b', { channel: 'fridge-2/temperature' }));
    await bench.minutes(60);
    const count = bench.brought.length;
    bench.answer(up);
    await bench.raise(alarm('c', { channel: 'fridge-3/temperature' }));
    await bench.minutes(1);
    expect(bench.brought.slice(count)).toEqual(['119 webhook group alarm c', '119 webhook group alarm b']);
  });

  test('is tried at once in its growing pauses, too, when another notice gets through by the same server', async () => {
    const bench = await tellingBench({ routes: ROBOT });
    bench.answer(down);
    await bench.raise(alarm('a'));
    await bench.minutes(20);
    bench.answer(up);
    await bench.raise(alarm('b', { channel: 'fridge-2/temperature' }));
    await bench.minutes(1);
    expect(bench.brought.slice(-2)).toEqual(['20 webhook group alarm b', '20 webhook group alarm a']);
  });

  test.each([
    ['acknowledged', { acknowledged: true }],
    ['over', { active: false, clearedAt: 0 }],
  ])('is tried no more once it is %s', async (_name, change) => {
    const bench = await tellingBench({ routes: ROBOT });
    bench.answer(down);
    await bench.raise(alarm('a'));
    await bench.minutes(60);
    await bench.raise(alarm('a', change));
    await bench.minutes(20);
    expect(times(bench).at(-1)).toBe('57');
    expect(bench.teller.undelivered()).toEqual([]);
    expect(bench.teller.waiting()).toBe(0);
  });

  test('and is over is told all the same where it was beyond the law', async () => {
    const bench = await tellingBench({ routes: ROBOT });
    bench.answer(down);
    await bench.raise(alarm('a', { level: 'legal' }));
    await bench.minutes(30);
    await bench.raise(alarm('a', { level: 'legal', active: false, clearedAt: bench.clock.now() }));
    await bench.minutes(120);
    bench.answer(up);
    await bench.minutes(10);
    expect(bench.facts.at(-1)).toMatchObject({ about: 'cleared', fate: 'delivered' });
  });

  test('goes on being tried after a restart', async () => {
    const first = await tellingBench({ routes: ROBOT });
    first.answer(down);
    await first.raise(alarm('a'));
    await first.minutes(60);
    const before = { clock: first.clock, saved: first.saved(), standing: [alarm('a')] };
    const next = await tellingBench({ routes: ROBOT, ...before, answer: down });
    await next.minutes(25);
    expect(times(next)).toEqual(['0', '10', '20']);
    expect(next.teller.undelivered()).toMatchObject([{ isTried: true }]);
  });

  test('is given up after a day, and shown as that; nothing of it is tried for ever', async () => {
    const bench = await tellingBench({ routes: ROBOT });
    bench.answer(down);
    await bench.raise(alarm('a'));
    await bench.minutes(2 * DAY);
    expect(Number(times(bench).at(-1))).toBeLessThanOrEqual(DAY + 10);
    expect(bench.brought.length).toBeLessThan(160);
    expect(bench.teller.waiting()).toBe(0);
    expect(bench.teller.undelivered()).toMatchObject([{ isTried: false }]);
  });

  test('is given up after two hundred attempts, however often its network comes back', async () => {
    const bench = await tellingBench({ routes: ROBOT });
    bench.answer(down);
    await bench.raise(alarm('a'));
    for (let minute = 0; minute < 300; minute += 1) {
      await bench.minutes(1);
      bench.teller.isBack('webhook');
    }
    await bench.minutes(60);
    expect(bench.brought.length).toBeLessThan(210);
    expect(bench.teller.waiting()).toBe(0);
  });

  test('whose server refuses what it says is not tried again: that is no network', async () => {
    const bench = await tellingBench({ routes: ROBOT });
    bench.answer(() => ({ is: 'failed', reason: 'status 404', again: false }));
    await bench.raise(alarm('a'));
    await bench.minutes(120);
    expect(times(bench)).toEqual(['0']);
    expect(bench.teller.undelivered()).toMatchObject([{ reason: 'status 404', isTried: false }]);
  });
});

test('a test that somebody asked for is given up as before', async () => {
  const bench = await tellingBench({ routes: ROBOT });
  bench.answer((notice: Notice) => (notice.about === 'test' ? down() : up()));
  bench.teller.test('boss', ['mail']);
  await bench.minutes(90);
  expect(times(bench)).toEqual(['0', '0', '0', '2', '7', '17', '37']);
  expect(bench.teller.undelivered()).toEqual([]);
});
