import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openEarlierJournals } from '../../../gateway/app/earlier-journals.ts';
import { reportedRecord } from '../../../gateway/app/reported-record.ts';
import { verifyCommand } from '../../../gateway/cli/verify-command.ts';
import { sealBlock } from '../../../gateway/domain/block.ts';
import { parseBlockLine } from '../../../gateway/domain/block-line.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { GENESIS, LANES, type Lane } from '../../../gateway/domain/lane.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import type { JournalCore } from '../../../gateway/journal/journal-core.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { JOURNAL_FILE } from '../../../gateway/journal/sqlite-file.ts';
import { type CollectedReport, collectReport } from '../../../gateway/reports/collect-report.ts';
import { completeness } from '../../../gateway/reports/completeness.ts';
import { titleNotes } from '../../../gateway/reports/pdf/title-notes.ts';
import { periodOf } from '../../../gateway/reports/report-period.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';
import { said } from '../cli/fake-terminal.ts';
import { dataFolder, entryOf, openCore } from '../journal/journal-folder.ts';
import { fridge } from '../reports/reported.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ZONE = 'Asia/Shanghai';
/** Midnight of 2026-11-10 in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);

const opened = (folder: string, clock: ManualClock): JournalCore => openCore(folder, clock, { channels: [fridge()] });

/** Reads the fridge each minute for so many hours, ten minutes in a commit. */
const live = (core: JournalCore, clock: ManualClock, hours: number, facts: readonly Fact[] = []): void => {
  let held: number[] = [];
  for (let minute = 0; minute < hours * 60; minute += 1) {
    held.push(clock.elapsed(), 0, 4 + (minute % 7) / 10, 0);
    if (minute % 10 === 9) {
      const entry = entryOf(clock, [], minute === 9 ? facts : []);
      core.commit({ ...entry, readings: Float64Array.from(held) });
      held = [];
    }
    clock.run(MINUTE);
    core.tick();
  }
  while (core.work());
};

const signed: Fact = {
  kind: 'report', at: MIDNIGHT, period: 'day', date: '2026-11-09', step: 'signed', hash: 'a'.repeat(64), upTo: { readings: 0, urgent: 0 }, by: 'p', answers: {},
}; // biome-ignore format: a list to read

const dayIn = (folder: string): CollectedReport => {
  const period = periodOf('day', '2026-11-10', ZONE);
  if (period === undefined) throw new Error('no day');
  const file = new RecordFile(join(folder, JOURNAL_FILE));
  const earlier = openEarlierJournals(folder, 'no3-canteen', file);
  try {
    const about = { site: { gateway: 'no3-canteen', name: 'Test' }, calendar: undefined };
    return collectReport(period, reportedRecord(file, earlier.journals), about, 0);
  } finally {
    earlier.close();
    file.close();
  }
};

const totalOf = ({ data }: CollectedReport) => {
  const total = data.channels[0]?.total;
  if (total === undefined) throw new Error('no channel');
  return total;
};

/** A day's report, what of its readings is named as gone, and how many they are. */
const readWith = (folder: string) => {
  const report = dayIn(folder);
  const lost = (report.data.lost ?? []).filter(({ lane }) => lane === 'readings');
  const numbers = new Set<number>();
  for (const { reason } of lost) {
    const [, first, last] = /^(?:damaged|unproven):(\d+)\.\.(\d+)$/.exec(reason) ?? [];
    for (let number = Number(first); number <= Number(last); number += 1) numbers.add(number);
  }
  const gone = numbers.size;
  return { report, lost, gone, total: totalOf(report) };
};

const notesOf = ({ data }: CollectedReport): string => titleNotes(data, 'en').join('\n');

/** Twelve hours in one journal, and twelve in the one that took its place, as when an old card was put back. */
const succeeded = (): string => {
  const folder = dataFolder();
  const clock = createManualClock({ now: MIDNIGHT, elapsed: 0 });
  const core = opened(folder, clock);
  live(core, clock, 12, [signed]);
  core.succeed('restored');
  live(core, clock, 12);
  core.close();
  return folder;
};

