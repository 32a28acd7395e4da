import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { type OperatingCalendar, operatingDay } from '../../../gateway/domain/operating-calendar.ts';
import type { ReportFact } from '../../../gateway/domain/supervision-fact.ts';
import { checklistOf } from '../../../gateway/reports/checklist.ts';
import { blankKeys, draftOf } from '../../../gateway/reports/draft.ts';
import { dueReports } from '../../../gateway/reports/due-reports.ts';
import { loadChecklists } from '../../../gateway/reports/load-checklists.ts';
import { signingOf } from '../../../gateway/reports/signing.ts';
import { fridge, reportOf, type Told } from './reported.ts';

const ZONE = 'Asia/Shanghai';
const DAY = 86_400_000;
/** Midnight of Monday 2026-11-09 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 8, 16);
const HASH = 'c'.repeat(64);

const lists = loadChecklists();
const canteen = checklistOf(lists, { kind: 'school-canteen', division: '210112003007' });

const calendar: OperatingCalendar = {
  timezone: ZONE,
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  closed: [{ from: '2026-11-11', to: '2026-11-11', name: '校运会', off: [] }],
  extra: [],
  running: [],
};

const minutes = (days: number, value: (minute: number) => number | undefined): readonly Told[] =>
  Array.from({ length: days * 1440 }, (_, minute): readonly Told[] => {
    const told = value(minute);
    return told === undefined ? [] : [[MONDAY + minute * 60_000, told]];
  }).flat();

const report = (kind: 'day' | 'week', readings: readonly Told[], facts: readonly Fact[] = []) => {
  const made = reportOf(kind, '2026-11-09', ZONE, { channels: [fridge()], readings, facts, began: MONDAY }, calendar);
  return { data: made.data, signing: signingOf({ ...made.data, recordFrom: made.recordFrom }, made.reports) };
};

const draftIn = (kind: 'day' | 'week', readings: readonly Told[], facts: readonly Fact[] = []) => {
  if (canteen === undefined) throw new Error('no checklist for a school canteen');
  const { data, signing } = report(kind, readings, facts);
  return draftOf(canteen, data, signing, 'zh-CN');
};

const fact = (step: ReportFact['step'], date: string, period: ReportFact['period'] = 'day'): ReportFact => ({
  kind: 'report', at: MONDAY + DAY, period, date, step, hash: HASH, upTo: { readings: 1, urgent: 1 },
  ...(step === 'signed' ? { by: 'p', answers: { findings: '无' } } : {}),
}); // biome-ignore format: a list to read

describe('the shipped checklists', () => {
  test('say that nobody has compared them with the text yet', () => {
    expect(lists.length).toBeGreaterThanOrEqual(2);
    for (const { source } of lists) expect(source.verified).toBe(false);
  });

  test('are chosen by the kind of site; a province’s own form comes before the common one', () => {
    expect(canteen?.id).toBe('cn-canteen');
    expect(checklistOf(lists, { kind: 'restaurant' })?.id).toBe('cn-catering');
    expect(checklistOf(lists, { kind: 'space-station' })).toBeUndefined();
    if (canteen === undefined) return;
    const shanxi = { ...canteen, id: 'cn-14-canteen', divisions: ['14'] };
    expect(checklistOf([...lists, shanxi], { kind: 'school-canteen', division: '140105' })?.id).toBe('cn-14-canteen');
    expect(checklistOf([...lists, shanxi], { kind: 'school-canteen', division: '210112' })?.id).toBe('cn-canteen');
  });
});

describe('a draft of the daily check', () => {
  test('fills the cold lines, and leaves what the box can’t see to the officer', () => {
    const draft = draftIn(
      'day',
      minutes(2, () => 4),
    );
    expect(draft.name).toBe('每日食品安全检查记录（日管控）');
    expect(draft.lines.find(({ key }) => key === 'cold-storage')?.filled?.is).toBe('in');
    expect(blankKeys(draft)).toContain('findings');
    expect(draft.lines.filter(({ key }) => key === 'findings')).toEqual([{ key: 'findings', words: expect.any(String) }]);
  });

  test('is never good over what nothing proves', () => {
    const draft = draftIn(
      'day',
      minutes(2, (minute) => (minute < 700 || minute > 720 ? 4 : undefined)),
    );
    expect(draft.lines[0]?.filled?.is).toBe('unproven');
  });

  test('does not call it good that no alarm came while nothing was watched', () => {
    const [, alarms] = draftIn(
      'day',
      minutes(1, (minute) => (minute < 700 ? 4 : undefined)),
    ).lines;
    expect(alarms?.filled).toEqual({ is: 'unproven', words: expect.stringContaining('并非全部时间均有证明') });
  });

  test('calls no probe in order that was never calibrated', () => {
    const line = (certificate?: string) => {
      const channels = [fridge(certificate === undefined ? {} : { certificate })];
      const readings = minutes(7, () => 4);
      const { data, reports, recordFrom } = reportOf('week', '2026-11-09', ZONE, { channels, readings, began: MONDAY }, calendar);
      if (canteen === undefined) throw new Error('no checklist for a school canteen');
      const draft = draftOf(canteen, data, signingOf({ ...data, recordFrom }, reports), 'zh-CN');
      return draft.lines.find(({ key }) => key === 'calibration')?.filled;
    };
    expect(line()).toEqual({ is: 'unproven', words: '无逾期；fridge-1/temperature 没有校准记录' });
    expect(line('CNAS-1')).toEqual({ is: 'in', words: '无' });
  });

  test('carries the answers once it is signed', () => {
    const draft = draftIn(
      'day',
      minutes(2, () => 4),
      [fact('signed', '2026-11-09')],
    );
    expect(draft.lines.find(({ key }) => key === 'findings')?.answer).toBe('无');
  });
});

describe('signatures', () => {
  const at = (day: number, hash = HASH): ReportFact => ({ ...fact('signed', '2026-11-09'), at: MONDAY + day * DAY, hash });
  const signed = (...facts: readonly ReportFact[]) =>
    report(
      'day',
      minutes(2, () => 4),
      facts,
    ).signing;

  test('are all listed, the late ones with how late; the last that counts stands in the lines', () => {
    const { signatures, signature } = signed(at(1), at(4.5, 'd'.repeat(64)));
    expect(signatures.map(({ daysLate, isEarly }) => [daysLate, isEarly])).toEqual([[0, false], [3, false]]); // biome-ignore format: a list
    expect(signature?.hash).toBe('d'.repeat(64));
  });

  test('made before the day was over are shown and count for nothing', () => {
    const { signatures, signature, signedDays, unsignedDays } = signed(at(0.5));
    expect(signatures).toMatchObject([{ isEarly: true, daysLate: 0 }]);
    expect([signature, signedDays, unsignedDays]).toEqual([null, [], ['2026-11-09']]);
  });
});

test('a week counts its unsigned days and names the closed ones', () => {
  const { signing } = report(
    'week',
    minutes(8, () => 4),
    [fact('drafted', '2026-11-10'), fact('signed', '2026-11-09')],
  );
  expect(signing.signedDays).toEqual(['2026-11-09']);
  expect(signing.unsignedDays).toEqual(['2026-11-10', '2026-11-12', '2026-11-13']);
  expect(signing.closedDays).toEqual([{ date: '2026-11-11', name: '校运会' }, { date: '2026-11-14' }, { date: '2026-11-15' }]);
});

describe('what is due', () => {
  const isOperating = ({ date }: { readonly date: string }) => operatingDay(calendar, date).is === 'operating';
  const scope = { timezone: ZONE, isOperating, recordFrom: MONDAY };

  test('is each operating day that is over, then its week, and nothing of before the record', () => {
    expect(dueReports({ ...scope, now: MONDAY + 1 }, [])).toEqual([]);
    expect(dueReports({ ...scope, now: MONDAY + DAY }, [])).toEqual([{ period: 'day', date: '2026-11-09' }]);
    expect(dueReports({ ...scope, now: MONDAY + 7 * DAY }, []).map(({ period, date }) => `${period} ${date}`)).toEqual([
      'day 2026-11-09', 'week 2026-11-09', 'day 2026-11-10', 'day 2026-11-12', 'day 2026-11-13',
    ]); // biome-ignore format: a list to read
  });

  test('is made up after an outage, oldest first and a few at once', () => {
    const due = dueReports({ ...scope, now: MONDAY + 40 * DAY }, [fact('drafted', '2026-11-09')]);
    expect(due).toHaveLength(8);
    expect(due.map(({ date }) => date)).toEqual([...due.map(({ date }) => date)].sort());
    expect(due).not.toContainEqual({ period: 'day', date: '2026-11-09' });
  });

  test('is made anew where it was made before its end, or at a moment that has not come: a clock ran ahead', () => {
    const due = (...made: readonly ReportFact[]) => dueReports({ ...scope, now: MONDAY + DAY }, made).map(({ date }) => date);
    expect(due({ ...fact('drafted', '2026-11-09'), at: MONDAY + DAY - 1 })).toEqual(['2026-11-09']);
    expect(due({ ...fact('drafted', '2026-11-09'), at: MONDAY + 900 * DAY })).toEqual(['2026-11-09']);
    expect(due({ ...fact('drafted', '2026-11-09'), at: MONDAY + DAY })).toEqual([]);
  });

  test('is made anew also when its own false stamp is past: what the record holds behind it shows that the clock ran ahead', () => {
    const ahead: ReportFact = { ...fact('drafted', '2026-11-13'), at: MONDAY + 5 * DAY + 600_000 };
    const made = reportOf('day', '2026-11-09', ZONE, {
      channels: [fridge()],
      readings: [],
      facts: [fact('drafted', '2026-11-09'), ahead, fact('drafted', '2026-11-10')].map((each, place) =>
        place === 2 ? { ...each, at: MONDAY + 2 * DAY } : each,
      ),
      began: MONDAY,
    });
    expect(made.reports.map(({ at }) => (at - MONDAY) / DAY).map(Math.floor)).toEqual([1, 5, 2]);
    const due = dueReports({ ...scope, now: MONDAY + 5 * DAY + 3_600_000 }, made.reportsAtTheLatest);
    expect(due.map(({ date }) => date)).toEqual(['2026-11-12', '2026-11-13']);
  });

  test('is nothing that was drafted or signed', () => {
    expect(dueReports({ ...scope, now: MONDAY + DAY }, [fact('drafted', '2026-11-09')])).toEqual([]);
    expect(dueReports({ ...scope, now: MONDAY + DAY }, [fact('signed', '2026-11-09')])).toEqual([]);
  });
});
