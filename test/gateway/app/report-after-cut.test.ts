import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportedRecord } from '../../../gateway/app/reported-record.ts';
import type { ClockTrust } from '../../../gateway/domain/clock.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { JournalCore } from '../../../gateway/journal/journal-core.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { JOURNAL_FILE } from '../../../gateway/journal/sqlite-file.ts';
import { collectReport } from '../../../gateway/reports/collect-report.ts';
import { titleNotes } from '../../../gateway/reports/pdf/title-notes.ts';
import type { ReportData } from '../../../gateway/reports/report-data.ts';
import { periodOf } from '../../../gateway/reports/report-period.ts';
import { verdictOf } from '../../../gateway/reports/verdict.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';
import { dataFolder, entryOf, leftUnclosed, openCore } from '../journal/journal-folder.ts';
import { fridge } from '../reports/reported.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Asia/Shanghai';
/** Midnight of 2026-11-10 in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);

/** Reads the fridge each minute, ten minutes in a commit. */
const live = (core: JournalCore, clock: ManualClock, minutes: number, { value = 4, trust = 'sure' as ClockTrust } = {}): void => {
  let held: number[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    held.push(clock.elapsed(), 0, value, 0);
    if (minute % 10 === 9) {
      core.commit({ ...entryOf(clock, [], [], trust), readings: Float64Array.from(held) });
      held = [];
    }
    clock.run(MINUTE);
    core.tick();
  }
  while (core.work());
};

/** A box that is killed at noon of the 10th; its clock. */
const untilNoon = (folder: string): ManualClock => {
  const clock = createManualClock({ now: MIDNIGHT - HOUR, elapsed: MINUTE });
  const core = openCore(folder, clock, { channels: [fridge()] });
  live(core, clock, 13 * 60);
  leftUnclosed(core, folder);
  return clock;
};

const dayIn = (folder: string, date = '2026-11-10'): ReportData => {
  const period = periodOf('day', date, ZONE);
  if (period === undefined) throw new Error('no day');
  const file = new RecordFile(join(folder, JOURNAL_FILE));
  try {
    const about = { site: { gateway: 'no3-canteen', name: 'Test' }, calendar: undefined };
    return collectReport(period, reportedRecord(file, []), about, 0).data;
  } finally {
    file.close();
  }
};

const timesIn = ({ channels: [channel] }: ReportData) => channel?.total.times;

describe('after a cut of three days, a box without a clock', () => {
  /** It wakes in 1970, and its record goes on from the last moment that it knows. */
  const wokenIn1970 = (value: number): string => {
    const folder = dataFolder();
    untilNoon(folder);
    const clock = createManualClock({ now: 20_000, elapsed: 20_000 });
    const core = openCore(folder, clock, { channels: [fridge()], bootId: 'second-start', clock: 'unsure' });
    live(core, clock, 13 * 60, { value, trust: 'unsure' });
    core.close();
    return folder;
  };

  test('has proven nothing since the cut: its times are nobody’s', () => {
    const data = dayIn(wokenIn1970(4));
    const { in: within = 0, out, unproven = 0 } = timesIn(data) ?? {};
    expect(within).toBeLessThanOrEqual(12 * HOUR);
    expect([out, within + unproven]).toEqual([0, DAY]);
    const verdict = verdictOf(data, 'en');
    expect(verdict).toEqual({ is: 'unproven', words: expect.stringContaining('nobody vouches for the time of') });
  });

  test('says from when on it was off, and that nobody knows for how long', () => {
    const data = dayIn(wokenIn1970(4));
    expect(data.off).toMatchObject([{ reason: 'power-lost', lengthUnknown: true }]);
    expect(titleNotes(data, 'en').join('\n')).toMatch(/The gateway was off: 11-10 1[12]:\d\d, for how long nobody knows/);
  });

  test('hides nothing that it then finds beyond a limit', () => {
    const data = dayIn(wokenIn1970(15));
    expect(timesIn(data)?.out).toBeGreaterThan(11 * HOUR);
    expect(verdictOf(data, 'en').is).toBe('out');
  });
});

describe('after a cut of ten minutes, a box that knows the time', () => {
  test('has proven one period before the cut, and all since', () => {
    const folder = dataFolder();
    const clock = untilNoon(folder);
    const later = createManualClock({ now: clock.now() + 10 * MINUTE, elapsed: 20_000 });
    const core = openCore(folder, later, { channels: [fridge()], bootId: 'second-start' });
    live(core, later, 13 * 60);
    core.close();
    const data = dayIn(folder);
    expect(timesIn(data)?.unproven).toBe(10 * MINUTE);
    expect(data.off).toEqual([{ from: expect.any(Number), to: later.now() - 13 * HOUR, reason: 'power-lost' }]);
  });
});

