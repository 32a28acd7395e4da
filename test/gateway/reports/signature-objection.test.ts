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

test('the cook does not sign; whoever has the role that the sheet names does', () => {
  const cook = { id: 'p-01', role: 'cook' };
  expect(objection({}, { person: cook })).toContain('food safety officer (officer)');
  expect(objection({}, { person: { id: 'p-01' } })).toContain('may not sign');
  expect(objection({}, { person: undefined })).toContain('Nobody');
  expect(objection({}, { checklist: undefined })).toContain('no checklist');
});

test.each([
  ['day', 'officer', true],
  ['day', 'director', false],
  ['day', 'principal', false],
  ['week', 'director', true],
  ['week', 'officer', true],
  ['week', 'manager', false],
  ['month', 'principal', true],
  ['month', 'director', false],
  ['month', 'officer', false],
] as const)('the sheet of a %s is signed by the role %s: %s', (period, role, isTaken) => {
  const blanks = (checklist?.[period].lines ?? []).filter(({ from }) => from === undefined).map(({ key }) => [key, 'none']);
  const sheet = { period, date: period === 'month' ? '2026-11-01' : '2026-11-09', answers: Object.fromEntries(blanks) };
  const words = objection(sheet, { now: MONDAY + 60 * DAY, person: { id: 'p-01', role } });
  if (isTaken) expect(words).toBeUndefined();
  else expect(words).toContain('may not sign');
});

test('a list of the site’s own names the roles of its own', () => {
  if (checklist === undefined) throw new Error('no checklist');
  const own = { ...checklist, day: { ...checklist.day, signedBy: ['night-warden'] } };
  expect(objection({}, { checklist: own, person: { id: 'p-01', role: 'night-warden' } })).toBeUndefined();
  expect(objection({}, { checklist: own })).toContain('night-warden');
});

test('a line that is left out or unknown is named, whoever asks over the socket', () => {
  const { findings: _left, ...rest } = answers;
  expect(objection({ answers: rest })).toContain('findings: Findings');
  expect(objection({ answers: { ...answers, alarms: 'none' } })).toContain('“alarms”');
});
