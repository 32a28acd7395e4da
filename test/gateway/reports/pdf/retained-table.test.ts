import { expect, test } from 'vitest';
import type { Language } from '../../../../gateway/domain/messages/message.ts';
import type { RetainedSampleFact } from '../../../../gateway/domain/supervision-fact.ts';
import { isReport } from '../../../../gateway/reports/is-report.ts';
import { reportPdf } from '../../../../gateway/reports/pdf/report-pdf.ts';
import { retainedCsv } from '../../../../gateway/reports/retained-csv.ts';
import { signingOf } from '../../../../gateway/reports/signing.ts';
import { fridge, reportOf } from '../reported.ts';
import { textOfPdf } from './pdf-text.ts';

const HOUR = 3_600_000;
/** Midnight of 2026-11-10, a Tuesday, in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);

const lunch = (number: number, changed: Partial<RetainedSampleFact> = {}): RetainedSampleFact => ({
  kind: 'sample', purpose: 'retention', at: MIDNIGHT + 12 * HOUR, id: `261110-L${number}`, dish: '红烧肉', meal: 'lunch', grams: 130,
  takenAt: MIDNIGHT + 12 * HOUR, by: 'p', cabinet: '留样柜', until: MIDNIGHT + 60 * HOUR, ...changed,
}); // biome-ignore format: a fact

const disposedAt = MIDNIGHT + 12 * HOUR + 60_000;
const bad = lunch(80, { dish: '米饭', grams: 1, enteredAt: MIDNIGHT + 40 * HOUR, disposedAt, disposedBy: 'q', words: '冰箱坏' });
const samples = [...Array.from({ length: 59 }, (_, place) => lunch(place + 1)), bad];

const { data, charts, reports, recordFrom } = reportOf('month', '2026-11-10', 'Asia/Shanghai', {
  channels: [fridge()],
  readings: [[MIDNIGHT + 24 * HOUR, 4]],
  facts: samples,
  began: MIDNIGHT - HOUR,
  about: { leastGrams: 125, dueMeals: [{ date: '2026-11-10', meal: 'lunch', dueAt: MIDNIGHT + 13 * HOUR }] },
});

const printed = async (language: Language): Promise<string> => {
  const nameOf = (person: string) => (person === 'p' ? '张老师' : undefined);
  const signing = signingOf({ ...data, recordFrom }, reports);
  const pdf = await reportPdf({ data, hash: 'd'.repeat(64), charts, nameOf, language, signing });
  return textOfPdf(pdf).replace(/\s/g, ''); // words of a cell may go on in the next line
};

test('the page lists the samples, the worst first, and counts those that it has no room for', async () => {
  const text = await printed('zh-CN');
  expect(text.slice(text.indexOf('食品留样'))).toMatch(
    /^食品留样.*?261110-L80米饭·午餐1g：不足11-1012:00张老师（11-1116:00补录）留样柜11-1212:0011-1012:01q，提前，冰箱坏261110-L1红烧肉/,
  );
  expect(text).toContain('另有20份');
  expect(text).toContain('留样60份，应留1餐次均有；重量不足1份；提前销毁1份；补录1份');
  expect(await printed('en')).toMatch(/1g:toolittle.*beforeitstime/);
});

test('a table for spreadsheets has all of them, with who threw one away and why', () => {
  const [head, ...rows] = retainedCsv(data);
  expect(rows).toHaveLength(60);
  expect(rows.at(-1)).toBe(
    '261110-L80,lunch,米饭,1,true,2026-11-10T04:00:00.000Z,p,2026-11-11T08:00:00.000Z,留样柜,2026-11-12T04:00:00.000Z,2026-11-10T04:01:00.000Z,q,true,冰箱坏',
  );
  expect(isReport(Buffer.from(`${head}\n`))).toBe(true);
});