/** Puts other values into every block of a journal that was set aside, hash and chain made anew, as the readable blocks of a damaged file. */
const forged = (folder: string, lanes: readonly Lane[]): void => {
  const [name = ''] = readdirSync(folder).filter((each) => /^journal-restored-.*\.db$/.test(each));
  const file = new RecordFile(join(folder, name));
  const lines = LANES.flatMap((lane) => {
    let prev = GENESIS;
    return [...file.lines(lane, 1)].map((line) => {
      if (!lanes.includes(lane)) return line;
      const parsed = parseBlockLine(line, sha256);
      if (parsed.is !== 'block') throw new Error('no block');
      const { block } = parsed;
      const changed =
        block.lane === 'urgent' ? block : { ...block, readings: block.readings.map(([ms, place]) => [ms, place, 3.3] as const) };
      const sealed = sealBlock({ ...changed, prev }, sha256);
      prev = sealed.hash;
      return sealed.line;
    });
  });
  file.close();
  for (const each of readdirSync(folder).filter((each) => each.startsWith('journal-restored-'))) rmSync(join(folder, each));
  writeFileSync(join(folder, 'journal-damaged-20261110T040000Z.db'), '');
  writeFileSync(join(folder, 'journal-damaged-20261110T040000Z.blocks.gz'), gzipSync(`${lines.join('\n')}\n`));
};

/** Noise over the middle of a file. */
const overwritten = (path: string): void => {
  const bytes = readFileSync(path);
  bytes.fill('noise', Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 4096);
  writeFileSync(path, bytes);
};

