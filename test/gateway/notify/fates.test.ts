import { describe, expect, test } from 'vitest';
import { alarm, tellingBench } from './telling-bench.ts';

const FIRST = ['0 voice cook alarm a', '0 sms cook alarm a'];

describe('fates', () => {
  test('are facts before and after each attempt; people by reference', async () => {
    const bench = await tellingBench();
    let times = 0;
    bench.answer(() => {
      times += 1;
      return times === 1 ? { is: 'failed', reason: 'busy', again: true } : { is: 'sent' };
    });
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    const told = bench.facts.map(
      ({ way, to, fate, attempt, reason }) => `${way} ${to} ${fate} ${attempt}${reason === undefined ? '' : ` ${reason}`}`,
    );
    expect(told).toEqual([
      'voice ref-cook begun 1',
      'voice ref-cook failed 1 busy',
      'sms ref-cook begun 1',
      'sms ref-cook sent 1',
      'voice ref-cook begun 2',
      'voice ref-cook sent 2',
    ]);
  });

  test('what always fails is tried seven times, with growing pauses, and then given up where another way has told it', async () => {
    const bench = await tellingBench({ routes: { steps: [{ after: 0, tell: ['cook'], by: ['sms', 'webhook'] }] } });
    bench.answer(({ way }) => (way === 'sms' ? { is: 'sent' } : { is: 'failed', reason: 'status 503', again: true }));
    await bench.raise(alarm('a'));
    await bench.minutes(110);
    const robot = bench.brought.filter((line) => line.includes('webhook'));
    expect(robot.map((line) => line.split(' ')[0])).toEqual(['0', '0', '0', '2', '7', '17', '37']);
    expect(bench.facts.map(({ fate, attempt }) => `${fate} ${attempt}`).at(-1)).toBe('failed 7');
    expect(bench.teller.waiting()).toBe(0);
    expect(bench.teller.undelivered()).toEqual([]);
  });

  test('a notice whose reason is gone is withdrawn', async () => {
    const bench = await tellingBench();
    bench.answer(({ way }) => (way === 'voice' ? { is: 'failed', reason: 'busy', again: true } : { is: 'sent' }));
    await bench.raise(alarm('a'));
    await bench.minutes(0.3);
    await bench.raise(alarm('a', { acknowledged: true }));
    await bench.minutes(3);
    expect(bench.facts.filter(({ way }) => way === 'voice').at(-1)).toMatchObject({ fate: 'withdrawn' });
  });

  test('a message that the network has given up has failed, and the next person is told at once', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(2);
    const sms = bench.texts.find(({ way }) => way === 'sms');
    bench.teller.reported(sms?.id ?? '', 'failed');
    await bench.minutes(1);
    expect(bench.facts.find(({ id, fate }) => id === sms?.id && fate === 'failed')).toMatchObject({
      reason: 'the network has given it up',
    });
    expect(bench.brought.slice(2)).toEqual(['2 sms boss escalation a', '2 mail boss escalation a', '2 mail far escalation a']);
  });

  test('one of several that was given up changes nothing for whoever has the text', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(16);
    const count = bench.brought.length;
    bench.teller.reported(bench.texts.find(({ way, to }) => way === 'sms' && to === 'cook')?.id ?? '', 'failed');
    await bench.minutes(1);
    expect(bench.brought).toHaveLength(count);
  });

  test('a step whose ways have all failed three times does not use up the time until the next', async () => {
    const bench = await tellingBench();
    bench.answer(({ to }) => (to === 'cook' ? { is: 'failed', reason: 'no modem', again: true } : { is: 'sent' }));
    await bench.raise(alarm('a'));
    await bench.minutes(2);
    expect(bench.brought).toContain('0 sms boss escalation a');
    expect(bench.brought.filter((line) => line.includes('group'))).toEqual([]);
  });

  test('what nobody knows is told as that, and tried again', async () => {
    const bench = await tellingBench();
    let times = 0;
    bench.answer(() => {
      times += 1;
      return times === 1 ? { is: 'uncertain', reason: 'the modem died', again: true } : { is: 'sent' };
    });
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    expect(bench.facts.filter(({ way }) => way === 'voice').map(({ fate }) => fate)).toEqual([
      'begun',
      'uncertain',
      'begun',
      'sent',
    ]);
  });

  test('a disk that takes nothing does not silence an alarm', async () => {
    const bench = await tellingBench({ commit: () => new Promise(() => undefined) });
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    expect(bench.brought).toEqual(FIRST);
  });

  test('a way that never ends does not keep the others', async () => {
    const bench = await tellingBench();
    bench.answer(({ way }) => (way === 'voice' ? new Promise(() => undefined) : { is: 'sent' }));
    await bench.raise(alarm('a'));
    await bench.minutes(7);
    expect(bench.brought.slice(0, 2)).toEqual(['0 voice cook alarm a', '5 sms cook alarm a']);
  });
});
