import { describe, expect, test } from 'vitest';
import { alarm, type TellingBench, tellingBench } from './telling-bench.ts';

const over = { active: false, clearedAt: 0 };

/** So many swings beyond the working limit: half an hour beyond, half an hour within, each seen by the cook. */
const swing = async (bench: TellingBench, ids: readonly string[]): Promise<void> => {
  for (const id of ids) {
    await bench.raise(alarm(id));
    await bench.minutes(5);
    await bench.raise(alarm(id, { acknowledged: true }));
    await bench.minutes(25);
    await bench.raise(alarm(id, { acknowledged: true, ...over }));
    await bench.minutes(30);
  }
};

const calls = ({ brought }: TellingBench): readonly string[] => brought.filter((line) => line.includes('voice'));

describe('a cabinet that comes and goes about its working limit', () => {
  test('is told twice, and not again as long as it swings', async () => {
    const bench = await tellingBench();
    await swing(bench, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(calls(bench)).toEqual(['0 voice cook alarm a', '60 voice cook alarm b']);
    expect(bench.brought.filter((line) => line.includes('cleared'))).toHaveLength(2);
  });

  test('is told again once it stays beyond for an hour', async () => {
    const bench = await tellingBench();
    await swing(bench, ['a', 'b']);
    await bench.raise(alarm('c'));
    await bench.minutes(59);
    expect(calls(bench)).toHaveLength(2);
    await bench.minutes(2);
    expect(calls(bench).at(-1)).toBe('180 voice cook alarm c');
  });

  test('is told at once when it is beyond the law', async () => {
    const bench = await tellingBench();
    await swing(bench, ['a', 'b', 'c']);
    await bench.raise(alarm('d'));
    await bench.minutes(10);
    await bench.raise(alarm('law', { level: 'legal' }));
    await bench.minutes(1);
    expect(calls(bench).at(-1)).toBe('190 voice cook alarm law,d');
  });

  test('is told like any other after six calm hours', async () => {
    const bench = await tellingBench();
    await swing(bench, ['a', 'b', 'c']);
    await bench.minutes(6 * 60);
    await bench.raise(alarm('d'));
    await bench.minutes(1);
    expect(calls(bench).at(-1)).toBe('540 voice cook alarm d');
  });

  test('stays known over a restart', async () => {
    const first = await tellingBench();
    await swing(first, ['a', 'b']);
    const next = await tellingBench({ clock: first.clock, saved: first.saved() });
    await next.raise(alarm('c'));
    await next.minutes(30);
    expect(calls(next)).toEqual([]);
    await next.minutes(31);
    expect(calls(next)).toHaveLength(1);
  });

  test('is told at once where it was shelved before: nobody has heard of it yet', async () => {
    const bench = await tellingBench();
    for (const id of ['a', 'b', 'c']) {
      await bench.raise(alarm(id, { shelved: true }));
      await bench.minutes(30);
      await bench.raise(alarm(id, { shelved: true, ...over }));
      await bench.minutes(30);
    }
    await bench.raise(alarm('d'));
    await bench.minutes(1);
    expect(calls(bench)).toEqual(['180 voice cook alarm d']);
  });

  test('says nothing of a graver limit of the same cabinet, and nothing of what is foretold: each is told at once the first time', async () => {
    const bench = await tellingBench();
    await swing(bench, ['a', 'b', 'c']);
    await bench.raise(alarm('warmer', { limit: 14, value: 14.2 }));
    await bench.minutes(30);
    expect(calls(bench).at(-1)).toBe('180 voice cook alarm warmer');
    await bench.raise(alarm('warmer', { limit: 14, acknowledged: true, ...over }));
    await bench.minutes(30);
    await bench.raise(alarm('soon', { cause: 'rate', ahead: 1_500_000 }));
    await bench.minutes(1);
    expect(calls(bench).at(-1)).toBe('240 voice cook alarm soon');
  });

  test('and passes a graver limit while it is waited for is told at that moment', async () => {
    const bench = await tellingBench();
    await swing(bench, ['a', 'b']);
    await bench.raise(alarm('c'));
    await bench.minutes(20);
    expect(calls(bench)).toHaveLength(2);
    await bench.raise(alarm('warmer', { limit: 14, value: 14.2 }));
    await bench.minutes(1);
    expect(calls(bench).at(-1)).toBe('140 voice cook alarm c,warmer');
  });

  test('and passes the same graver limit each time is waited for in that as well', async () => {
    const bench = await tellingBench();
    for (const id of ['a', 'b', 'c', 'd']) {
      await bench.raise(alarm(id), alarm(`${id}14`, { limit: 14 }));
      await bench.minutes(5);
      await bench.raise(alarm(id, { acknowledged: true, ...over }), alarm(`${id}14`, { limit: 14, acknowledged: true, ...over }));
      await bench.minutes(40);
    }
    expect(calls(bench)).toEqual(['0 voice cook alarm a,a14', '45 voice cook alarm b,b14']);
  });

  test('is not what food does that did not cool: that is other food each time', async () => {
    const bench = await tellingBench();
    for (const id of ['a', 'b', 'c']) {
      await bench.raise(alarm(id, { cause: 'cooling' }));
      await bench.minutes(5);
      await bench.raise(alarm(id, { cause: 'cooling', acknowledged: true, ...over }));
      await bench.minutes(60);
    }
    expect(calls(bench)).toHaveLength(3);
  });

  test('says nothing of another cabinet', async () => {
    const bench = await tellingBench();
    await swing(bench, ['a', 'b', 'c']);
    await bench.raise(alarm('d', { channel: 'fridge-2/temperature' }));
    await bench.minutes(1);
    expect(calls(bench).at(-1)).toBe('180 voice cook alarm d');
  });
});
