import { describe, expect, test } from 'vitest';
import { alarm, tellingBench } from './telling-bench.ts';

const COLD = { channel: 'hot-holding/temperature', cause: 'low', level: 'legal', limit: 60 } as const;
const cold = (more: object = {}) => alarm('cold', { ...COLD, ...more });
const lukewarm = (more: object = {}) => alarm('lukewarm', { ...COLD, level: 'operational', limit: 63, ...more });
const over = { active: false, clearedAt: 0 };
const TOLD = ['0 voice cook alarm cold', '0 sms cook alarm cold'];

describe('of a cabinet that is switched off as planned', () => {
  test('nobody is told: not that it is cold, and not that it is over', async () => {
    const bench = await tellingBench();
    await bench.raise(cold({ suppressed: true }));
    await bench.minutes(20 * 60);
    await bench.raise(cold({ suppressed: true, ...over }));
    await bench.minutes(60);
    expect(bench.brought).toEqual([]);
  });

  test('no sign of life says that it is not well', async () => {
    const bench = await tellingBench({
      routes: { signOfLife: { at: 9 * 60, tell: ['cook'], by: ['sms'] } },
      quiet: () => [{ cabinet: 'hot-holding', why: 'switched-off' }],
      standing: [cold({ suppressed: true })],
    });
    await bench.minutes(26 * 60);
    expect(bench.texts.at(-1)?.text).toContain('hot-holding');
    expect(bench.texts.map(({ alarms }) => alarms)).toEqual(bench.texts.map(() => []));
  });

  test('what was told before is not told as over by its being switched off, nor when that ends', async () => {
    const bench = await tellingBench();
    await bench.raise(cold());
    await bench.minutes(10);
    await bench.raise(cold({ suppressed: true }));
    await bench.minutes(20 * 60);
    await bench.raise(cold({ suppressed: true, ...over }));
    await bench.minutes(60);
    expect(bench.brought).toEqual(TOLD);
  });

  test('what was over before is told as over in its time, and nothing else', async () => {
    const bench = await tellingBench();
    await bench.raise(cold(), lukewarm());
    await bench.minutes(12);
    await bench.raise(cold(over));
    await bench.minutes(2);
    await bench.raise(lukewarm({ suppressed: true }));
    await bench.minutes(20 * 60);
    expect(bench.brought.slice(2)).toEqual(['19 sms cook cleared cold']);
  });

  test('what gets cold in it holds up no news of what was told before', async () => {
    const bench = await tellingBench();
    await bench.raise(lukewarm());
    await bench.minutes(10);
    await bench.raise(lukewarm(over));
    await bench.minutes(2);
    await bench.raise(cold({ suppressed: true }));
    await bench.minutes(20 * 60);
    expect(bench.brought.slice(2)).toEqual(['15 sms cook cleared lukewarm']);
  });

  test('what is cold again when it should be on is told from the first step on', async () => {
    const bench = await tellingBench();
    await bench.raise(cold());
    await bench.minutes(10);
    await bench.raise(cold({ acknowledged: true, suppressed: true }));
    await bench.minutes(20 * 60);
    await bench.raise(cold({ acknowledged: true, suppressed: true, ...over }));
    await bench.minutes(2);
    await bench.raise(alarm('again', COLD));
    await bench.minutes(16);
    expect(bench.brought.slice(2, 5)).toEqual([
      '1212 voice cook alarm again',
      '1212 sms cook alarm again',
      '1227 sms boss escalation again',
    ]);
  });

  test('a reply that comes a little later still answers what was told', async () => {
    const bench = await tellingBench();
    await bench.raise(cold());
    await bench.minutes(10);
    await bench.raise(cold({ suppressed: true }));
    await bench.minutes(4);
    expect(bench.teller.repliedBy('cook')).toEqual({ is: 'acknowledged', alarms: ['cold'] });
  });

  test('nothing is told twice where that is taken back within minutes', async () => {
    const bench = await tellingBench();
    await bench.raise(cold());
    await bench.minutes(5);
    await bench.raise(cold({ suppressed: true }));
    await bench.minutes(3);
    await bench.raise(cold());
    await bench.minutes(5);
    expect(bench.brought).toEqual(TOLD);
    await bench.minutes(5);
    expect(bench.brought).toContain('15 sms boss escalation cold');
  });
});
