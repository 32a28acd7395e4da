import { describe, expect, test } from 'vitest';
import { Schedule, type Turn } from '../../../../gateway/acquire/modbus/schedule.ts';

type Mutable = { -readonly [Key in keyof Turn]: Turn[Key] } & { name: string };

const turn = (name: string, parts: Partial<Turn> = {}): Mutable => ({
  name,
  every: 1000,
  due: 0,
  notBefore: 0,
  dead: false,
  vain: 0,
  askedAt: 0,
  ...parts,
});

const cost = (): number => 500;

/** Lets time pass on a line whose polls take 100 ms and whose vain questions take 500; counts who was asked. */
const run = (turns: readonly Mutable[], time: number): ReadonlyMap<string, number> => {
  const schedule = new Schedule(turns);
  const asked = new Map<string, number>();
  for (let now = 0; now < time; ) {
    const next = schedule.next(now, cost);
    if (next === undefined) {
      now = Math.min(time, schedule.nextDue(now), now + 100);
      continue;
    }
    asked.set(next.name, (asked.get(next.name) ?? 0) + 1);
    next.askedAt = now;
    now += next.dead ? 500 : 100;
    if (next.dead) next.vain += 1;
    next.due += next.every * (1 + Math.max(0, Math.floor((now - next.due - next.every) / next.every)));
  }
  return asked;
};

describe('whose turn it is', () => {
  test('is that of the unit whose period ends first', () => {
    const schedule = new Schedule([turn('slow', { every: 10_000 }), turn('fast'), turn('later', { due: 500 })]);
    expect(schedule.next(100, cost)?.name).toBe('fast');
    expect(schedule.next(600, cost)?.name).toBe('fast');
  });

  test('is nobody’s before it is due, nor that of a unit that asked for patience', () => {
    const schedule = new Schedule([turn('patient', { notBefore: 300 }), turn('later', { due: 400 })]);
    expect(schedule.next(100, cost)).toBeUndefined();
    expect(schedule.nextDue(100)).toBe(300);
    expect(schedule.next(300, cost)?.name).toBe('patient');
  });

  test('comes to units of one period equally often on a line that is too slow for all', () => {
    const turns = Array.from({ length: 20 }, (_, place) => turn(`unit-${place}`));
    const counts = [...run(turns, 60_000).values()];
    expect(counts).toHaveLength(20);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });
});

describe('a dead unit', () => {
  test('is asked in each of its periods on a line that is idle for long enough', () => {
    const asked = run([turn('dead', { dead: true, every: 10_000 }), turn('alive', { every: 10_000 })], 600_000);
    expect(asked.get('dead')).toBeGreaterThanOrEqual(59);
    expect(asked.get('alive')).toBe(60);
  });

  test('has at most three percent of a line that has work to do, each a minute apart after the first tries', () => {
    const busy = Array.from({ length: 10 }, (_, place) => turn(`unit-${place}`));
    const asked = run([...busy, turn('dead', { dead: true })], 3_600_000);
    expect(asked.get('dead')).toBeGreaterThanOrEqual(59);
    expect((asked.get('dead') ?? 0) * 500).toBeLessThanOrEqual(0.03 * 3_600_000);
  });

  test('takes its turn among many, none of them forgotten, and all together have three percent', () => {
    const busy = Array.from({ length: 10 }, (_, place) => turn(`unit-${place}`));
    const dead = Array.from({ length: 10 }, (_, place) => turn(`dead-${place}`, { dead: true }));
    const asked = run([...busy, ...dead], 3_600_000);
    const counts = dead.map(({ name }) => asked.get(name) ?? 0);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(total * 500).toBeLessThanOrEqual(0.03 * 3_600_000 + 500);
    expect(total * 500).toBeGreaterThan(0.025 * 3_600_000);
  });

  test('doesn’t make a live one wait for what it may cost: it is asked when nobody is due until then', () => {
    const schedule = new Schedule([turn('dead', { dead: true, askedAt: -1000 }), turn('alive', { due: 400 })]);
    expect(schedule.next(0, cost)).toBeUndefined();
    expect(schedule.next(0, () => 300)?.name).toBe('dead');
  });
});
