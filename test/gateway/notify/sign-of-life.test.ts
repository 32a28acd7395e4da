import { describe, expect, test } from 'vitest';
import { alarm, HOUR, tellingBench } from './telling-bench.ts';

describe('the sign of life', () => {
  const signOfLife = { at: 9 * 60, tell: ['cook'], by: ['sms'] as const };

  test('comes once a day at its time, and says that all is well', async () => {
    const bench = await tellingBench({ routes: { signOfLife } });
    await bench.minutes(3 * 24 * 60);
    expect(bench.brought).toEqual(['60 sms cook sign-of-life ', '1500 sms cook sign-of-life ', '2940 sms cook sign-of-life ']);
    expect(bench.texts[0]?.text).toBe('第三小学食堂：每日报平安。12 个柜体监测正常，无报警。');
  });

  test('comes late where the box was off at its time, and not twice where the clock went back', async () => {
    const first = await tellingBench({ routes: { signOfLife } });
    await first.minutes(61);
    first.clock.step(-2 * HOUR);
    await first.minutes(180);
    expect(first.brought).toHaveLength(1);
    first.clock.step(30 * HOUR);
    const second = await tellingBench({ routes: { signOfLife }, clock: first.clock, saved: first.saved() });
    await second.minutes(1);
    expect(second.brought).toHaveLength(1);
  });

  test('goes on the day after a clock that was years ahead has been set right', async () => {
    const first = await tellingBench({ routes: { signOfLife } });
    first.clock.step(4 * 365 * 24 * HOUR);
    await first.minutes(61);
    expect(first.brought).toHaveLength(1);
    first.clock.step(-4 * 365 * 24 * HOUR);
    await first.minutes(24 * 60);
    // That of the day itself, and the next.
    expect(first.brought).toHaveLength(3);
  });

  test('that could not be brought for hours is not brought: what it says is no longer true', async () => {
    const bench = await tellingBench({ routes: { signOfLife } });
    await bench.minutes(59);
    const stuck = await tellingBench({ routes: { signOfLife }, clock: bench.clock, saved: bench.saved() });
    stuck.answer(() => new Promise(() => undefined));
    await stuck.minutes(2);
    const saved = stuck.saved();
    stuck.clock.step(5 * HOUR);
    const later = await tellingBench({ routes: { signOfLife }, clock: stuck.clock, saved });
    await later.minutes(1);
    expect(later.brought).toEqual([]);
    expect(later.facts.at(-1)).toMatchObject({ about: 'sign-of-life', fate: 'withdrawn' });
  });

  test('says of what is over whose food nobody has decided on yet', async () => {
    const over = { ...alarm('x', { cause: 'cooling', level: 'legal' }), active: false, latched: true };
    const owed = () => [
      over,
      { ...over, confirmed: true, channel: 'b/t' },
      { ...over, cause: 'door', level: 'operational', channel: 'c/t' } as const,
    ];
    const bench = await tellingBench({ routes: { signOfLife }, owed });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toContain('无报警。已恢复但尚未判定食品去留 1 处：fridge-1，请在网关登记处置。');
  });

  test('says what has fallen due', async () => {
    const due = () => [{ kind: 'calibration', key: 'a/t', name: '1号冷藏柜' } as const];
    const bench = await tellingBench({ routes: { signOfLife }, due });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toContain('校准到期 1 项（1号冷藏柜）。');
  });

  test('says that all is well of those cabinets alone that are watched, and names the others', async () => {
    const quiet = () => [
      { cabinet: 'fridge-1', why: 'maintenance' } as const,
      { cabinet: 'fridge-2', why: 'switched-off' } as const,
    ];
    const bench = await tellingBench({ routes: { signOfLife }, quiet });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toBe(
      '第三小学食堂：每日报平安。12 个柜体中 10 个监测正常，无报警。维护中，不报警：fridge-1。按计划停用，不报警：fridge-2。',
    );
  });

  test('says of a site in maintenance that none of it is watched', async () => {
    const quiet = () => [{ cabinet: 'site', why: 'maintenance' } as const];
    const bench = await tellingBench({ routes: { signOfLife }, quiet });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toBe('第三小学食堂：每日报平安。12 个柜体中 0 个监测正常，无报警。维护中，不报警：整个场所。');
  });

  test('says what is shelved', async () => {
    const bench = await tellingBench({ routes: { signOfLife }, standing: [alarm('a', { shelved: true })] });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toContain('报警已搁置：fridge-1。');
  });

  test('says what stands', async () => {
    const bench = await tellingBench({ routes: { signOfLife }, standing: [alarm('a', { shelved: true })] });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toContain('未解除报警 1 项');
  });
});
