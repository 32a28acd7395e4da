import { describe, expect, test } from 'vitest';
import type { RetainedSampleFact } from '../../../gateway/domain/supervision-fact.ts';
import { checklistOf } from '../../../gateway/reports/checklist.ts';
import { draftOf } from '../../../gateway/reports/draft.ts';
import { loadChecklists } from '../../../gateway/reports/load-checklists.ts';
import { retentionOf, retentionWords } from '../../../gateway/reports/retention.ts';
import { signingOf } from '../../../gateway/reports/signing.ts';
import { fridge, reportOf } from './reported.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000;
/** Midnight of 2026-11-10 in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);

const sample: RetainedSampleFact = {
  kind: 'sample', at: MIDNIGHT + 12 * HOUR, purpose: 'retention', id: 's-1', dish: '红烧肉', meal: 'lunch', grams: 150, takenAt: MIDNIGHT + 11.5 * HOUR,
  by: 'p', cabinet: '留样柜', until: MIDNIGHT + 59.5 * HOUR,
}; // biome-ignore format: a list to read
const due = (['lunch', 'dinner'] as const).map((meal, place) => ({
  date: '2026-11-10',
  meal,
  dueAt: MIDNIGHT + (13 + 6 * place) * HOUR,
}));
const scope = { due, timezone: ZONE, recordFrom: MIDNIGHT, through: MIDNIGHT + 24 * HOUR };

test('a meal of which nothing was retained is missing once its sample was due, and while the record knew of it', () => {
  expect(retentionOf([sample], scope)?.missing).toEqual([{ date: '2026-11-10', meal: 'dinner' }]);
  expect(retentionOf([sample], { ...scope, through: MIDNIGHT + 14 * HOUR })?.missing).toEqual([]);
  expect(retentionOf([], { ...scope, recordFrom: MIDNIGHT + 14 * HOUR })?.missing).toEqual([
    { date: '2026-11-10', meal: 'dinner' },
  ]);
});

describe('the sentence about samples', () => {
  const words = (samples: readonly RetainedSampleFact[], changed: Partial<Parameters<typeof retentionOf>[1]> = {}) =>
    retentionWords({ retention: retentionOf(samples, { ...scope, leastGrams: 125, ...changed }) }, 'en');
  const lunch = { due: due.slice(0, 1) };

  test('says that every meal has one only where some were due', () => {
    expect(words([sample], lunch)).toBe('retained samples: 1; each meal that was due (1) has one');
    expect(words([], { ...lunch, through: MIDNIGHT + HOUR })).toBe('retained samples: 0; no meal was due');
    expect(words([sample], { due: undefined })).toBe('retained samples: 1');
    expect(words([sample])).toBe('retained samples: 1; of these meals none: 2026-11-10 dinner');
  });

  test('names what is too little, what went before its time and what was entered late', () => {
    const disposedAt = sample.at + 60_000;
    const gone = {
      ...sample,
      grams: 1,
      at: disposedAt,
      disposedAt,
      disposedBy: 'q',
      words: '冰箱坏',
      enteredAt: sample.takenAt + 28 * HOUR,
    };
    expect(words([gone], lunch)).toBe(
      'retained samples: 1; each meal that was due (1) has one; too little: 1; disposed of before their time: 1; entered late: 1',
    );
    expect(retentionOf([gone], { ...scope, leastGrams: 125 })?.samples).toMatchObject([
      { short: true, early: true, words: '冰箱坏', disposedBy: 'q', enteredLate: sample.takenAt + 28 * HOUR },
    ]);
    expect(words([{ ...sample, grams: 125, disposedAt: sample.until }], lunch)).toBe(words([sample], lunch));
  });
});

test('a sample whose time was corrected to another day counts on that day alone', () => {
  const earlier = { ...sample, at: MIDNIGHT + 13 * HOUR, of: 1, takenAt: sample.takenAt - 24 * HOUR };
  const recorded = { channels: [fridge()], readings: [], facts: [sample, earlier], began: MIDNIGHT - 48 * HOUR };
  const countOn = (date: string) => reportOf('day', date, ZONE, recorded).data.retention?.samples.length ?? 0;
  expect(['2026-11-09', '2026-11-10'].map(countOn)).toEqual([1, 0]);
});

test('a site without a plan and without samples keeps no book', () => {
  expect(retentionOf([], { ...scope, due: undefined })).toBeUndefined();
  expect(retentionWords({}, 'en')).toBe('');
});

test('the day’s report lists the samples, and the draft names them beside a line that stays the officer’s', () => {
  const disposed = { ...sample, at: MIDNIGHT + 60 * HOUR, of: 1, disposedAt: MIDNIGHT + 60 * HOUR };
  const recorded = { channels: [fridge()], readings: [], facts: [sample, disposed], began: MIDNIGHT };
  const { data, reports } = reportOf('day', '2026-11-10', ZONE, recorded);
  expect(data.retention?.samples).toMatchObject([{ dish: '红烧肉', grams: 150, disposedAt: MIDNIGHT + 60 * HOUR }]);
  const checklist = checklistOf(loadChecklists(), { kind: 'school-canteen' });
  const draft = checklist && draftOf(checklist, data, signingOf({ ...data, recordFrom: MIDNIGHT }, reports), 'zh-CN');
  expect(draft?.lines.find(({ key }) => key === 'retention')).toEqual({
    key: 'retention',
    words: expect.stringContaining('留样 1 份'),
  });
});