describe('after a cut of two days, a box that learns the time some minutes after its start', () => {
  /** Wakes in 1970, and is told the time after so many minutes; reads for three hours more. */
  const told = (minutes: number, { value = 4, wakes = 20_000 } = {}): { readonly folder: string; readonly woke: number } => {
    const folder = dataFolder();
    const woke = untilNoon(folder).now() + 2 * DAY;
    const clock = createManualClock({ now: wakes, elapsed: 20_000 });
    const core = openCore(folder, clock, { channels: [fridge()], bootId: 'second-start', clock: 'unsure' });
    live(core, clock, minutes, { value, trust: 'unsure' });
    clock.step(woke + minutes * MINUTE - clock.now());
    const sure: Fact = { kind: 'clock', at: clock.now(), clock: 'sure', step: 0, source: 'timesyncd' };
    core.commit(entryOf(clock, [], [sure]));
    live(core, clock, 180);
    core.close();
    return { folder, woke };
  };

  test('has proven all since its start: the steady clock tells when the first minutes were', () => {
    const { folder, woke } = told(20);
    const data = dayIn(folder, '2026-11-12');
    expect([woke, data.placedReadings, data.unsureReadings]).toEqual([MIDNIGHT + 2.5 * DAY, 20, 0]);
    expect(timesIn(data)?.in).toBe(200 * MINUTE);
    expect(data.channels[0]?.total.arrived).toBe(200);
    expect(titleNotes(data, 'en').join('\n')).toContain('20 readings were recorded before the box knew the time');
  });

  test('says for how long it was off, on each of the days', () => {
    const { folder, woke } = told(20);
    for (const date of ['2026-11-10', '2026-11-11', '2026-11-12'])
      expect(dayIn(folder, date).off).toEqual([{ from: MIDNIGHT + 12 * HOUR, to: woke, reason: 'power-lost' }]);
  });

  test('leaves nothing where its stamps were: that day has no more than what came before the cut', () => {
    const data = dayIn(told(20).folder);
    expect([data.placedReadings, data.unsureReadings]).toEqual([undefined, 0]);
    expect(timesIn(data)?.in).toBe(12 * HOUR);
  });

  test('does so backwards as well, where the clock was ahead', () => {
    const { folder } = told(20, { wakes: Date.UTC(2027, 0, 1) });
    expect(timesIn(dayIn(folder, '2026-11-12'))?.in).toBe(200 * MINUTE);
    expect(dayIn(folder, '2027-01-01').placedReadings).toBeUndefined();
  });

  test('puts what was beyond a limit to where it was', () => {
    const { folder } = told(20, { value: 15 });
    expect(timesIn(dayIn(folder))?.out).toBe(0);
    expect(timesIn(dayIn(folder, '2026-11-12'))?.out).toBe(20 * MINUTE);
  });

  test('places no more than a day: what was read longer before stays unproven', () => {
    const { folder } = told(30 * 60);
    const days = ['2026-11-12', '2026-11-13', '2026-11-14'].map((date) => dayIn(folder, date));
    const placed = days.reduce((sum, { placedReadings = 0 }) => sum + placedReadings, 0);
    expect([placed > 23 * 60, placed <= 24 * 60]).toEqual([true, true]);
    expect(timesIn(days[0] ?? dayIn(folder))?.in).toBeLessThanOrEqual(6 * HOUR);
  });
});

test('after two cuts in a row, what came between them stays nobody’s: the second start vouches for its own readings alone', () => {
  const folder = dataFolder();
  const woke = untilNoon(folder).now() + 2 * HOUR;
  const between = createManualClock({ now: 20_000, elapsed: 20_000 });
  const core = openCore(folder, between, { channels: [fridge()], bootId: 'second-start', clock: 'unsure' });
  live(core, between, 30, { trust: 'unsure' });
  leftUnclosed(core, folder);
  const clock = createManualClock({ now: 20_000, elapsed: 20_000 });
  const third = openCore(folder, clock, { channels: [fridge()], bootId: 'third-start', clock: 'unsure' });
  live(third, clock, 10, { trust: 'unsure' });
  clock.step(woke - clock.now());
  third.commit(entryOf(clock, [], [{ kind: 'clock', at: clock.now(), clock: 'sure', step: 0, source: 'timesyncd' }]));
  live(third, clock, 60);
  third.close();
  const data = dayIn(folder);
  expect([data.placedReadings, data.unsureReadings]).toEqual([10, 30]);
  expect(timesIn(data)?.in).toBe(12 * HOUR + 70 * MINUTE);
  expect(data.off).toMatchObject([{ lengthUnknown: true }, { to: woke - 10 * MINUTE }]);
});

test('a start of the machine that lasts two periods is a gap, though the wall clock shows no more', () => {
  const folder = dataFolder();
  const clock = untilNoon(folder);
  const later = createManualClock({ now: clock.now() + MINUTE, elapsed: 20_000 });
  const core = openCore(folder, later, { channels: [fridge()], bootId: 'second-start' });
  live(core, later, 13 * 60);
  core.close();
  expect(timesIn(dayIn(folder))?.unproven).toBe(MINUTE);
});
