import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportedRecord } from '../../../gateway/app/reported-record.ts';
import type { ClockTrust } from '../../../gateway/domain/clock.ts';
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

test('a start of the machine that lasts two periods is a gap, though the wall clock shows no more', () => {
  const folder = dataFolder();
  const clock = untilNoon(folder);
  const later = createManualClock({ now: clock.now() + MINUTE, elapsed: 20_000 });
  const core = openCore(folder, later, { channels: [fridge()], bootId: 'second-start' });
  live(core, later, 13 * 60);
  core.close();
  expect(timesIn(dayIn(folder))?.unproven).toBe(MINUTE);
});
