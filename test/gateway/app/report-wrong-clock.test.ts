import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reportedRecord } from '../../../gateway/app/reported-record.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { JOURNAL_FILE } from '../../../gateway/journal/sqlite-file.ts';
import { collectReport } from '../../../gateway/reports/collect-report.ts';
import { readingsOf } from '../../../gateway/reports/recorded-readings.ts';
import type { Figures, ReportData } from '../../../gateway/reports/report-data.ts';
import { type PeriodKind, periodOf } from '../../../gateway/reports/report-period.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { dataFolder, entryOf, openCore } from '../journal/journal-folder.ts';
import { fridge } from '../reports/reported.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Midnight of Monday 2026-11-02 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 1, 16);

/** Ten fridges, so that a day fills several rows of the record's file. */
const channels = Array.from({ length: 10 }, (_, place) => fridge({ id: `fridge-${place + 1}/temperature` }));

/** A week's record from Monday on: at noon of Tuesday the clock jumps ahead, for so many minutes, and comes back. */
const recorded = (jump: number, ahead: number): RecordFile => {
  const folder = dataFolder();
  const clock = createManualClock({ now: MONDAY, elapsed: MINUTE });
  const core = openCore(folder, clock, { channels, keep: { commit: 2000, seal: 10 * MINUTE, readings: 730 * DAY, bytes: 4e9 } });
  const live = (minutes: number): void => {
    for (let minute = 0; minute < minutes; minute += 10) {
      const held = Array.from({ length: 10 }, () => {
        clock.run(MINUTE);
        return channels.flatMap((_, place) => [clock.elapsed(), place, 4, 0]);
      });
      core.commit({ ...entryOf(clock, []), readings: Float64Array.from(held.flat()) });
      core.tick();
      while (core.work());
    }
  };
  live(36 * 60);
  clock.step(jump);
  live(ahead);
  clock.step(-jump);
  live(4 * 24 * 60);
  core.close();
  return new RecordFile(join(folder, JOURNAL_FILE));
};

const reportIn = (file: RecordFile, kind: PeriodKind, date: string, settled = 0): ReportData => {
  const period = periodOf(kind, date, 'Asia/Shanghai');
  if (period === undefined) throw new Error('no period');
  const about = { site: { gateway: 'no3-canteen', name: 'Test' }, calendar: undefined };
  return collectReport(period, reportedRecord(file, []), about, settled).data;
};

const totalIn = ({ channels: [channel] }: ReportData): Figures => {
  if (channel === undefined) throw new Error('no channel');
  return channel.total;
};

describe.each([
  ['ten minutes in 2030', Date.UTC(2030, 0, 1) - MONDAY, 10],
  ['nine hours in 2030', Date.UTC(2030, 0, 1) - MONDAY, 9 * 60],
  ['ten minutes two days ahead', 2 * DAY, 10],
])('a clock that was for %s', (_name, jump, ahead) => {
  const file = recorded(jump, ahead);
  const lost = ahead * MINUTE;

  test('takes no more than those from its day', () => {
    const { times } = totalIn(reportIn(file, 'day', '2026-11-03'));
    expect(times).toEqual({ in: DAY - lost, out: 0, unproven: lost, switchedOff: 0 });
  });

  test('takes nothing from the days behind it', () => {
    const { times, arrived } = totalIn(reportIn(file, 'day', '2026-11-04'));
    expect([times, arrived]).toEqual([{ in: DAY, out: 0, unproven: 0, switchedOff: 0 }, 1440]);
  });

  test('takes no more from its week, which goes on until the record ends', () => {
    const { channels: all, through } = reportIn(file, 'week', '2026-11-03');
    expect(through).toBe(MONDAY + 5.5 * DAY + lost);
    expect(all[0]?.total.times.unproven).toBeLessThanOrEqual(lost + MINUTE);
  });

  test('hides no readings from whoever else asks for a stretch of time', () => {
    const span = { from: MONDAY + 3 * DAY, to: MONDAY + 4 * DAY - 1, channels: new Set(['fridge-3/temperature']) };
    const times = new Set([...readingsOf(reportedRecord(file, []), span)].map(({ time }) => time));
    expect(times.size).toBe(1440);
  });
});