describe('a record that goes on in another journal', () => {
  test('is one day: the earlier journal is read as well, with its signatures, and is named', () => {
    const folder = succeeded();
    const report = dayIn(folder);
    const total = totalOf(report);
    expect([total.arrived, completeness(total)]).toEqual([1440, 100]);
    expect(total.times.unproven).toBe(0);
    expect(report.recordFrom).toBe(MIDNIGHT);
    expect(report.reports).toContainEqual(signed);
    expect(report.data.record.earlier).toMatchObject([{ reason: 'restored', isRead: true, until: MIDNIGHT + 12 * HOUR }]);
    expect(notesOf(report)).toContain('it was read for this report');
  });

  test('says which stretch is not in the report where the earlier file is gone, and takes it for unproven', () => {
    const folder = succeeded();
    for (const name of readdirSync(folder).filter((each) => each.startsWith('journal-'))) rmSync(join(folder, name));
    const report = dayIn(folder);
    const total = totalOf(report);
    expect([total.expected, total.arrived, completeness(total)]).toEqual([1440, 720, 50]);
    expect(total.times.unproven).toBe(12 * HOUR);
    expect(report.data.record.earlier).toMatchObject([{ isRead: false, until: MIDNIGHT + 12 * HOUR }]);
    expect(notesOf(report)).toMatch(/^Until 2026-11-10 12:00 .* NOT in this report/m);
  });

  test('reads a chain of them, oldest first', () => {
    const folder = dataFolder();
    const clock = createManualClock({ now: MIDNIGHT, elapsed: 0 });
    const core = opened(folder, clock);
    live(core, clock, 8);
    core.succeed('restored');
    live(core, clock, 8);
    core.succeed('cloned');
    live(core, clock, 8);
    core.close();
    const report = dayIn(folder);
    expect(totalOf(report).arrived).toBe(1440);
    expect(report.data.record.earlier?.map(({ reason }) => reason)).toEqual(['restored', 'cloned']);
    expect(totalOf(report).longest).toBeNull();
  });

  test('reads what was carried over of a damaged file; what is gone is counted and told', () => {
    const folder = dataFolder();
    const clock = createManualClock({ now: MIDNIGHT, elapsed: 0 });
    const first = opened(folder, clock);
    live(first, clock, 12, [signed]);
    first.close();
    overwritten(join(folder, JOURNAL_FILE));
    const second = opened(folder, clock);
    live(second, clock, 12);
    second.close();
    expect(readdirSync(folder).filter((name) => name.endsWith('.blocks.gz'))).toHaveLength(1);

    const { report, gone, total } = readWith(folder);
    const { arrived, times } = total;
    expect(gone).toBeGreaterThan(0);
    expect(arrived + gone).toBe(1440);
    // A hole of a reading or two is none: what came before it proves that time as well.
    expect(times.unproven).toBeGreaterThan((gone / 2) * MINUTE);
    expect(times.in + times.unproven).toBe(24 * HOUR);
    expect(report.data.record.earlier).toMatchObject([{ reason: 'damaged', isRead: true }]);
    expect(notesOf(report)).toMatch(/Of the record itself is gone: .*readings \d+\.\.(\d+|\?) \(damaged\)/);
  });

  test('that was set aside and then damaged part-way is read around the damage; what is gone is named and unproven', () => {
    const folder = succeeded();
    const [name = ''] = readdirSync(folder).filter((each) => /^journal-restored-.*\.db$/.test(each));
    overwritten(join(folder, name));
    const { total, lost, gone } = readWith(folder);
    expect(total.arrived).toBeGreaterThan(720); // of both journals
    expect(total.arrived).toBeLessThan(1440);
    expect(gone).toBe(1440 - total.arrived);
    expect(total.times.unproven).toBeGreaterThan(0);
    expect(total.times.in + total.times.unproven).toBe(24 * HOUR);
    for (const { from, to } of lost) expect([from >= MIDNIGHT, to <= MIDNIGHT + 12 * HOUR]).toEqual([true, true]);
  });

  test('of which the end of the carried blocks is gone as well is read up to there', () => {
    const folder = dataFolder();
    const clock = createManualClock({ now: MIDNIGHT, elapsed: 0 });
    const first = opened(folder, clock);
    live(first, clock, 12);
    first.close();
    overwritten(join(folder, JOURNAL_FILE));
    const second = opened(folder, clock);
    live(second, clock, 12);
    second.close();
    const before = readWith(folder);
    const [name = ''] = readdirSync(folder).filter((each) => each.endsWith('.blocks.gz'));
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, name), bytes.subarray(0, bytes.length - 9));
    const { total, report, gone } = readWith(folder);
    expect(report.data.record.earlier).toMatchObject([{ reason: 'damaged', isRead: true }]);
    expect(total.arrived).toBeLessThan(before.total.arrived);
    expect(gone).toBe(1440 - total.arrived);
    expect(total.times.unproven).toBeGreaterThan(before.total.times.unproven);
  });

  test('of which no carried block can be unpacked counts as one that lies elsewhere', () => {
    const folder = dataFolder();
    const clock = createManualClock({ now: MIDNIGHT, elapsed: 0 });
    const first = opened(folder, clock);
    live(first, clock, 2);
    first.close();
    overwritten(join(folder, JOURNAL_FILE));
    const second = opened(folder, clock);
    live(second, clock, 1);
    second.close();
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.blocks.gz'))) {
      const bytes = readFileSync(join(folder, name));
      writeFileSync(join(folder, name), bytes.subarray(0, 40));
    }
    expect(dayIn(folder).data.record.earlier).toMatchObject([{ reason: 'damaged', isRead: false }]);
  });

  test.each([{ lanes: ['readings'] }, { lanes: ['urgent', 'readings'] }] as const)(
    'whose $lanes were written anew, with hashes and chain, is no proof: its successor names other heads',
    async ({ lanes }) => {
      const folder = succeeded();
      const config = join(folder, 'larder.yaml');
      writeFileSync(
        config,
        'gateway: { id: no3-canteen, timezone: Asia/Shanghai }\ndata: .\nlines: [{ id: kitchen, tcp: "127.0.0.1:1" }]\ndevices: [{ id: fridge-1, line: kitchen, unit: 1, profile: xy-md02 }]\n',
      );
      expect(await said(verifyCommand, ['-c', config])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/readings 1\.\.720: as/),
      });

      forged(folder, lanes);
      const { report, total } = readWith(folder);
      expect([total.arrived, total.times.in, total.times.unproven]).toEqual([720, 12 * HOUR, 12 * HOUR]);
      expect(report.data.lost).toContainEqual(expect.objectContaining({ lane: 'readings', reason: 'unproven:1..720' }));
      expect(notesOf(report)).toMatch(/Nothing vouches for these blocks/);
      const verified = await said(verifyCommand, ['-c', config]);
      expect(verified).toMatchObject({ code: 1, out: expect.stringMatching(/readings 1\.\.720: NOT PROVEN/) });
    },
  );

  test('without a journal before it says nothing of one', () => {
    const folder = dataFolder();
    const clock = createManualClock({ now: MIDNIGHT, elapsed: 0 });
    const core = opened(folder, clock);
    live(core, clock, 1);
    core.close();
    expect(dayIn(folder).data.record).not.toHaveProperty('earlier');
  });
});
