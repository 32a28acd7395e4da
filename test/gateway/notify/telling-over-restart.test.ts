import { describe, expect, test } from 'vitest';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { alarm, HOUR, tellingBench } from './telling-bench.ts';

const FIRST = ['0 voice cook alarm a', '0 sms cook alarm a'];

describe('a restart', () => {
  test('tells nothing twice, and goes on with the steps', async () => {
    const first = await tellingBench();
    await first.raise(alarm('a'));
    await first.minutes(5);
    const second = await tellingBench({ clock: first.clock, saved: first.saved(), standing: [alarm('a')] });
    await second.minutes(11);
    expect(second.brought).toEqual(['10 sms boss escalation a', '10 mail boss escalation a', '10 mail far escalation a']);
  });

  test('of the machine itself counts the time that it was off, and an hour’s jump of the clock changes nothing', async () => {
    const first = await tellingBench();
    await first.raise(alarm('a'));
    await first.minutes(5);
    first.clock.step(HOUR);
    await first.minutes(1);
    await first.raise(alarm('b', { channel: 'far/t', suppressed: true }));
    await first.minutes(1);
    const states = first.saved();
    const clock = createManualClock({ now: first.clock.now() + 4 * 60_000, elapsed: 0 });
    const second = await tellingBench({ clock, saved: states, standing: [alarm('a')] });
    await second.minutes(6);
    expect(second.brought).toEqual(['4 sms boss escalation a', '4 mail boss escalation a', '4 mail far escalation a']);
  });

  test('tells what was raised and never planned, and forgets what is over', async () => {
    const bench = await tellingBench({ standing: [alarm('a')] });
    await bench.minutes(1);
    expect(bench.brought).toEqual(FIRST);
    const later = await tellingBench({ clock: bench.clock, saved: bench.saved(), standing: [] });
    await later.minutes(30);
    expect(later.brought).toEqual(['5 sms cook cleared a']);
  });

  test('between begun and sent says that nobody knows, and tries again', async () => {
    const first = await tellingBench();
    first.answer(() => new Promise(() => undefined));
    await first.raise(alarm('a'));
    await first.minutes(1);
    expect(first.facts.map(({ fate }) => fate)).toEqual(['begun']);
    const second = await tellingBench({ clock: first.clock, saved: first.saved(), standing: [alarm('a')] });
    await second.minutes(1);
    expect(second.brought).toEqual(FIRST);
    expect(second.facts.filter(({ way }) => way === 'voice').map(({ fate, attempt }) => [fate, attempt])).toEqual([
      ['uncertain', 1],
      ['begun', 2],
      ['sent', 2],
    ]);
  });
});
