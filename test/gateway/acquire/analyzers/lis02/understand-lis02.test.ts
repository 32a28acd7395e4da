import { describe, expect, test } from 'vitest';
import { understandLis02 } from '../../../../../gateway/acquire/analyzers/lis02/understand-lis02.ts';
import type { SentResult, Understood } from '../../../../../gateway/domain/sent-result.ts';
import { type LisProfile, lisProfile } from '../read-profile.ts';

const understand = (records: readonly string[], profile: LisProfile = lisProfile()): Understood =>
  understandLis02(
    Buffer.from(`${records.join('\r')}\r`, profile.encoding === 'latin1' ? 'latin1' : 'utf8'),
    profile,
    profile.format,
  );

const single = (records: readonly string[], profile?: LisProfile): SentResult | undefined => {
  const { results, troubles } = understand(records, profile);
  expect(troubles).toEqual([]);
  expect(results).toHaveLength(1);
  return results[0];
};

const HEADER = 'H|\\^&|M-77||Reader^1|||||||P|LIS2-A2|20260302074500';
const FINAL = 'L|1|N';

/** A message with one result of these fields, R-4 first. */
const withResult = (fields: string, order = 'O|1|S-1||^^^OP'): readonly string[] => [
  HEADER,
  'P|1',
  order,
  `R|1|^^^OP|${fields}`,
  FINAL,
];

describe('LIS02 records', () => {
  test('give a result with all that was sent, as it was sent', () =>
    expect(understand(withResult('  48.5 |mg/kg|<0.5|H||F||Li^Wang||20260302074430|M-5'))).toEqual({
      results: [
        {
          sampleId: 'S-1',
          code: 'OP',
          value: '  48.5 ',
          unit: 'mg/kg',
          flag: 'H',
          status: 'F',
          measuredAt: '2026-03-02T07:44:30',
          details: { range: '<0.5', operator: 'Li^Wang', instrument: 'M-5', sender: 'Reader^1' },
        },
      ],
      troubles: [],
      messageId: 'M-77',
      sentAt: '2026-03-02T07:45:00',
    }));

  test.each(['>1500', '<=8.0000^1', '7,41', '---', '3+^3+^45', 'NOT DETECTED^', '^38.4', '< 0.01'])(
    'leave the value %s as it was sent',
    (value) => expect(single(withResult(value))?.value).toBe(value),
  );

  test('map a code to its item, and keep one that nobody mapped', () => {
    const profile = { ...lisProfile(), items: { OP: 'pesticide-inhibition' } };
    expect(single(withResult('48.5'), profile)?.item).toBe('pesticide-inhibition');
    expect(single(withResult('48.5'))).not.toHaveProperty('item');
  });

  test.each([
    ['^^^413', '413'],
    ['^^^^WBC^1', 'WBC'],
    ['^AST/ALT^^F', 'F'],
    ['^AST/ALT', 'AST/ALT'],
    ['ABO', 'ABO'],
    ['CREAS^Creatinine', 'Creatinine'],
  ])('of the test %s read the code %s', (test, code) =>
    expect(single([HEADER, 'P|1', 'O|1|S-1', `R|1|${test}|4`, FINAL])?.code).toBe(code),
  );

  test.each([
    ['O|1|S-1^a^b', 'S-1'],
    ['O|1||  5 ', '5'],
    ['O|1|   28987-S|9', '28987-S'],
    ['O|1|A1\\A2', 'A1'],
    ['O|1|""|5', '5'],
    ['O|1', ''],
  ])('of the order %s read the sample %j', (order, sample) => expect(single(withResult('4', order))?.sampleId).toBe(sample));

  test('take the sample’s id from wherever the profile says', () => {
    const profile = lisProfile({}, { sampleId: ['O.4.3', 'P.4'] });
    expect(single(withResult('4', 'O|1|S-1|^^   113^A'), profile)?.sampleId).toBe('113');
    expect(single([HEADER, 'P|1||T-27', 'O|1|S-1', 'R|1|^^^OP|4', FINAL], profile)?.sampleId).toBe('T-27');
  });
});

describe('delimiters', () => {
  test('are those that the header declares', () => {
    const records = [HEADER, 'P|1', 'O|1|S-1^x', 'R|1|^^^OP|48.5&F&2|mg', FINAL];
    const swapped = records.map((record) => record.replaceAll('|', '!').replaceAll('^', '|').replaceAll('!', '^'));
    expect(swapped[0]).toContain('H^\\|&');
    expect(single(swapped)).toMatchObject({ sampleId: 'S-1', code: 'OP', value: '48.5^2' });
    expect(single(['H|@^\\', 'P|1', 'O|1|S-1@S-2', 'R|1|^^^OP|a\\R\\b', FINAL])).toMatchObject({ sampleId: 'S-1', value: 'a@b' });
  });

  test.each(['H|\\\\^&', 'H|', 'H', 'H|\\', 'H|AAA', 'H|^^^^'])('of the header %j leave components readable', (header) =>
    expect(single([header, 'P|1', 'O|1|S-1^x', 'R|1|^^^OP|4', FINAL])).toMatchObject({ sampleId: 'S-1', code: 'OP' }),
  );

  test('undo escapes after the fields were parted, and leave foreign ones alone', () =>
    expect(single(withResult('a&F&b&S&c&R&d&E&e&X4142&&H&f&N&&Zq1&&nothing'))?.value).toBe('a|b^c\\d&eABf&Zq1&&nothing'));
});

