import { describe, expect, test } from 'vitest';
import { loadAlarmHandling } from '../../../../gateway/cases/alarms/load-alarm-handling.ts';
import type { Fact } from '../../../../gateway/domain/fact.ts';
import type { Language } from '../../../../gateway/domain/messages/message.ts';
import { checklistOf } from '../../../../gateway/reports/checklist.ts';
import { draftOf } from '../../../../gateway/reports/draft.ts';
import { loadChecklists } from '../../../../gateway/reports/load-checklists.ts';
import { chartedCabinets } from '../../../../gateway/reports/pdf/charted-cabinets.ts';
import { reportPdf } from '../../../../gateway/reports/pdf/report-pdf.ts';
import { signingOf } from '../../../../gateway/reports/signing.ts';
import { fridge, reportOf, type Told } from '../reported.ts';
import { textOfPdf } from './pdf-text.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Midnight of 2026-11-10, a Tuesday, in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 9, 16);
const HASH = 'd'.repeat(64);

const air = fridge({ door: 'doors/input_1', probe: 'SN-0417', offset: -0.2, certificate: 'CNAS-118' });
const product = fridge({ id: 'fridge-1/product' });
const { rule: _judged, ...contact } = fridge({ id: 'doors/input_1', device: 'doors', unit: 'none' });

/** The air rises for 40 minutes and isn't known for an hour; the product stays as it is; the door is open for two minutes. */
const readings: readonly Told[] = Array.from({ length: 1441 }, (_, minute): readonly Told[] => {
  const at = MIDNIGHT + minute * MINUTE;
  const value = minute >= 600 && minute < 640 ? 12.9 : 4;
  return [
    ...(minute >= 900 && minute < 960 ? [] : [[at, value, 'good', 0] as const]),
    [at, 4.5, 'good', 1],
    [at, minute === 598 || minute === 599 ? 1 : 0, 'good', 2],
  ];
}).flat();

const about = { channel: air.id, rule: 'test.fridge', cause: 'high', level: 'legal' } as const;
const flags = { latched: false, shelved: false, suppressed: false, outOfService: false } as const;
const facts: readonly Fact[] = [
  { kind: 'alarm', at: MIDNIGHT + 10.5 * HOUR, id: 'a', ...about, ...flags, active: true, acknowledged: false, confirmed: false, raisedAt: MIDNIGHT + 10.5 * HOUR, since: MIDNIGHT + 10 * HOUR, value: 12.9, limit: 8 },
  { kind: 'act', at: MIDNIGHT + 10.6 * HOUR, by: 'p', does: 'acknowledge', on: 'a', way: 'sms' },
  { kind: 'act', at: MIDNIGHT + 11 * HOUR, by: 'p', does: 'confirm', on: 'a', action: '关好柜门', goods: 'moved', words: '移入2号柜𠮷' },
  { kind: 'alarm', at: MIDNIGHT + 11 * HOUR, id: 'a', ...about, ...flags, active: false, acknowledged: true, confirmed: true, raisedAt: MIDNIGHT + 10.5 * HOUR, since: MIDNIGHT + 10 * HOUR, clearedAt: MIDNIGHT + 10.7 * HOUR, value: 12.9, limit: 8 },
  { kind: 'state', at: MIDNIGHT + 4 * HOUR, on: air.id, state: 'defrost', active: true },
  { kind: 'state', at: MIDNIGHT + 4 * HOUR + 20 * MINUTE, on: air.id, state: 'defrost', active: false },
  { kind: 'calibration', at: MIDNIGHT - HOUR, channel: air.id, probe: 'SN-0417', points: [{ reference: 0, read: 0.2 }], offset: -0.2, certificate: 'CNAS-118', due: '2026-11-01', by: 'p' },
  { kind: 'checkpoint', at: MIDNIGHT + 23 * HOUR, heads: { readings: [7, 'e'.repeat(64)], urgent: [3, 'f'.repeat(64)] }, key: 'a key', sig: 'a signature' },
]; // biome-ignore format: a list to read

const made = reportOf('day', '2026-11-10', 'Asia/Shanghai', {
  channels: [air, product, contact],
  readings,
  facts,
  began: MIDNIGHT - HOUR,
});

const alarmFact: Fact = { kind: 'alarm', at: MIDNIGHT + 10.5 * HOUR, id: 'a', ...about, ...flags, active: true, acknowledged: false, confirmed: false, raisedAt: MIDNIGHT + 10.5 * HOUR, since: MIDNIGHT + 10 * HOUR, value: 12.9, limit: 8 }; // biome-ignore format: a list to read

/** A signature so many hours after the day began. */
const signed = (hours: number, answers: Readonly<Record<string, string>>): Fact => ({
  kind: 'report', at: MIDNIGHT + hours * HOUR, period: 'day', date: '2026-11-10', step: 'signed', hash: HASH, upTo: { readings: 1, urgent: 1 }, by: 'p', answers,
}); // biome-ignore format: a list to read

