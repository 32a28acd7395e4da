import { describe, expect, test } from 'vitest';
import { sleep } from '../../../gateway/domain/clock.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the manual clock', () => {
  test('fires timers in order of due time, then in the order in which they were set', () => {
    const clock = createManualClock();
    const fired: string[] = [];
    clock.after(20, () => fired.push('late'));
    clock.after(10, () => fired.push('early'));
    clock.after(10, () => fired.push('early too'));
    clock.run(15);
    expect(fired).toEqual(['early', 'early too']);
    clock.run(5);
    expect(fired).toEqual(['early', 'early too', 'late']);
  });

  test('shows each timer the very time at which it is due', () => {
    const clock = createManualClock({ now: 1000, elapsed: 0 });
    const seen: [number, number][] = [];
    clock.after(2.5, () => clock.after(3, () => seen.push([clock.elapsed(), clock.now()])));
    clock.run(100);
    expect(seen).toEqual([[5.5, 1005]]);
    expect(clock.elapsed()).toBe(100);
  });

  test('never fires a cancelled timer, and a cancel after firing is harmless', () => {
    const clock = createManualClock();
    let fired = 0;
    const cancel = clock.after(10, () => {
      fired += 1;
    });
    clock.after(5, cancel);
    const harmless = clock.after(1, () => {
      fired += 10;
    });
    clock.run(20);
    harmless();
    expect(fired).toBe(10);
    expect(clock.pending()).toBe(0);
  });

  test('lets a loop of promises go on between two timers', async () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    const woken: number[] = [];
    const loop = async (): Promise<void> => {
      for (let round = 0; round < 5; round += 1) {
        await sleep(clock, 10);
        await turn();
        woken.push(clock.elapsed());
      }
    };
    const done = loop();
    await clock.advance(49);
    expect(woken).toEqual([10, 20, 30, 40]);
    await clock.advance(1);
    await done;
    expect(woken.at(-1)).toBe(50);
  });

  test('settles long chains of promises without a turn of the event loop when asked to', async () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    const woken: number[] = [];
    const loop = async (): Promise<void> => {
      for (let round = 0; round < 3; round += 1) {
        await sleep(clock, 10);
        for (let depth = 0; depth < 50; depth += 1) await Promise.resolve();
        woken.push(clock.elapsed());
      }
    };
    const done = loop();
    await clock.advance(30, 'promises');
    await done;
    expect(woken).toEqual([10, 20, 30]);
  });

  test('advances until a promise settles, and no further', async () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    const ticking = (): void => {
      clock.after(7, ticking);
    };
    ticking();
    const result = await clock.advanceUntil(sleep(clock, 50).then(() => 'rested'));
    expect(result).toBe('rested');
    expect(clock.elapsed()).toBe(50);
  });

  test('gives up on a promise that outlasts the time allowed', async () => {
    const clock = createManualClock();
    await expect(clock.advanceUntil(sleep(clock, 5000), 1000)).rejects.toThrow('Still waiting');
  });

  test('steps the wall clock alone', () => {
    const clock = createManualClock({ now: 5000, elapsed: 100 });
    clock.step(-3000);
    expect([clock.now(), clock.elapsed()]).toEqual([2000, 100]);
  });

  test('keeps half a million timers in order', () => {
    const clock = createManualClock({ now: 0, elapsed: 0 });
    const random = seededRandom(1);
    let last = 0;
    let wrong = 0;
    let fired = 0;
    for (let count = 0; count < 500_000; count += 1) {
      clock.after(random() * 1e6, () => {
        if (clock.elapsed() < last) wrong += 1;
        last = clock.elapsed();
        fired += 1;
      });
    }
    clock.run(1e6);
    expect([fired, wrong]).toEqual([500_000, 0]);
  });
});
