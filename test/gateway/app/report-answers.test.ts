import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { makeReport } from '../../../gateway/app/make-report.ts';
import { readSite } from '../../../gateway/app/read-site.ts';
import { recordExtent } from '../../../gateway/app/record-extent.ts';
import { remadeReport } from '../../../gateway/app/remade-report.ts';
import { answerReports } from '../../../gateway/app/report-answers.ts';
import type { Site } from '../../../gateway/config/site.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { JOURNAL_FILE } from '../../../gateway/journal/sqlite-file.ts';
import { periodOf } from '../../../gateway/reports/report-period.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { writeCanteen, writeCanteenRecord } from '../../bench/load/canteen-month.ts';

const DAY = 86_400_000;
/** Midnight of Monday 2026-11-02 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 1, 16);
const BLANK = ['staff-health', 'purchase', 'storage', 'processing', 'disinfection', 'retention', 'premises', 'findings'];

const urgentBlock = z.looseObject({ t0: z.number(), last: z.number(), head: z.tuple([z.number(), z.string()]) });

/** A canteen whose record holds Monday and Tuesday, and that is asked on Wednesday. */
const openDesk = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-sign-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = writeCanteen(folder, 1);
  await writeCanteenRecord(config, MONDAY, 2);
  const site = await readSite(config, {}, 'en', false);
  const kept: Fact[] = [];
  const child = { fails: false };
  const ask = answerReports(site, {
    clock: createManualClock({ now: MONDAY + 2 * DAY + 3_600_000, elapsed: 0 }),
    people: { now: () => [...site.people, { id: 'p-02', name: '李师傅', role: 'cook' }], refer: async (id) => `ref of ${id}` },
    ending: new AbortController().signal,
    remake: async (_config, asked) => {
      if (child.fails) throw new Error('the disk is on fire');
      return remadeReport(site, asked);
    },
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
  return { site, kept, child, ask: (more: object) => ask(signature(more)) };
};

const TUESDAY = '2026-11-03';

/** What a page of Tuesday holds that anyone makes now. */
const pageOf = ({ site }: { readonly site: Site }) => {
  const period = periodOf('day', TUESDAY, 'Asia/Shanghai');
  if (period === undefined) throw new Error('no day');
  const { hash, data } = makeReport(site, period, { now: MONDAY + 2 * DAY + 3_600_000 });
  return { hash, upTo: { readings: data.record.heads.readings[0], urgent: data.record.heads.urgent[0] } };
};

test('a record is not reported under another gateway’s name', async () => {
  const { site } = await openDesk();
  const period = periodOf('day', TUESDAY, 'Asia/Shanghai');
  if (period === undefined) throw new Error('no day');
  const renamed = { ...site, gateway: { ...site.gateway, id: 'no9-canteen' } };
  expect(() => makeReport(renamed, period, { now: MONDAY + 2 * DAY })).toThrow(
    expect.objectContaining({ code: 'record-foreign', message: expect.stringContaining('no9-canteen') }),
  );
});

test('the gateway makes what is to be signed again: a page that it did not make is refused', async () => {
  const desk = await openDesk();
  const page = pageOf(desk);
  await expect(desk.ask({ ...page, hash: 'c'.repeat(64) })).rejects.toThrow(page.hash);
  // Wednesday’s figures under Tuesday’s name are other data as well.
  await expect(desk.ask({ ...page, date: '2026-11-02' })).rejects.toMatchObject({ code: 'request-refused' });
  expect(desk.kept).toEqual([]);
  await desk.ask(page);
  expect(desk.kept).toMatchObject([{ step: 'signed', hash: page.hash, hashBy: 'gateway', role: 'officer' }]);
});

test('nobody signs a page that leaves out a part of its own day, though the box made it', async () => {
  const desk = await openDesk();
  const { site } = desk;
  const file = new RecordFile(join(site.dataFolder, JOURNAL_FILE));
  const within = ({ t0 }: z.infer<typeof urgentBlock>): boolean => t0 > MONDAY && t0 < MONDAY + DAY;
  const block = [...file.lines('urgent', 1)].map((line) => urgentBlock.parse(JSON.parse(line))).find(within);
  file.close();
  const period = periodOf('day', TUESDAY, 'Asia/Shanghai');
  if (block === undefined || period === undefined) throw new Error('no such block');
  const upTo = { readings: block.head[0], urgent: block.last };
  const { hash } = makeReport(site, period, { now: period.to, upTo, through: period.to });
  await expect(desk.ask({ upTo, hash })).rejects.toThrow(/holds more of this period|之后还有内容/);
  expect(desk.kept).toEqual([]);
});

test('what can’t be made again is not signed, and says why', async () => {
  const desk = await openDesk();
  desk.child.fails = true;
  await expect(desk.ask(pageOf(desk))).rejects.toThrow(/2026-11-03.*the disk is on fire/);
  expect(desk.kept).toEqual([]);
});

test('the gateway holds a signature against its own record, clock and people', async () => {
  const desk = await openDesk();
  const { site, kept, ask } = desk;
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

  await ask(pageOf(desk));
  expect(kept).toMatchObject([{ kind: 'report', step: 'signed', date: '2026-11-03', by: 'ref of p-01' }]);
});