const printed = async (language: Language, report = made): Promise<string> => {
  const { data, charts } = report;
  const signing = signingOf({ ...data, recordFrom: report.recordFrom }, report.reports);
  const checklist = checklistOf(loadChecklists(), { kind: 'school-canteen' });
  const draft = checklist && draftOf(checklist, data, signing, language);
  const nameOf = (person: string) => (person === 'p' ? '张老师' : undefined);
  const { actions: known } = await loadAlarmHandling();
  const actions = Object.fromEntries(Object.entries(known).map(([name, words]) => [name, words[language]]));
  return textOfPdf(await reportPdf({ data, hash: HASH, charts, nameOf, language, signing, draft, actions }));
};

describe('the page that an inspector takes away', () => {
  test('says of each cabinet all that the record knows', async () => {
    const text = (await printed('zh-CN')).replace(/\s/g, ''); // words of a cell may go on in the next line
    for (const words of [
      '温度监测日记录', // what it is
      '4.0', '12.9', '4.3', // lowest, highest, mean
      '22 小时 20 分', '40 分钟', '60 分钟', // proven within, beyond, unproven
      '最长超限 40 分钟，始于 11-10 10:00，峰值 12.9 °C',
      '缺口 1 处（60 分钟，11-10 15:00–11-10 16:00）', '无缺口',
      '95.8 %', // completeness
      '11-10 10:36 张老师', // seen
      '关好柜门，食品转移，移入2号柜[U+20BB7]，张老师', // corrected
      '开门 1 次（2 分钟）', '除霜 1 次（20 分钟）',
      '探头 SN-0417 · 校准已过期：−0.2 °C，CNAS-118，有效至 2026-11-01', '校准：无记录',
      '签名检查点 2026-11-10 23:00（读数 7，紧急 3）',
      `数据 SHA-256 ${HASH}`,
      '每日食品安全检查记录（日管控）', '未签字。',
    ])
      expect(text).toContain(words.replaceAll(' ', ''));
  }); // biome-ignore format: a list to read

  test('says so in English, too', async () => {
    const text = (await printed('en')).replaceAll('\n', ' ');
    for (const words of [
      'proven beyond',
      'unproven',
      'longest beyond: 40 min from 11-10 10:00, peak 12.9 °C',
      'OVERDUE',
      'door: 1 ×',
    ])
      expect(text).toContain(words);
    expect(text).toContain('[U+…] is the Unicode number of a character that it lacks.');
  });
});

test('what was done and why something is gone stand in the reader’s language, not by their names', async () => {
  const lost = (what: string, reason: string): Fact => ({
    kind: 'gap', at: MIDNIGHT + 12 * HOUR, what, from: MIDNIGHT + 11 * HOUR, to: MIDNIGHT + 12 * HOUR, reason,
  }); // biome-ignore format: a fact
  const report = reportOf('day', '2026-11-10', 'Asia/Shanghai', {
    channels: [air],
    readings,
    facts: [
      alarmFact,
      { kind: 'act', at: MIDNIGHT + 11 * HOUR, by: 'p', does: 'confirm', on: 'a', action: 'cabinet-taken-out-of-use' },
      lost('readings', 'no-room'), lost('urgent', 'damaged:12..unknown'), lost('readings', 'storage-full:40'), lost('readings', 'moths'),
    ],
    began: MIDNIGHT - HOUR,
  }); // biome-ignore format: a list to read
  const text = (await printed('zh-CN', report)).replace(/\s/g, '');
  for (const words of ['已停用该柜', '读数（存储空间不足）', '事项12..?（损坏）', '读数40（存储已满）', '读数moths'])
    expect(text).toContain(words);
  expect(text).not.toMatch(/taken-out|no-room|damaged|storage-full/);
  const english = (await printed('en', report)).replace(/\s/g, '');
  for (const words of ['cabinettakenoutofuse', 'readings(noroom)', 'facts12..?(damaged)']) expect(english).toContain(words);
});

