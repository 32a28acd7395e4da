import { describe, expect, test } from 'vitest';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../../simulators/world/seeded-random.ts';
import { carryOutMorning } from '../../../../simulators/world/station/carry-out-morning.ts';
import { createMeter } from '../../../../simulators/world/station/create-meter.ts';
import { inhibitionOf } from '../../../../simulators/world/station/inhibition-model.ts';
import { type Morning, type MorningAct, planMorning } from '../../../../simulators/world/station/morning.ts';

const actsOf = <Does extends MorningAct['does']>(morning: Morning, does: Does) =>
  morning.steps.flatMap(({ act }) => (act.does === does ? [act as Extract<MorningAct, { does: Does }>] : []));

const morning = planMorning({ seed: 7, analyzer: 'pesticide-1' });

describe('a morning at a test station', () => {
  test('has forty samples, two of them positive, three runs of fifteen and two of repeats', () => {
    expect(morning.samples).toHaveLength(40);
    expect(morning.positives).toHaveLength(2);
    expect(morning.runs).toBe(5);
    const sheets = actsOf(morning, 'run-sheet').map(({ sheet }) => sheet);
    expect(sheets.map(({ wells }) => wells.filter(({ role }) => role === 'sample').length)).toEqual([15, 15, 10, 2, 2]);
    for (const { wells } of sheets) {
      expect(wells[0]).toEqual({ channel: 1, role: 'control' });
      expect(wells.length).toBeLessThanOrEqual(16);
      expect(new Set(wells.map(({ channel }) => channel)).size).toBe(wells.length);
    }
    for (const { wells } of sheets.slice(3))
      expect(wells.flatMap(({ sample }) => (sample === undefined ? [] : [sample]))).toEqual(morning.positives);
  });

  test('measures every sample once, every positive three times, and by the truth about each', () => {
    const doses = actsOf(morning, 'load').flatMap((act) => act.doses);
    for (const { id } of morning.samples) {
      const values = doses.filter(({ sampleId }) => sampleId === id).map(({ value }) => value);
      const isPositive = morning.positives.includes(id);
      expect(values).toHaveLength(isPositive ? 3 : 1);
      for (const value of values) expect(value >= 50).toBe(isPositive);
    }
  });

  test('registers each sample before the sheet that names it, and keeps to the order of a run', () => {
    const known = new Set<string>();
    let last: MorningAct['does'] = 'register';
    for (const { act } of morning.steps) {
      if (act.does === 'register') known.add(act.sample.id);
      if (act.does === 'run-sheet')
        for (const { sample } of act.sheet.wells) expect(sample === undefined || known.has(sample)).toBe(true);
      if (act.does === 'load') expect(last).toBe('run-sheet');
      if (act.does === 'measure') expect(last).toBe('load');
      if (act.does === 'transfer') expect(last).toBe('measure');
      last = act.does;
    }
    const times = morning.steps.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('is the same for the same seed, another for another, and as fast as wanted', () => {
    expect(planMorning({ seed: 7, analyzer: 'pesticide-1' })).toEqual(morning);
    expect(planMorning({ seed: 8, analyzer: 'pesticide-1' })).not.toEqual(morning);
    const fast = planMorning({ seed: 7, analyzer: 'pesticide-1', speed: 60 });
    expect(fast.steps.at(-1)?.at).toBeCloseTo((morning.steps.at(-1)?.at ?? 0) / 60, 6);
  });

  test('is carried out on time, at the desk and at the meter', async () => {
    const clock = createManualClock();
    const began = clock.elapsed();
    const meter = createMeter('taiyang-16', { id: 'pesticide-1', clock, random: seededRandom(1) });
    const told: string[] = [];
    const done: [number, string][] = [];
    const desk = {
      register: async ({ id }: { id: string }) => void told.push(id),
      runSheet: async ({ run }: { run: string }) => void told.push(run),
    };
    const carrying = carryOutMorning(morning.steps, {
      clock,
      desk,
      meters: new Map([['pesticide-1', meter]]),
      onAct: ({ does }) => done.push([clock.elapsed() - began, does]),
    });
    await clock.advanceUntil(carrying, 86_400_000, 'promises');
    expect(done).toEqual(morning.steps.map(({ at, act }) => [at, act.does]));
    expect(told.slice(0, 16)).toEqual([...morning.samples.slice(0, 15).map(({ id }) => id), 'R1']);
    expect(meter.log.measured.map(({ run }) => run).at(-1)).toBe(5);
    expect(meter.isTransferring()).toBe(true);
    await meter.close();
  });

  test('ends early when told to', async () => {
    const clock = createManualClock();
    const ending = new AbortController();
    const told: string[] = [];
    const carrying = carryOutMorning(morning.steps, {
      clock,
      desk: { register: async ({ id }) => void told.push(id), runSheet: async () => undefined },
      meters: new Map(),
      signal: ending.signal,
    });
    await clock.advance(100_000, 'promises');
    ending.abort();
    await carrying;
    expect(told).toEqual(['S-001', 'S-002']);
  });
});

test('inhibition is 0 to 30 % where a sample is clean, at least 50 where it isn’t, and repeats differ', () => {
  for (let number = 0; number < 300; number += 1) {
    const sampleId = `S-${number}`;
    const clean = inhibitionOf(1, { sampleId, isPositive: false });
    expect(clean).toBeGreaterThanOrEqual(0);
    expect(clean).toBeLessThanOrEqual(30);
    expect(inhibitionOf(1, { sampleId, isPositive: true })).toBeGreaterThanOrEqual(50);
  }
  const repeats = [0, 1, 2].map((repeat) => inhibitionOf(1, { sampleId: 'S-1', isPositive: true, repeat }));
  expect(new Set(repeats).size).toBeGreaterThan(1);
  expect(inhibitionOf(1, { sampleId: 'S-1', isPositive: true, repeat: 1 })).toBe(repeats[1]);
});
