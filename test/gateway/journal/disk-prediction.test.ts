import { describe, expect, test } from 'vitest';
import { type DiskLoad, diskPerDay, logIndexPerDay } from '../../../gateway/journal/disk-prediction.ts';

const load = (units: number, channels: number, every: number, commit: number, seal: number): DiskLoad => ({
  units: Array.from({ length: units }, () => ({ channels, every: every * 1000 })),
  commit: commit * 1000,
  seal: seal * 1000,
});

describe('the megabytes a day that are predicted', () => {
  // Units, channels of each, seconds between answers, commit and seal; measured by /proc/self/io on simulated days.
  test.each([
    [10, 2, 10, 2, 60, 248.6],
    [10, 2, 10, 60, 60, 22.9],
    [50, 2, 10, 2, 60, 288.5],
    [10, 10, 10, 2, 60, 287.4],
    [50, 20, 1, 2, 60, 2789],
    [5, 1, 60, 2, 60, 48.1],
    [4, 5, 1, 0.5, 2, 1296.9],
    [10, 2, 30, 2, 60, 172],
    [20, 5, 10, 10, 300, 102.1],
    [50, 20, 10, 2, 60, 686.3],
  ])(
    '%i units of %i channels each %i s, committed each %d s, sealed each %i s: within a fifth of the %d MB measured',
    (units, channels, every, commit, seal, measured) => {
      const site = load(units, channels, every, commit, seal);
      const predicted = (diskPerDay(site) - logIndexPerDay(site)) / 1e6;
      expect(predicted / measured).toBeGreaterThan(0.8);
      expect(predicted / measured).toBeLessThan(1.2);
    },
  );

  test('are none where nothing is read', () => expect(diskPerDay(load(0, 1, 10, 2, 60))).toBe(0));

  test('hold the log’s index too: at most ten kilobytes each half minute', () => {
    expect(logIndexPerDay(load(10, 2, 10, 2, 60)) / 1e6).toBeCloseTo(29.5, 1);
    expect(logIndexPerDay(load(10, 2, 10, 60, 60)) / 1e6).toBeCloseTo(14.7, 1);
  });
});