describe('what a person said', () => {
  const sentences = Array.from({ length: 12 }, (_, n) => `第${n + 1}条：操作间地面有积水，已由值班人员清理干净并复查。`);
  const facts: readonly Fact[] = [
    alarmFact,
    { kind: 'act', at: MIDNIGHT + 11 * HOUR, by: 'p', does: 'confirm', on: 'a', action: '关好柜门', words: sentences.join('') },
    signed(25, { findings: sentences.join('\n'), premises: '无' }),
    signed(24 + 3.5 * 24, { findings: '无', premises: '无' }),
  ];
  const report = reportOf('day', '2026-11-10', 'Asia/Shanghai', { channels: [air], readings, facts, began: MIDNIGHT - HOUR });

  test('is printed whole: of a correction, of an answer, and of a signature that another one followed', async () => {
    const text = (await printed('zh-CN', report)).replace(/\s/g, '');
    // With the excursion, with its alarm, and in the first signature; one of them may go on behind the head of another page.
    for (const sentence of sentences) expect(text.split(sentence).length).toBeGreaterThanOrEqual(3);
    expect(text.match(/张老师于2026-11-1[14]/g)).toEqual(['张老师于2026-11-11', '张老师于2026-11-14']);
    expect(text).toContain('迟签3天');
  });

  test('goes on over as many pages as it needs', async () => {
    const long = Array.from({ length: 240 }, (_, n) => `${n}`).join('\n');
    const answered = reportOf('day', '2026-11-10', 'Asia/Shanghai', {
      channels: [air],
      readings,
      facts: [signed(25, { findings: long })],
      began: MIDNIGHT - HOUR,
    });
    const lines = (await printed('en', answered)).split('\n');
    for (const line of long.split('\n')) expect(lines).toContain(line);
  });
});

describe('the table of excursions', () => {
  const excursion = (id: string, hours: number, more: object = {}): Fact => ({
    kind: 'excursion', at: MIDNIGHT + (hours + 1) * HOUR, id, channel: air.id, cabinet: air.cabinet, rule: 'test.fridge', side: 'high', level: 'legal',
    limit: 8, from: MIDNIGHT + hours * HOUR, to: MIDNIGHT + (hours + 0.7) * HOUR, peak: 12.9, peakAt: MIDNIGHT + hours * HOUR, beyond: 40 * MINUTE,
    unproven: 2 * MINUTE, area: 196.04, doors: 2, defrosts: 1, alarms: ['a'], goods: 'moved', camera: 'cam-7', ...more,
  }) as Fact; // biome-ignore format: a fact to read
  const reported = (facts: readonly Fact[]) =>
    reportOf('day', '2026-11-10', 'Asia/Shanghai', { channels: [air], readings, facts, began: MIDNIGHT - HOUR });
  const wide = { level: 'operational', limit: 6, from: MIDNIGHT + 9.9 * HOUR, beyond: 46 * MINUTE, area: 290.3 };

  test('says of each when, how far, how long beyond each limit, what went on, and what was done', async () => {
    const report = reported([...facts, excursion('law', 10), excursion('wide', 10, wide)]);
    const text = (await printed('zh-CN', report)).replace(/\s/g, '');
    for (const words of [
      '11-10 09:54', '11-10 10:42', '12.9 °C',
      '法定限值（> 8 °C）：40 分钟，196 °C·min', '管理限值（> 6 °C）：46 分钟，290.3 °C·min', '其间未证明：2 分钟',
      '开门 2 次', '除霜 1 次', '11-10 10:36 张老师确认', '视频：cam-7',
    ])
      expect(text).toContain(words.replaceAll(' ', ''));
    const english = (await printed('en', report)).replaceAll('\n', ' ');
    for (const words of ['legal limit (> 8 °C): 40 min, 196 °C·min', 'door 2 ×', 'seen by 张老师', 'camera: cam-7'])
      expect(english).toContain(words);
  }); // biome-ignore format: a list to read

  test('is bounded on the page, and says where the rest is', async () => {
    const many = Array.from({ length: 14 }, (_, n) => excursion(`n${n}`, n, { alarms: [] }));
    const text = (await printed('en', reported(many))).replaceAll('\n', ' ');
    expect(text.match(/196 °C·min/g)).toHaveLength(10);
    expect(text).toContain('4 more, less severe: larder report day --date 2026-11-10 --format csv --what excursions');
  });

  test('says that there was none', async () => {
    expect(await printed('en', reported([]))).toContain('None that raised an alarm or lasted five minutes.');
  });
});

describe('a cabinet with two probes', () => {
  test('has one chart, on which the lines differ without colour', () => {
    const charted = chartedCabinets(made.data, made.charts);
    expect(charted.map(({ cabinet }) => cabinet.name)).toEqual(['1号冷藏柜']);
    const [panel] = charted[0]?.panels ?? [];
    expect(panel?.map(({ channel }) => channel.id)).toEqual([air.id, product.id]);
    expect(new Set(panel?.map(({ dashes }) => String(dashes))).size).toBe(2);
  });

  test('shows its door and its defrosts below', () => {
    const [cabinet] = chartedCabinets(made.data, made.charts);
    expect(cabinet?.doors).toHaveLength(1);
    const opened = cabinet?.doors[0]?.open.shares.flatMap((share, point) => (share > 0 ? [point] : []));
    expect(opened).toEqual([199]); // minutes 598 and 599 lie in the three minutes of point 199
    const defrosted = cabinet?.defrosts?.shares.reduce((sum, share) => sum + share, 0);
    expect(defrosted).toBeCloseTo(20 / 3);
  });
});
