import { describe, expect, test } from 'vitest';
import { createCabinet } from '../../../simulators/world/cabinet.ts';
import type { CabinetKind } from '../../../simulators/world/cabinet-kind.ts';
import { createEnergyMeter } from '../../../simulators/world/energy-meter.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

interface Cycle {
  readonly minutes: number;
  readonly peakToPeak: number;
}

/** Compressor cycles over a day, as a logger at 10 s would see them. */
const cyclesOf = (kind: CabinetKind, seed: number): { cycles: readonly Cycle[]; air: readonly number[] } => {
  const cabinet = createCabinet({ kind, seed, defrostsPerDay: 0 });
  cabinet.step(6 * HOUR);
  const starts: number[] = [];
  const air: number[] = [];
  let running = cabinet.state().running;
  for (let at = 0; at < 24 * HOUR; at += 10_000) {
    cabinet.step(10_000);
    const state = cabinet.state();
    if (state.running && !running) starts.push(air.length);
    running = state.running;
    air.push(state.air);
  }
  const cycles = starts.slice(1).map((end, place) => {
    const stretch = air.slice(starts[place], end);
    return { minutes: stretch.length / 6, peakToPeak: Math.max(...stretch) - Math.min(...stretch) };
  });
  return { cycles, air };
};

const SEEDS = [1, 2, 3, 4, 5, 6];

describe('a cabinet through a quiet day', () => {
  for (const kind of ['fridge', 'sample-fridge', 'cold-room'] as const) {
    test(`cycles as a ${kind} does: 50 to 70 minutes, 0.7 to 1.5 K from peak to peak`, () => {
      for (const seed of SEEDS) {
        const { cycles } = cyclesOf(kind, seed);
        expect(median(cycles.map(({ minutes }) => minutes))).toBeGreaterThan(50);
        expect(median(cycles.map(({ minutes }) => minutes))).toBeLessThan(70);
        expect(median(cycles.map(({ peakToPeak }) => peakToPeak))).toBeGreaterThan(0.7);
        expect(median(cycles.map(({ peakToPeak }) => peakToPeak))).toBeLessThan(1.5);
      }
    });
  }

  test('cycles as a freezer does: 49 to 72 minutes, 1.2 to 2.4 K', () => {
    for (const seed of SEEDS) {
      const { cycles } = cyclesOf('freezer', seed);
      expect(median(cycles.map(({ minutes }) => minutes))).toBeGreaterThan(49);
      expect(median(cycles.map(({ minutes }) => minutes))).toBeLessThan(72);
      expect(median(cycles.map(({ peakToPeak }) => peakToPeak))).toBeGreaterThan(1.2);
      expect(median(cycles.map(({ peakToPeak }) => peakToPeak))).toBeLessThan(2.4);
    }
  });

  test('has a deviation of 0.3 to 0.5 K within the day, and slopes no more than ± 0.1 K a minute', () => {
    for (const seed of SEEDS) {
      const { air } = cyclesOf('fridge', seed);
      const mean = air.reduce((sum, value) => sum + value, 0) / air.length;
      const deviation = Math.sqrt(air.reduce((sum, value) => sum + (value - mean) ** 2, 0) / air.length);
      expect(deviation).toBeGreaterThan(0.3);
      expect(deviation).toBeLessThan(0.5);
      const slopes = air.slice(30).map((value, place) => (value - (air[place] ?? value)) / 5);
      expect(Math.max(...slopes.map(Math.abs))).toBeLessThan(0.1);
    }
  });

  test('reads with a noise of 0.006 K in steps of 0.01', () => {
    const cabinet = createCabinet({ kind: 'fridge', seed: 1 });
    cabinet.step(HOUR);
    const readings = Array.from({ length: 5000 }, () => cabinet.state().air);
    const mean = readings.reduce((sum, value) => sum + value, 0) / readings.length;
    const deviation = Math.sqrt(readings.reduce((sum, value) => sum + (value - mean) ** 2, 0) / readings.length);
    expect(deviation).toBeGreaterThan(0.004);
    expect(deviation).toBeLessThan(0.009);
    for (const value of readings) expect(value * 100).toBeCloseTo(Math.round(value * 100), 6);
  });

  test('keeps food hot in a hot-holding cabinet', () => {
    const cabinet = createCabinet({ kind: 'hot-holding', seed: 2 });
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      cabinet.step(MINUTE);
      expect(cabinet.state().air).toBeGreaterThan(63);
      expect(cabinet.state().air).toBeLessThan(73);
    }
  });
});

