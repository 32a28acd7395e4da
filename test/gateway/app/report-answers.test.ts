import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSite } from '../../../gateway/app/read-site.ts';
import { recordExtent } from '../../../gateway/app/record-extent.ts';
import { answerReports } from '../../../gateway/app/report-answers.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { writeCanteen, writeCanteenRecord } from '../../bench/load/canteen-month.ts';

const DAY = 86_400_000;
/** Midnight of Monday 2026-11-02 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 1, 16);
const BLANK = ['staff-health', 'purchase', 'storage', 'processing', 'disinfection', 'retention', 'premises', 'findings'];

/** A canteen whose record holds Monday and Tuesday, and that is asked on Wednesday. */
const openDesk = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-sign-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = writeCanteen(folder, 1);
  await writeCanteenRecord(config, MONDAY, 2);
  const site = await readSite(config, {}, 'en', false);
  const kept: Fact[] = [];
  const ask = answerReports(site, {
    clock: createManualClock({ now: MONDAY + 2 * DAY + 3_600_000, elapsed: 0 }),
    people: { now: () => [...site.people, { id: 'p-02', name: '李师傅', role: 'cook' }], refer: async (id) => `ref of ${id}` },
    know: async (facts) => {
      kept.push(...facts);
      return { first: 1, dropped: 0 };
    },
  });
  const signature = (more: object) => ({
    ask: 'report',
    do: 'sign',
    with: {
      period: 'day',
      date: '2026-11-03',
      hash: 'c'.repeat(64),
      upTo: { readings: 1, urgent: 1 },
      by: 'p-01',
      answers: Object.fromEntries(BLANK.map((key) => [key, '无'])),
      ...more,
    },
  });
  return { site, kept, ask: (more: object) => ask(signature(more)) };
};

test('the gateway holds a signature against its own record, clock and people, and says whose the hash is', async () => {
  const { site, kept, ask } = await openDesk();
  const { from, heads } = recordExtent(site);
  expect(from).toBe(MONDAY);
  for (const refused of [
    { date: '2026-11-04' },
    { date: '2026-11-01' },
    { by: 'p-02' },
    { answers: {} },
    { upTo: { readings: heads.readings[0] + 1, urgent: 1 } },
  ])
    await expect(ask(refused)).rejects.toMatchObject({ code: 'request-refused' });
  expect(kept).toEqual([]);

  await ask({ upTo: { readings: heads.readings[0], urgent: heads.urgent[0] } });
  expect(kept).toMatchObject([{ kind: 'report', step: 'signed', date: '2026-11-03', by: 'ref of p-01', hashBy: 'asker' }]);
});
