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

  test('what waits for a way that is out is not given up, and goes at once when it is back, the most urgent first', async () => {
    const bench = await tellingBench({ routes: { steps: [{ after: 0, tell: ['cook'], by: ['sms'] }], again: 9 * 60 * 60_000 } });
    bench.answer(() => ({ is: 'failed', reason: 'no network', again: true, untilBack: true }));
    await bench.raise(alarm('full', { channel: 'box/storage', cause: 'storage' }));
    await bench.raise(alarm('gone', { channel: 'fridge-2/temperature' }));
    bench.teller.test('cook', ['sms']);
    await bench.minutes(150);
    await bench.raise(alarm('cut', { channel: 'meter/mains', cause: 'mains' }));
    await bench.raise(alarm('gone', { channel: 'fridge-2/temperature', acknowledged: true }), WARM);
    await bench.minutes(9);
    const brought = bench.brought.length;
    bench.answer(() => ({ is: 'sent' }));
    bench.teller.isBack('sms');
    await bench.minutes(0.1);
    expect(bench.brought.slice(brought)).toEqual(['159 sms cook power warm,cut', '159 sms cook alarm full,gone']);
    const withdrawn = bench.facts.filter(({ fate }) => fate === 'withdrawn').map(({ about, reason }) => [about, reason]);
    expect(withdrawn).toEqual([
      ['test', 'it is too late for it'],
      ['power', 'a newer message says it'],
    ]);
    expect(bench.teller.waiting()).toBe(0);
  });

  describe('a message that has waited', () => {
    const foretold = alarm('soon', { cause: 'rate', value: 7.6, limit: 8, ahead: 25 * 60_000 });
    const waited = async (now: number | undefined, more: Partial<typeof foretold> = {}) => {
      const bench = await tellingBench();
      bench.answer(() => ({ is: 'failed', reason: 'no network', again: true, untilBack: true }));
      await bench.raise(alarm('other', { channel: 'fridge-2/temperature' }), foretold);
      await bench.minutes(5);
      if (now !== undefined) bench.show('fridge-1/temperature', now);
      await bench.raise({ ...foretold, ...more });
      bench.answer(() => ({ is: 'sent' }));
      bench.teller.isBack('sms');
      await bench.minutes(0.5);
      return bench.texts.findLast(({ way, to }) => way === 'sms' && to === 'cook')?.text ?? '';
    };

    test('says of what it foretells that the value has turned back by now', async () => {
      const text = await waited(7.1);
      expect(text).toContain('fridge-1：7.6 °C，预计 25 分钟后越过 8 °C');
      expect(text).toMatch(/目前：fridge-1：7\.1 °C，不再接近 8 °C。$/);
    });

    test('says of what is over that it is, where the rest of it stands', async () => {
      const text = await waited(6, { active: false, value: 6, clearedAt: 4 * 60_000 });
      expect(text).toMatch(/目前：fridge-1：6 °C，.*（01-01 08:04）。$/);
    });

    test.each([
      ['comes nearer', 7.7],
      ['is as it was, but for a digit', 7.5],
      ['has passed it', 9],
      ['isn’t known', undefined],
    ])('says no more where the value %s', async (_name, now) => expect(await waited(now)).not.toContain('目前'));
  });

  test('an end that was held back goes along with no message to others than those whom it is for', async () => {
    const minute = 60_000;
    const steps = [
      { after: 0, tell: ['cook'], by: ['sms'] as const },
      { after: 15 * minute, tell: ['boss'], by: ['sms'] as const },
    ];
    const bench = await tellingBench({ routes: { perHour: 2, steps } });
    await bench.raise(alarm('x', { level: 'legal' }));
    await bench.minutes(16);
    await bench.raise(alarm('x', { level: 'legal', active: false, clearedAt: 0 }));
    await bench.minutes(10);
    await bench.raise(alarm('y', { channel: 'fridge-2/temperature' }));
    await bench.minutes(14);
    await bench.raise(alarm('y', { channel: 'fridge-2/temperature', acknowledged: true }));
    await bench.minutes(60);
    expect(bench.brought.slice(2)).toEqual(['26 sms cook alarm y', '75 sms cook cleared x', '75 sms boss cleared x']);
  });

  test('a newer message takes the place of what it names, and of nothing that it had no room for', async () => {
    const many = Array.from({ length: 24 }, (_, place) => `refrigerator-of-the-kitchen-${place}`);
    const bench = await tellingBench({ routes: { steps: [{ after: 0, tell: ['boss'], by: ['sms'] }] } });
    bench.answer(() => ({ is: 'failed', reason: 'no network', again: true, untilBack: true }));
    await bench.raise(
      ...many.map((fridge) => alarm(fridge, { level: 'legal', cause: 'after-gap', channel: `${fridge}/temperature` })),
    );
    await bench.minutes(60);
    const before = bench.texts.length;
    bench.answer(() => ({ is: 'sent' }));
    bench.teller.isBack('sms');
    await bench.minutes(1);
    const sent = bench.texts.slice(before);
    for (const fridge of many) expect(sent.some(({ text }) => new RegExp(`${fridge}\\b`).test(text))).toBe(true);
    const named = bench.facts.filter(({ fate }) => fate === 'sent').flatMap(({ alarms }) => alarms);
    expect(new Set(named)).toEqual(new Set(many));
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
