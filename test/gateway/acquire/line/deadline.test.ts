import { describe, expect, test } from 'vitest';
import { Deadline } from '../../../../gateway/acquire/line/deadline.ts';
import { Nap } from '../../../../gateway/acquire/line/nap.ts';
import type { Clock } from '../../../../gateway/domain/clock.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';

describe('a deadline', () => {
  test('calls back once, at its time, and not when it was moved or cleared', () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    const calls: number[] = [];
    const deadline = new Deadline(clock, () => calls.push(clock.elapsed()));
    deadline.set(100);
    clock.run(50);
    deadline.set(200);
    clock.run(300);
    deadline.set(400);
    deadline.clear();
    clock.run(500);
    expect(calls).toEqual([200]);
  });

  test('lets what came while the machine was busy be heard first', () => {
    const manual = createManualClock({ now: 0, elapsed: 0 });
    let behind = 0;
    // A machine that was busy for 80 ms: its timers fire late.
    const clock: Clock = { ...manual, elapsed: () => manual.elapsed() + behind };
    const heard: string[] = [];
    const deadline = new Deadline(clock, () => heard.push('silence'));
    deadline.set(100);
    // In the socket already, but read only after the timers that are due.
    manual.after(100, () => {
      heard.push('answer');
      deadline.clear();
    });
    behind = 80;
    manual.run(200);
    expect(heard).toEqual(['answer']);
  });

  test('still fires after a stall when nothing was heard', () => {
    const manual = createManualClock({ now: 0, elapsed: 0 });
    let behind = 0;
    const clock: Clock = { ...manual, elapsed: () => manual.elapsed() + behind };
    let calls = 0;
    const deadline = new Deadline(clock, () => {
      calls += 1;
    });
    deadline.set(100);
    behind = 80;
    manual.run(100);
    manual.run(10);
    expect(calls).toBe(1);
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
    deadline.set(clock.elapsed() + 1);
    deadline.stop();
    expect(clock.pending()).toBe(0);
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
