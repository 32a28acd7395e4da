import { describe, expect, test } from 'vitest';
import { SteadyStates, type ToldState } from '../../../gateway/acquire/steady-states.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

const HOUR = 3_600_000;

const watched = () => {
  const clock = createManualClock();
  const told: string[] = [];
  const states = new SteadyStates<ToldState>(clock, ({ on, active }) =>
    told.push(`${on} ${active ? 'lost' : 'back'} ${Math.round(clock.elapsed() / 1000)}`),
  );
  const start = clock.elapsed();
  const change = (active: boolean, on = 'line:bus') => states.change({ on, state: 'lost', active });
  return { clock, states, told, change, seconds: (after: number) => Math.round(start / 1000) + after };
};

describe('a state that lasts', () => {
  test('is told when it begins and when it is over, at once, and no more often', () => {
    const { clock, told, change, seconds } = watched();
    change(false);
    change(true);
    change(true);
    clock.run(7000);
    change(false);
    change(false);
    expect(told).toEqual([`line:bus lost ${seconds(0)}`, `line:bus back ${seconds(7)}`]);
  });

  test('that comes and goes each five seconds is told as one that lasts', () => {
    const { clock, told, change } = watched();
    for (let time = 0; time < 24 * HOUR; time += 5000) {
      change(true);
      clock.run(500);
      change(false);
      clock.run(4500);
    }
    expect(told).toHaveLength(3);
  });

  test.each([20, 60, 300, 1200])('that comes back each %i s makes a dozen facts an hour at most, once it is known', (period) => {
    const { clock, told, change } = watched();
    const day = () => {
      for (let time = 0; time < 24 * HOUR; time += period * 1000) {
        change(true);
        clock.run(1000);
        change(false);
        clock.run(period * 1000 - 1000);
      }
    };
    day();
    const first = told.length;
    day();
    expect(told.length - first).toBeLessThanOrEqual(24 * 12);
    expect(first).toBeLessThanOrEqual(24 * 12);
  });

  test('that came back is over once it has stayed away for a while, and forgotten after an hour', () => {
    const { clock, told, change, seconds } = watched();
    for (let time = 0; time < 2; time += 1) {
      change(true);
      change(false);
    }
    expect(told).toHaveLength(3);
    clock.run(10_000);
    expect(told.at(-1)).toBe(`line:bus back ${seconds(10)}`);
    clock.run(HOUR + 1);
    change(true);
    change(false);
    expect(told).toHaveLength(6);
  });

  test('of one thing says nothing of another', () => {
    const { told, change } = watched();
    for (const on of ['a', 'b', 'a', 'b']) change(true, on);
    change(false, 'b');
    expect(told.map((line) => line.slice(0, 6))).toEqual(['a lost', 'b lost', 'b back']);
  });

  test('tells nothing any more once it was stopped', () => {
    const { clock, states, told, change } = watched();
    change(true);
    change(false);
    change(true);
    change(false);
    states.stop();
    clock.run(HOUR);
    expect(told).toHaveLength(3);
  });
});
