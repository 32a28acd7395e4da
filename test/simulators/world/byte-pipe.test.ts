import { describe, expect, test } from 'vitest';
import { bytePipe } from '../../../simulators/world/byte-pipe.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { bytePortContract } from '../byte-port-contract.ts';

for (const baud of [undefined, 9600, 115_200]) {
  bytePortContract(`a pipe ${baud === undefined ? 'without pace' : `of ${baud} baud`}`, async () => {
    const clock = createManualClock();
    const [near, far] = bytePipe({ clock, ...(baud === undefined ? {} : { baud }) });
    return { near, far, settle: () => clock.advance(5000) };
  });
}

const arrivals = (settings: { baud: number; grain?: number }) => {
  const clock = createManualClock({ now: 0, elapsed: 0 });
  const [near, far] = bytePipe({ clock, ...settings });
  const seen: [number, number][] = [];
  far.onBytes((run) => seen.push([Number(clock.elapsed().toFixed(3)), run.length]));
  return { clock, near, seen };
};

describe('the pace of a pipe', () => {
  test('gives each character of 11 bits its time at 9600 baud', () => {
    const { clock, near, seen } = arrivals({ baud: 9600 });
    near.write(new Uint8Array(3));
    clock.run(100);
    expect(seen).toEqual([
      [1.146, 1],
      [2.292, 1],
      [3.438, 1],
    ]);
  });

  test('hands over several characters at a time when asked to, the last one on time', () => {
    const { clock, near, seen } = arrivals({ baud: 9600, grain: 4 });
    near.write(new Uint8Array(6));
    clock.run(100);
    expect(seen).toEqual([
      [4.583, 4],
      [6.875, 2],
    ]);
  });

  test('puts a second run behind the first, and starts anew after silence', () => {
    const { clock, near, seen } = arrivals({ baud: 11_000, grain: 8 });
    near.write(new Uint8Array(8));
    near.write(new Uint8Array(2));
    clock.run(100);
    near.write(new Uint8Array(1));
    clock.run(100);
    expect(seen).toEqual([
      [8, 8],
      [10, 2],
      [101, 1],
    ]);
  });
});

describe('a pipe that is spoiled', () => {
  const spoiled = (faults: Parameters<typeof bytePipe>[0]['faults'], seed = 1) => {
    const clock = createManualClock();
    const [near, far, wire] = bytePipe({ clock, random: seededRandom(seed), ...(faults === undefined ? {} : { faults }) });
    const runs: number[][] = [];
    near.onBytes((run) => runs.push([...run]));
    return { clock, near, far, wire, runs };
  };

  test('loses, repeats and delays what the far end sends', () => {
    const gone = spoiled({ lost: 1 });
    gone.far.write(Uint8Array.of(1, 2, 3, 4));
    gone.clock.run(1000);
    expect(gone.runs).toEqual([]);
    expect(gone.wire.struck().get('lost')).toBe(1);

    const twice = spoiled({ duplicated: 1 });
    twice.far.write(Uint8Array.of(1, 2, 3, 4));
    twice.clock.run(1000);
    expect(twice.runs.flat()).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);

    const late = spoiled({ late: { chance: 1, most: 500 } });
    late.far.write(Uint8Array.of(1, 2, 3, 4));
    late.clock.run(1);
    expect(late.runs).toEqual([]);
    late.clock.run(500);
    expect(late.runs.flat()).toEqual([1, 2, 3, 4]);
  });

  test('brings a late run after one that was sent later but in time', () => {
    const { clock, far, wire, runs } = spoiled({ late: { chance: 1, most: 500 } });
    far.write(Uint8Array.of(1));
    wire.disturb({});
    far.write(Uint8Array.of(2));
    clock.run(1000);
    expect(runs.flat()).toEqual([2, 1]);
  });

  test('carries noise that nobody sent, and echoes what the near end writes', () => {
    const { clock, near, wire, runs } = spoiled(undefined);
    wire.noise(Uint8Array.of(0xff, 0));
    near.write(Uint8Array.of(7));
    clock.run(10);
    expect(runs.flat()).toEqual([0xff, 0]);

    const [heard] = bytePipe({ clock, echo: true });
    const echoes: number[] = [];
    heard.onBytes((run) => echoes.push(...run));
    heard.write(Uint8Array.of(1, 2));
    clock.run(10);
    expect(echoes).toEqual([1, 2]);
  });

  test('loses both ends at once when unplugged, with what was on the wire', () => {
    const clock = createManualClock();
    const [near, far, wire] = bytePipe({ clock, baud: 1200 });
    const told: string[] = [];
    near.onLost((reason) => told.push(`near: ${reason}`));
    far.onLost((reason) => told.push(`far: ${reason}`));
    let arrived = 0;
    far.onBytes((run) => {
      arrived += run.length;
    });
    near.write(new Uint8Array(10));
    clock.run(20);
    wire.unplug('pulled out');
    clock.run(1000);
    expect(told).toEqual(['near: pulled out', 'far: pulled out']);
    expect(arrived).toBe(2);
  });

  test('does the same things again for the same seed', () => {
    const faults = {
      late: { chance: 0.3, most: 50 },
      lost: 0.1,
      truncated: 0.1,
      flipped: 0.2,
      burst: 0.1,
      noise: 0.2,
      foreignUnit: 0.1,
    };
    const campaign = (seed: number): number[][] => {
      const { clock, far, runs } = spoiled(faults, seed);
      for (let count = 0; count < 200; count += 1) {
        far.write(Uint8Array.of(1, 3, 2, count, count, 0x11, 0x22));
        clock.run(10);
      }
      return runs;
    };
    expect(campaign(4)).toEqual(campaign(4));
    expect(campaign(4)).not.toEqual(campaign(5));
  });
});
