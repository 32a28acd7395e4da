import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { heldSignatures } from '../../../gateway/app/held-signatures.ts';
import { makeReport } from '../../../gateway/app/make-report.ts';
import { readSite } from '../../../gateway/app/read-site.ts';
import type { Site } from '../../../gateway/config/site.ts';
import { instantOf, type UtcMillis } from '../../../gateway/domain/clock.ts';
import type { AlarmFact, Fact } from '../../../gateway/domain/fact.ts';
import type { ReportFact } from '../../../gateway/domain/supervision-fact.ts';
import { periodOf } from '../../../gateway/reports/report-period.ts';
import type { Standing } from '../../../gateway/reports/signed-changes.ts';
import { standingWords } from '../../../gateway/reports/standing-words.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { openCanteenCore, writeCanteen, writeCanteenRecord } from '../../bench/load/canteen-month.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Midnight of Monday 2026-11-02 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 1, 16);
const WEDNESDAY = MONDAY + 2 * DAY;
const TUESDAY = periodOf('day', '2026-11-03', 'Asia/Shanghai');

/** An alarm of Tuesday, 10:00. */
const alarm = (at: UtcMillis): AlarmFact => ({
  kind: 'alarm', at, id: 'a1', channel: 'cabinet-1/temperature', rule: 'cn.fridge', cause: 'high', level: 'legal', active: false,
  acknowledged: false, confirmed: false, latched: false, shelved: false, suppressed: false, outOfService: false, value: 9, limit: 8,
  since: MONDAY + DAY + 9 * HOUR, raisedAt: MONDAY + DAY + 10 * HOUR, clearedAt: MONDAY + DAY + 11 * HOUR,
}); // biome-ignore format: a list to read

/** A canteen whose record holds Monday and Tuesday, and in which more happens on Wednesday. */
const openCanteen = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-held-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = writeCanteen(folder, 1);
  await writeCanteenRecord(config, MONDAY, 2);
  const site = await readSite(config, {}, 'en', false);
  let now = WEDNESDAY + HOUR;
  /** Notes facts as of an hour later, in a run of its own with a checkpoint at its end. */
  const note = (factsAt: (at: UtcMillis) => readonly Fact[]): void => {
    now += HOUR;
    const clock = createManualClock({ now, elapsed: now - MONDAY });
    const core = openCanteenCore(site, clock);
    core.commit({ at: instantOf(clock), clock: 'sure', readings: new Float64Array(), facts: factsAt(now), states: [] });
    core.close();
  };
  note((at) => [alarm(at)]);
  return { site, note };
};

const reportOf = (site: Site) => {
  if (TUESDAY === undefined) throw new Error('no day');
  return makeReport(site, TUESDAY, { now: WEDNESDAY + DAY });
};

/** A signature under Tuesday as it is printed now. */
const signatureOf = (site: Site, at: UtcMillis, more: Partial<ReportFact> = {}): ReportFact => {
  const { hash, data } = reportOf(site);
  const { readings, urgent } = data.record.heads;
  const upTo = { readings: readings[0], urgent: urgent[0] };
  return {
    kind: 'report', at, period: 'day', date: '2026-11-03', step: 'signed', hash, upTo, by: 'ref', answers: {}, ...more,
  }; // biome-ignore format: a list to read
};

const standingIn = (site: Site): Standing | undefined => heldSignatures(site, reportOf(site)).signature?.standing;

const page = { period: 'day', date: '2026-11-03', to: WEDNESDAY, timezone: 'Asia/Shanghai' } as const;
const wordsOf = (standing: Standing | undefined, language: 'en' | 'zh-CN') =>
  standingWords({ upTo: { readings: 5, urgent: 7 }, ...(standing === undefined ? {} : { standing }) }, page, language);

test('a page that was signed is the page that is printed right afterwards, although the signature moved the record on', async () => {
  const { site, note } = await openCanteen();
  const signed = signatureOf(site, WEDNESDAY + 3 * HOUR);
  note(() => [signed]);
  expect(reportOf(site).hash).not.toBe(signed.hash);
  const standing = standingIn(site);
  expect(standing).toEqual({ is: 'matches' });
  expect(wordsOf(standing, 'en')).toMatch(/^What was signed is this page/);
  expect(wordsOf(standing, 'zh-CN')).toMatch(/^签字内容与本页一致/);
});

test('what was entered for the day after its signature is named, and the signed page comes again', async () => {
  const { site, note } = await openCanteen();
  const signed = signatureOf(site, WEDNESDAY + 3 * HOUR);
  note(() => [signed]);
  note((at) => [{ kind: 'act', at, by: 'ref', does: 'confirm', on: 'a1', action: 'door closed', goods: 'kept' }]);
  const standing = standingIn(site);
  expect(standing).toMatchObject({ is: 'changed', changes: [{ what: 'alarm', of: 'cabinet-1/temperature', how: 'changed' }] });
  expect(wordsOf(standing, 'en')).toMatch(
    /^Since the signature this changed: alarm of cabinet-1\/temperature at .*10:00: .*corrective action entered/,
  );
  expect(wordsOf(standing, 'zh-CN')).toMatch(/^签字之后有变化：.*10:00.*报警.*补记处置/);
  expect(wordsOf(standing, 'en')).toContain(`--up-to 5:7:${WEDNESDAY}`);
});

test('a hash to which nothing in the record comes is no proof, nor is one from where the record never ended', async () => {
  const { site, note } = await openCanteen();
  note((at) => [signatureOf(site, at, { hash: 'c'.repeat(64) })]);
  expect(standingIn(site)).toEqual({ is: 'not-made-again' });
  note((at) => [signatureOf(site, at, { upTo: { readings: 1, urgent: 1 } })]);
  expect(standingIn(site)).toEqual({ is: 'not-made-again' });
  expect(wordsOf(standingIn(site), 'en')).toMatch(/^What was signed is not this page/);
});

test('a signature before the end of the day is held against nothing', async () => {
  const { site, note } = await openCanteen();
  note(() => [signatureOf(site, WEDNESDAY - HOUR)]);
  const { signatures, signature } = heldSignatures(site, reportOf(site));
  expect([signatures[0]?.standing, signature]).toEqual([undefined, null]);
});
