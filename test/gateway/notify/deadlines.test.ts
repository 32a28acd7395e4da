import { describe, expect, test } from 'vitest';
import type { DueThing } from '../../../gateway/notify/deadlines.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { alarm, tellingBench } from './telling-bench.ts';

describe('a deadline', () => {
  const deadlines = [
    { at: 9 * 60, of: ['disposal', 'report'] as const, tell: ['cook'], by: ['sms'] as const },
    { at: 10 * 60, of: ['calibration'] as const, tell: ['manager'], by: ['mail'] as const },
  ];
  const sample = (key: string): DueThing => ({ kind: 'disposal', key, name: key });
  const probe: DueThing = { kind: 'calibration', key: 'a/t', name: '1号冷藏柜' };

  test('is told once, by kind to whom it concerns, at its time of day', async () => {
    let due: readonly DueThing[] = [sample('S1'), sample('S2'), probe];
    const bench = await tellingBench({ routes: { deadlines }, due: () => due });
    await bench.minutes(26 * 60);
    expect(bench.brought).toEqual(['60 sms cook deadline ', '120 mail boss deadline ', '120 mail far deadline ']);
    expect(bench.texts[0]?.text).toBe('第三小学食堂：到期提醒。留样待处置 2 份（S1、S2）。');
    due = [sample('S2'), sample('S3'), probe];
    await bench.minutes(24 * 60);
    expect(bench.brought.slice(3)).toEqual(['2940 sms cook deadline ']);
    expect(bench.texts.at(-1)?.text).toContain('留样待处置 1 份（S3）');
  });

  test('that is done and falls due again is told again, over restarts too', async () => {
    let due: readonly DueThing[] = [probe];
    const first = await tellingBench({ routes: { deadlines }, due: () => due });
    await first.minutes(3 * 60);
    expect(first.brought).toHaveLength(2);
    const second = await tellingBench({ routes: { deadlines }, due: () => due, clock: first.clock, saved: first.saved() });
    await second.minutes(24 * 60);
    expect(second.brought).toEqual([]);
    due = [];
    await second.minutes(24 * 60);
    due = [probe];
    await second.minutes(24 * 60);
    expect(second.brought).toHaveLength(2);
  });

  test('waits while the hour has no room, and the record says so once', async () => {
    const bench = await tellingBench({ routes: { deadlines, perHour: 1 }, due: () => [sample('S1')] });
    await bench.minutes(50);
    await bench.raise(alarm('a', { acknowledged: true }), alarm('b', { channel: 'f2/t' }));
    await bench.minutes(20);
    expect(bench.brought.filter((line) => line.includes('deadline'))).toEqual([]);
    expect(bench.facts.filter(({ fate, about }) => fate === 'held' && about === 'deadline')).toHaveLength(1);
    await bench.raise(alarm('b', { channel: 'f2/t', acknowledged: true }));
    await bench.minutes(60);
    expect(bench.brought.filter((line) => line.includes('deadline'))).toHaveLength(1);
  });

  test('is never told at night: a box that was off all day waits for the next', async () => {
    const clock = createManualClock({ now: Date.UTC(2026, 0, 1, 13, 5), elapsed: 0 });
    const bench = await tellingBench({ routes: { deadlines }, due: () => [sample('S1')], clock });
    await bench.minutes(11 * 60);
    expect(bench.brought).toEqual([]);
    await bench.minutes(60);
    expect(bench.brought).toEqual(['715 sms cook deadline ']);
  });
});
