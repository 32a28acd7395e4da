import { describe, expect, test } from 'vitest';
import { createAnswerLog } from '../../../simulators/world/answer-log.ts';
import { bytePipe } from '../../../simulators/world/byte-pipe.ts';
import type { FrameFaults } from '../../../simulators/world/frame-faults.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { answeringTogether } from '../../../simulators/world/modbus-answer.ts';
import { isSealedRtu, sealedRtu } from '../../../simulators/world/rtu-checksum.ts';
import { serveRtu } from '../../../simulators/world/rtu-slave.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { createDevice } from '../../../simulators/world/simulated-device.ts';
import { ALL_ENCODINGS } from './tested-profile.ts';

const readInput = (unit: number, address: number, count: number): Uint8Array =>
  sealedRtu(Uint8Array.of(unit, 4, 0, address, 0, count));

const wired = (
  { baud, turnaround = 0, faults }: { baud?: number; turnaround?: number; faults?: FrameFaults } = {},
  units = [1, 2],
) => {
  const clock = createManualClock({ now: 0, elapsed: 0 });
  const log = createAnswerLog();
  const speed = baud === undefined ? {} : { baud };
  const [near, far] = bytePipe({ clock, ...speed });
  const devices = units.map((unit, place) =>
    createDevice({ id: `d${place}`, unit, profile: ALL_ENCODINGS, values: { int16: unit } }, { clock, log }),
  );
  const slave = serveRtu(far, {
    clock,
    answers: answeringTogether(devices),
    turnaround,
    random: seededRandom(1),
    ...speed,
    ...(faults === undefined ? {} : { faults }),
  });
  const heard: number[] = [];
  const times: number[] = [];
  near.onBytes((run) => {
    heard.push(...run);
    times.push(clock.elapsed());
  });
  const ask = (bytes: Uint8Array): readonly number[] => {
    heard.length = 0;
    times.length = 0;
    near.write(bytes);
    clock.run(500);
    return [...heard];
  };
  return { clock, near, devices, slave, log, heard, times, ask };
};

describe('devices at the end of a serial line', () => {
  test('answer the example of the standard’s form: unit, function, count, data, checksum', () => {
    const { ask } = wired();
    const answer = ask(readInput(2, 0, 1));
    expect(answer.slice(0, -2)).toEqual([2, 4, 2, 0, 20]);
    expect(isSealedRtu(Uint8Array.from(answer))).toBe(true);
  });

  test('pack bits, take writes, and refuse unknown functions', () => {
    const { ask, devices } = wired();
    devices[0]?.show('door', 0);
    expect(ask(sealedRtu(Uint8Array.of(1, 2, 0, 0, 0, 1))).slice(0, -2)).toEqual([1, 2, 1, 1]);
    expect(ask(sealedRtu(Uint8Array.of(1, 5, 0, 3, 0xff, 0))).slice(0, -2)).toEqual([1, 5, 0, 3, 0xff, 0]);
    expect(ask(sealedRtu(Uint8Array.of(1, 1, 0, 3, 0, 1))).slice(0, -2)).toEqual([1, 1, 1, 1]);
    expect(ask(sealedRtu(Uint8Array.of(1, 15, 0, 3, 0, 1, 1, 0))).slice(0, -2)).toEqual([1, 15, 0, 3, 0, 1]);
    expect(ask(sealedRtu(Uint8Array.of(1, 1, 0, 3, 0, 1))).slice(0, -2)).toEqual([1, 1, 1, 0]);
    expect(ask(sealedRtu(Uint8Array.of(1, 16, 0, 0, 0, 1, 2, 0, 9))).slice(0, -2)).toEqual([1, 16, 0, 0, 0, 1]);
    expect(ask(sealedRtu(Uint8Array.of(1, 3, 0, 0, 0, 1))).slice(0, -2)).toEqual([1, 3, 2, 0, 9]);
    expect(ask(sealedRtu(Uint8Array.of(1, 0x42, 1, 2))).slice(0, -2)).toEqual([1, 0xc2, 1]);
    expect(ask(sealedRtu(Uint8Array.of(9, 0x42, 1, 2)))).toEqual([]);
  });

  test('say nothing to a broken request, nor to two that run into each other', () => {
    const { ask, slave } = wired({ baud: 9600 });
    const broken = readInput(1, 0, 1);
    broken[3] = 1;
    expect(ask(broken)).toEqual([]);
    expect(ask(Uint8Array.of(...readInput(1, 0, 1), ...readInput(2, 0, 1)))).toEqual([]);
    expect(ask(new Uint8Array(400))).toEqual([]);
    expect(slave.counters()).toMatchObject({ requests: 0, broken: 3, answers: 0 });
  });

  test('answer after the silence that ends a request and their own time', () => {
    const { ask, times } = wired({ baud: 9600, turnaround: 5 });
    ask(readInput(1, 0, 1));
    const character = 11_000 / 9600;
    expect(times[0]).toBeCloseTo(8 * character + 3.5 * character + 5 + character, 6);
    expect(times.at(-1)).toBeCloseTo(8 * character + 3.5 * character + 5 + 7 * character, 6);
  });

  test('collide when two have one unit id: bytes come, but no answer', () => {
    const { ask, devices, log } = wired({}, [3, 3]);
    devices[1]?.show('int16', 77);
    const answer = ask(readInput(3, 0, 1));
    expect(answer.length).toBeGreaterThan(0);
    expect(isSealedRtu(Uint8Array.from(answer))).toBe(false);
    expect(log.total()).toBe(0);
  });

  test('all take what is written to everybody, and nobody answers', () => {
    const { ask, devices } = wired();
    expect(ask(sealedRtu(Uint8Array.of(0, 6, 0, 0, 0, 2)))).toEqual([]);
    expect(devices.map((device) => device.written().length)).toEqual([1, 1]);
  });

  test('log an answer that left whole, and none that was spoiled', () => {
    const { ask, log, slave } = wired({ faults: { flipped: 0.5 } });
    for (let round = 0; round < 100; round += 1) ask(readInput(1, 0, 2));
    const spoiled = slave.counters().struck.get('flipped') ?? 0;
    expect(spoiled).toBeGreaterThan(20);
    expect(log.count('d0/int16')).toBe(100 - spoiled);
  });

  test('do the same under all faults, twice over', () => {
    const faults: FrameFaults = {
      late: { chance: 0.05, most: 200 },
      lost: 0.02,
      duplicated: 0.02,
      flipped: 0.02,
      burst: 0.02,
      noise: 0.02,
    };
    const campaign = (): unknown => {
      const { near, clock, slave, heard } = wired({ faults });
      let sum = 0;
      for (let round = 0; round < 20_000; round += 1) {
        near.write(readInput(1 + (round & 1), 0, 2));
        clock.run(10);
        for (const byte of heard) sum = (sum * 31 + byte) >>> 0;
        heard.length = 0;
      }
      return [sum, slave.counters()];
    };
    expect(campaign()).toEqual(campaign());
  });
});