describe('times', () => {
  const timed = (started: string, completed: string): string | undefined =>
    single(withResult(`4|%||||F|||${started}|${completed}`))?.measuredAt;

  test.each([
    ['20260302074430', '2026-03-02T07:44:30'],
    ['202603020744', '2026-03-02T07:44'],
    ['20260302074430+0800', '2026-03-02T07:44:30+08:00'],
  ])('%s is %s', (sent, read) => expect(timed('', sent)).toBe(read));

  test.each(['00000000000000', '', '20260302', '20260231074430', '20261302074430', '20260302250000', '18991230000000', 'today'])(
    '%j gives way to the next place',
    (sent) => {
      expect(timed('20260302074000', sent)).toBe('2026-03-02T07:40:00');
      expect(timed('', sent)).toBe('2026-03-02T07:45:00');
    },
  );

  test('that stand nowhere are absent, not made up', () =>
    expect(single(['H|\\^&', 'P|1', 'O|1|S-1', 'R|1|^^^OP|4', FINAL])).not.toHaveProperty('measuredAt'));
});

describe('a message', () => {
  test.each(['T', 'E', 'R', 't'])('that ends with code %s broke off, and makes no result', (code) =>
    expect(understand([...withResult('4').slice(0, -1), `L|1|${code}`])).toMatchObject({ results: [], troubles: ['aborted'] }),
  );

  test.each(['L|1|N', 'L|1', 'L', 'L|475|F|', 'l|1|n', 'L||'])('may end with %s', (final) =>
    expect(single([...withResult('4').slice(0, -1), final])?.value).toBe('4'),
  );

  test('keeps a status that says that there is no value', () =>
    expect(single(withResult('||||||X'.slice(1)))).toMatchObject({ value: '', status: 'X' }));

  test.each([
    ['an order of action Q', withResult('4', 'O|1|S-1||^^^OP|||||||Q')],
    ['a header of quality control', withResult('4').map((record) => record.replace('|P|LIS2', '|Q|LIS2'))],
    ['a header of training', withResult('4').map((record) => record.replace('|P|LIS2', '|T|LIS2'))],
  ])('with %s is no sample of goods', (_, records) => expect(single(records)?.role).toBe('quality-control'));

  test('says nothing of a role otherwise', () => expect(single(withResult('4'))).not.toHaveProperty('role'));

  test('without a header is read only where the profile lets it pass', () => {
    const records = withResult('4').slice(1);
    expect(understand(records)).toMatchObject({ results: [], troubles: ['wrong-shape'] });
    expect(understand(records, lisProfile({}, { tolerates: ['no-header'] }))).toMatchObject({
      results: [{ sampleId: 'S-1', value: '4' }],
      tolerated: ['no-header'],
    });
  });

  test('without its final record makes a result only by profile, and only of a known sample', () => {
    const profile = lisProfile({}, { tolerates: ['no-final-record'] });
    expect(understand(withResult('4').slice(0, -1))).toMatchObject({ results: [], troubles: ['incomplete'] });
    expect(understand(withResult('4').slice(0, -1), profile)).toMatchObject({ troubles: [], tolerated: ['no-final-record'] });
    expect(understand(withResult('4', 'O|1').slice(0, -1), profile)).toMatchObject({ results: [], troubles: ['incomplete'] });
  });

  test('whose result stands under no order can’t say whose it is', () =>
    expect(understand([HEADER, 'P|1', 'R|1|^^^OP|4', FINAL])).toMatchObject({ results: [], troubles: ['wrong-shape'] }));

  test('with a line that is no record shows its results and the trouble', () =>
    expect(understand([...withResult('4').slice(0, -1), 'what is this', FINAL])).toMatchObject({
      results: [{ value: '4' }],
      troubles: ['wrong-shape'],
    }));

  test('is read in the instrument’s encoding', () => {
    const profile = { ...lisProfile(), encoding: 'gb18030' as const };
    // 毒 is B6 BE; the second byte of 倈 (82 7C) looks like a field delimiter.
    const bytes = Buffer.concat([
      Buffer.from('H|\\^&\rP|1\rO|1|S-1\rR|1|^^^'),
      Buffer.from([0xb6, 0xbe, 0x82, 0x7c]),
      Buffer.from('|4|%\rL|1|N\r'),
    ]);
    expect(understandLis02(bytes, profile, profile.format).results).toMatchObject([{ code: '毒倈', value: '4', unit: '%' }]);
  });
});
