import { expect, test } from 'vitest';
import { checklistOf } from '../../../gateway/reports/checklist.ts';
import { loadChecklists } from '../../../gateway/reports/load-checklists.ts';
import { type AskedSignature, objectionTo, type SigningGrounds } from '../../../gateway/reports/signature-objection.ts';

const DAY = 86_400_000;
/** Midnight of Monday 2026-11-09 in Shanghai. */
const MONDAY = Date.UTC(2026, 10, 8, 16);

const checklist = checklistOf(loadChecklists(), { kind: 'school-canteen' });
const blank = (checklist?.day.lines ?? []).filter(({ from }) => from === undefined).map(({ key }) => key);
const answers = Object.fromEntries(blank.map((key) => [key, 'none']));

const asked: AskedSignature = { period: 'day', date: '2026-11-09', upTo: { readings: 100, urgent: 10 }, by: 'p-01', answers };
const grounds: SigningGrounds = {
  now: MONDAY + DAY,
  timezone: 'Asia/Shanghai',
  record: { from: MONDAY + DAY / 2, heads: { readings: [100, 'a'.repeat(64)], urgent: [10, 'b'.repeat(64)] } },
  checklist,
  officer: undefined,
  person: { id: 'p-01', role: 'officer' },
};

const objection = (more: Partial<AskedSignature>, under: Partial<SigningGrounds> = {}): string | undefined =>
  objectionTo({ ...asked, ...more }, { ...grounds, ...under }, 'en');

test('an officer signs a day that is over, with every blank line answered', () => {
  expect(blank.length).toBeGreaterThan(0);
  expect(objection({})).toBeUndefined();
});

test('nobody signs a day that goes on, or one that has not come', () => {
  expect(objection({}, { now: MONDAY + DAY - 1 })).toContain('goes on until 2026-11-10 00:00');
  expect(objection({ date: '2027-01-16' })).toContain('goes on until 2027-01-17 00:00');
});

test('nobody signs what the record never saw', () => {
  expect(objection({ date: '2026-11-08' })).toContain('it began later');
  expect(objection({ upTo: { readings: 101, urgent: 10 } })).toBe('The record has no readings 101: it ends at 100.');
});

test('a week is signed as the week that begins on its Monday', () => {
  expect(objection({ period: 'week', date: '2026-11-11' }, { now: MONDAY + 9 * DAY })).toBe('No week begins on 2026-11-11.');
});

test('the cook does not sign; whoever the checklist or the site names does', () => {
  const cook = { id: 'p-01', role: 'cook' };
  expect(objection({}, { person: cook })).toContain('officer, director');
  expect(objection({}, { person: { id: 'p-01' } })).toContain('may not sign');
  expect(objection({}, { person: { ...cook, role: 'director' } })).toBeUndefined();
  expect(objection({}, { person: cook, officer: 'p-01' })).toBeUndefined();
  expect(objection({}, { person: undefined })).toContain('Nobody');
  expect(objection({}, { checklist: undefined })).toContain('no checklist');
});

test('a line that is left out or unknown is named, whoever asks over the socket', () => {
  const { findings: _left, ...rest } = answers;
  expect(objection({ answers: rest })).toContain('findings: Findings');
  expect(objection({ answers: { ...answers, alarms: 'none' } })).toContain('“alarms”');
});
