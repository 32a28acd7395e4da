import { describe, expect, test } from 'vitest';
import { alarm, tellingBench } from './telling-bench.ts';

const WARM = alarm('warm', { limit: 6 });
const BEYOND_THE_LAW = alarm('law', { level: 'legal', limit: 8 });

describe('nobody is told twice, late or for nothing', () => {
  test('a box that starts sees first how its cabinets are', async () => {
    const first = await tellingBench();
    await first.raise(WARM);
    await first.minutes(1);
    const saved = first.saved();
    await first.minutes(40);
    const second = await tellingBench({ clock: first.clock, saved, standing: [WARM] });
    await second.minutes(0.2);
    expect(second.brought).toEqual([]);
    await second.raise(alarm('warm', { active: false, clearedAt: 0 }));
    await second.minutes(10);
    expect(second.brought).toEqual(['5 sms cook cleared warm']);
  });

  test('but tells of a power cut at once', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('cut', { channel: 'fridge-1/mains', cause: 'mains' }));
    await bench.minutes(0.1);
    expect(bench.brought[0]).toBe('0 voice cook power cut');
  });

  test('whoever hears of something in a reminder has the time to answer it, before the next person is called', async () => {
    const bench = await tellingBench({ routes: { again: 60 * 60_000 } });
    const gap = (id: string, more: object = {}) => alarm(id, { cause: 'after-gap', level: 'legal', ...more });
    await bench.raise(gap('gap'));
    await bench.minutes(5);
    await bench.raise(gap('gap', { acknowledged: true }));
    await bench.minutes(25);
    await bench.raise(BEYOND_THE_LAW);
    await bench.minutes(44);
    expect(bench.brought.slice(2)).toEqual(['60 voice cook re-alarm law,gap', '60 sms cook re-alarm law,gap']);
    await bench.minutes(3);
    expect(bench.brought[4]).toBe('75 sms boss escalation law');
  });

  test('what waited while nobody could be reached is told once, as it stands', async () => {
    const bench = await tellingBench({ routes: { steps: [{ after: 0, tell: [], by: ['webhook'] }] } });
    let isThere = false;
    bench.answer(() => (isThere ? { is: 'delivered' } : { is: 'failed', reason: 'no answer', again: true }));
    await bench.raise(WARM);
    await bench.minutes(16);
    await bench.raise(BEYOND_THE_LAW);
    await bench.minutes(2);
    isThere = true;
    await bench.minutes(30);
    const delivered = bench.facts.filter(({ fate }) => fate === 'delivered');
    expect(delivered.map(({ alarms }) => alarms)).toEqual([['law', 'warm']]);
    expect(bench.facts.filter(({ fate }) => fate === 'withdrawn')).toHaveLength(1);
  });

  test('nobody is told of the end of what he never heard of', async () => {
    const bench = await tellingBench();
    bench.answer(() => ({ is: 'failed', reason: 'no network', again: true }));
    await bench.raise(WARM);
    await bench.minutes(10);
    await bench.raise(alarm('warm', { active: false, clearedAt: 0 }));
    await bench.minutes(4);
    bench.answer(() => ({ is: 'sent' }));
    await bench.minutes(60);
    expect(bench.facts.filter(({ fate }) => fate === 'sent')).toEqual([]);
  });

  test('a reply answers what was told, also where it was shelved meanwhile', async () => {
    const bench = await tellingBench();
    await bench.raise(WARM);
    await bench.minutes(1);
    await bench.raise(alarm('warm', { limit: 6, shelved: true }));
    expect(bench.teller.repliedBy('cook')).toEqual({ is: 'acknowledged', alarms: ['warm'] });
  });
});
