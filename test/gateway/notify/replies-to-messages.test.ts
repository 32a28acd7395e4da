import { describe, expect, test } from 'vitest';
import { alarm, tellingBench } from './telling-bench.ts';

describe('a reply', () => {
  test('a reply acknowledges what the person was told of', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    expect(bench.teller.repliedBy('boss')).toEqual({ is: 'late' });
    expect(bench.teller.repliedBy('cook')).toEqual({ is: 'acknowledged', alarms: ['a'] });
    await bench.minutes(1);
    expect(bench.facts.at(-1)).toMatchObject({ way: 'sms', fate: 'answered', alarms: ['a'] });
  });

  test('a reply with a number acknowledges the message of that number, and none that was not sent to its sender', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    await bench.raise(alarm('b', { channel: 'fridge-2/temperature' }));
    await bench.minutes(1);
    expect(bench.texts.filter(({ way }) => way === 'sms').map(({ text }) => text.slice(-6))).toEqual([
      '请回复 1。',
      '请回复 2。',
    ]);
    expect(bench.teller.repliedBy('cook', 2)).toEqual({ is: 'acknowledged', alarms: ['b'] });
    expect(bench.teller.repliedBy('cook', 7)).toEqual({ is: 'wrong-number' });
    expect(bench.teller.repliedBy('boss', 1)).toEqual({ is: 'wrong-number' });
    expect(bench.teller.repliedBy('cook')).toEqual({ is: 'acknowledged', alarms: ['a', 'b'] });
  });

  test('a reply that was written before its sender was told acknowledges nothing, with a number or without', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(20);
    for (const code of [undefined, 1]) {
      expect(bench.teller.repliedBy('cook', code, 2 * 86_400_000)).toEqual({ is: 'too-old' });
      expect(bench.teller.repliedBy('boss', code, 10 * 60_000)).toEqual({ is: 'too-old' });
    }
    expect(bench.facts.filter(({ fate }) => fate === 'answered')).toEqual([]);
    expect(bench.teller.repliedBy('boss', 1, 4 * 60_000)).toEqual({ is: 'acknowledged', alarms: ['a'] });
    expect(bench.teller.repliedBy('cook', 1, 10 * 60_000)).toEqual({ is: 'acknowledged', alarms: ['a'] });
  });

  test('over a restart it is known when each was told', async () => {
    const first = await tellingBench();
    await first.raise(alarm('a'));
    await first.minutes(10);
    const second = await tellingBench({ saved: first.saved(), clock: first.clock, standing: [alarm('a')] });
    await second.minutes(1);
    expect(second.teller.repliedBy('cook', undefined, 20 * 60_000)).toEqual({ is: 'too-old' });
    expect(second.teller.repliedBy('cook', undefined, 5 * 60_000)).toEqual({ is: 'acknowledged', alarms: ['a'] });
  });

  test('a late reply to what is over does not acknowledge what came after it', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    await bench.raise(alarm('a', { active: false }));
    await bench.minutes(6);
    await bench.raise(alarm('b', { channel: 'fridge-2/temperature' }));
    await bench.minutes(1);
    expect(bench.teller.repliedBy('cook', 1)).toEqual({ is: 'late' });
    expect(bench.teller.repliedBy('cook', 2)).toEqual({ is: 'acknowledged', alarms: ['b'] });
  });

  test('two who answer: the first acknowledges, the second comes late and changes nothing', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(16);
    expect(bench.teller.repliedBy('cook', 1)).toEqual({ is: 'acknowledged', alarms: ['a'] });
    await bench.raise(alarm('a', { acknowledged: true }));
    expect(bench.teller.repliedBy('boss', 1)).toEqual({ is: 'late' });
  });
});