describe('what happens to a cabinet', () => {
  const settled = (kind: CabinetKind, defrostsPerDay = 0) => {
    const cabinet = createCabinet({ kind, seed: 3, defrostsPerDay });
    cabinet.step(5 * HOUR);
    return cabinet;
  };

  test('a door opened for half a minute moves the air by some tenths to some degrees, and the goods hardly', () => {
    const cabinet = settled('fridge');
    const before = cabinet.state();
    cabinet.openDoor();
    cabinet.step(30_000);
    cabinet.closeDoor();
    const after = Array.from({ length: 60 }, () => {
      cabinet.step(10_000);
      return cabinet.state();
    });
    const airRise = Math.max(...after.map(({ air }) => air)) - before.air;
    expect(airRise).toBeGreaterThan(0.3);
    expect(airRise).toBeLessThan(2.6);
    expect(Math.max(...after.map(({ product }) => product)) - before.product).toBeLessThan(0.5);
  });

  test('a door left open lifts the air by 5 to 10 K, and the goods follow in the end', () => {
    const cabinet = settled('cold-room');
    const before = cabinet.state();
    cabinet.openDoor();
    cabinet.step(10 * MINUTE);
    expect(cabinet.state().doorOpen).toBe(true);
    expect(cabinet.state().air - before.air).toBeGreaterThan(5);
    expect(cabinet.state().air - before.air).toBeLessThan(12);
    cabinet.step(HOUR);
    expect(cabinet.state().product - before.product).toBeGreaterThan(3);
    cabinet.closeDoor();
    cabinet.step(6 * HOUR);
    expect(Math.abs(cabinet.state().air - before.air)).toBeLessThan(1.5);
  });

  test('a freezer defrosts three times a day: 15 to 20 minutes, the air up by 5 to 10 K, well again within the hour', () => {
    const cabinet = settled('freezer', 3);
    const states = Array.from({ length: 2 * 24 * 60 }, () => {
      cabinet.step(MINUTE);
      return cabinet.state();
    });
    const starts = states.flatMap((state, at) => (state.defrosting && states[at - 1]?.defrosting === false ? [at] : []));
    expect(starts.length).toBeGreaterThanOrEqual(5);
    expect(starts.length).toBeLessThanOrEqual(7);
    for (const start of starts.slice(0, -1)) {
      const lasts = states.slice(start).findIndex(({ defrosting }) => !defrosting);
      const peak = Math.max(...states.slice(start, start + 40).map(({ air }) => air));
      expect(lasts).toBeGreaterThanOrEqual(14);
      expect(lasts).toBeLessThanOrEqual(21);
      expect(peak).toBeGreaterThan(-16);
      expect(peak).toBeLessThan(-9);
      expect(states[start + 75]?.air).toBeLessThan(-17);
    }
  });

  test('a dead compressor lets the air drift to the room', () => {
    const cabinet = settled('fridge');
    cabinet.killMachine();
    cabinet.step(2 * HOUR);
    expect(cabinet.state().air).toBeGreaterThan(6);
    cabinet.step(72 * HOUR);
    expect(cabinet.state().air).toBeGreaterThan(22);
  });

  test('people open the door as often as they are said to', () => {
    const cabinet = createCabinet({ kind: 'fridge', seed: 5, doorsPerDay: 100 });
    let openings = 0;
    let open = false;
    for (let at = 0; at < 24 * HOUR; at += 1000) {
      cabinet.step(1000);
      const { doorOpen } = cabinet.state();
      if (doorOpen && !open) openings += 1;
      open = doorOpen;
    }
    expect(openings).toBeGreaterThan(70);
    expect(openings).toBeLessThan(130);
  });

  test('is the same again for the same seed', () => {
    const day = (seed: number): number[] => {
      const cabinet = createCabinet({ kind: 'cold-room', seed, doorsPerDay: 50 });
      return Array.from({ length: 500 }, () => {
        cabinet.step(MINUTE);
        return cabinet.state().air;
      });
    };
    expect(day(1)).toEqual(day(1));
    expect(day(1)).not.toEqual(day(2));
  });
});

describe('an energy meter', () => {
  test('counts what the machines draw', () => {
    const fridge = createCabinet({ kind: 'fridge', seed: 1 });
    const meter = createEnergyMeter([fridge], 1);
    const before = meter.state().kilowattHours;
    let running = 0;
    for (let at = 0; at < 24 * HOUR; at += 10_000) {
      fridge.step(10_000);
      meter.step(10_000);
      const state = meter.state();
      if (fridge.state().running) {
        running += 1;
        expect(state.watts).toBeGreaterThan(150);
        expect(state.amperes).toBeCloseTo(state.watts / state.volts / state.powerFactor, 6);
      }
    }
    expect(meter.state().kilowattHours - before).toBeCloseTo((running * 180 * 10) / 3.6e6 + 0.144, 1);
    expect(meter.state().volts).toBeGreaterThan(220);
    expect(meter.state().hertz).toBeCloseTo(50, 0);
  });
});
