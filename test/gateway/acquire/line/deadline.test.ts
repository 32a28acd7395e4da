import { describe, expect, test } from 'vitest';
import { Deadline } from '../../../../gateway/acquire/line/deadline.ts';
import { Nap } from '../../../../gateway/acquire/line/nap.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';

describe('a deadline', () => {
  test('comes once, at its time, be it moved earlier or later', () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    const came: number[] = [];
    const deadline = new Deadline(clock, () => came.push(clock.elapsed()));
    deadline.set(100);
    deadline.set(300);
    clock.run(250);
    deadline.set(260);
    clock.run(1000);
    expect(came).toEqual([260]);
  });

  test('doesn’t come when it was cleared or stopped', () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    const came: number[] = [];
    const deadline = new Deadline(clock, () => came.push(clock.elapsed()));
    deadline.set(100);
    deadline.clear();
    clock.run(200);
    deadline.set(300);
    deadline.stop();
    expect(clock.pending()).toBe(0);
    clock.run(200);
    expect(came).toEqual([]);
  });

  test('moved later ten thousand times costs a handful of timers', () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    let timers = 0;
    const after: typeof clock.after = (duration, action) => {
      timers += 1;
      return clock.after(duration, action);
    };
    const deadline = new Deadline({ ...clock, after }, () => undefined);
    for (let request = 0; request < 10_000; request += 1) {
      deadline.set(clock.elapsed() + 1000);
      clock.run(0.5);
      deadline.clear();
    }
    expect(timers).toBeLessThan(10);
  });

  test('isn’t early where the clock’s timers are', () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    const early = { ...clock, after: (duration: number, action: () => void) => clock.after(duration * 0.9, action) };
    const came: number[] = [];
    new Deadline(early, () => came.push(clock.elapsed())).set(100);
    clock.run(200);
    expect(came[0]).toBeGreaterThanOrEqual(100);
  });
});

describe('a nap', () => {
  test('ends at its time, or when it is woken, even if that was just before it began', async () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    const nap = new Nap(clock);
    const ends: number[] = [];
    const note = (): void => void ends.push(clock.elapsed());
    const first = nap.until(50).then(note);
    await clock.advance(60);
    await first;
    nap.wake();
    await nap.until(1000).then(note);
    const third = nap.until(1000).then(note);
    nap.wake();
    await third;
    expect(ends).toEqual([50, 60, 60]);
  });
});
