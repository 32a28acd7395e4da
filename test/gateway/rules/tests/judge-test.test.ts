import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TestToJudge } from '../../../../gateway/domain/verdict.ts';
import { createTestJudge } from '../../../../gateway/rules/tests/judge-test.ts';
import { SMALL, sent, verdictOf } from './judge-table.ts';

describe('a maximum of 0.02 mg/kg', () => {
  test.each<[value: string, unit: string, verdict: string]>([
    ['0.02', 'mg/kg', 'negative'], // equal passes
    ['0.020', 'mg/kg', 'negative'],
    ['0.0200000000000000000001', 'mg/kg', 'positive'], // a float would call these equal
    ['0,02', 'mg/kg', 'negative'],
    ['0,021', 'mg/kg', 'positive'],
    ['０．０３', 'ｍｇ／ｋｇ', 'positive'],
    ['20', 'µg/kg', 'negative'],
    ['20.1', 'ug/kg', 'positive'],
    ['20', 'μg/kg', 'negative'],
    ['0.02', 'µg/g', 'negative'],
    ['21', 'ng/g', 'positive'],
    ['0.02', '毫克/千克', 'negative'],
    ['21', '微克/公斤', 'positive'],
    ['0.00002', 'g/kg', 'negative'],
    ['0.000003', 'g/100 g', 'positive'],
    ['0.02 mg/kg', '', 'negative'],
    ['20.1µg/kg', 'ug/kg', 'positive'],
    ['0.02', 'PPM', 'negative'], // this item's data say what it means
    ['0', 'mg/kg', 'negative'],
    ['-0.00', 'mg/kg', 'negative'],
    ['<0.01', 'mg/kg', 'negative'],
    ['<0.02', 'mg/kg', 'negative'],
    ['≤0.02', 'mg/kg', 'negative'],
    ['< 0.05', 'mg/kg', 'out-of-range: beyond-method'],
    ['≤0.021', 'mg/kg', 'out-of-range: beyond-method'],
    ['>0.01', 'mg/kg', 'out-of-range: beyond-method'],
    ['≥0.02', 'mg/kg', 'out-of-range: beyond-method'],
    ['>0.02', 'mg/kg', 'positive'],
    ['＞1500', 'mg/kg', 'positive'],
    ['-0.01', 'mg/kg', 'out-of-range: beyond-method'],
    ['-999', 'mg/kg', 'out-of-range: beyond-method'],
    ['0.01', '', 'not-judged: other-unit'],
    ['0.01', '%', 'not-judged: other-unit'],
    ['0.01', 'mg/L', 'not-judged: other-unit'],
    ['0.01', 'ppb', 'not-judged: other-unit'],
    ['0.01', 'meq/kg', 'not-judged: other-unit'],
    ['0.01 mg/kg', 'µg/kg', 'not-judged: other-unit'],
    ...[
      '',
      ' ',
      '---',
      '-',
      'NULL',
      'N/A',
      '阴性',
      'NEGATIVE',
      '未检出',
      '合格',
      '1E-3',
      '0.01 H',
      '0.01-0.02',
      '1,500',
      '0.01^0',
      '5.',
      '①',
    ].map((text): [string, string, string] => [text, 'mg/kg', 'not-judged: no-value']),
  ])('%s %s: %s', (value, unit, verdict) => expect(verdictOf(sent('carbofuran', value, unit))).toBe(verdict));
});

describe('an inhibition', () => {
  test.each([
    ['49.99', 'negative'],
    ['50', 'positive'],
    ['50.0', 'positive'],
    ['50.00', 'positive'],
    ['30%', 'negative'],
    ['<50', 'negative'],
    ['≤50', 'out-of-range: beyond-method'],
    ['>45', 'out-of-range: beyond-method'],
    ['>=50', 'positive'],
    ['1010.95', 'positive'],
    ['-3', 'negative'],
    ['-20', 'negative'],
    ['-20.01', 'invalid: control-out-of-range'],
    ['<-20', 'invalid: control-out-of-range'],
    ['阴性', 'not-judged: no-value'],
  ])('of %s %% is %s', (value, verdict) => expect(verdictOf(sent('pesticide-inhibition', value, '%'))).toBe(verdict));

  test('is never held against the limit of one pesticide, nor that one’s value against the cut-off', () => {
    expect(verdictOf(sent('carbofuran', '12', '%'))).toBe('not-judged: other-unit');
    expect(verdictOf(sent('pesticide-inhibition', '0.01', 'mg/kg'))).toBe('not-judged: other-unit');
  });

  test.each([
    [{ change: '0.3' }, 'negative'],
    [{ change: '2.0' }, 'negative'],
    [{ change: '0.29' }, 'invalid: control-out-of-range'],
    [{ change: '2.01' }, 'invalid: control-out-of-range'],
    [{ change: '---' }, 'invalid: control-out-of-range'],
    [{ change: '<0.3' }, 'invalid: control-out-of-range'],
    [{}, 'negative'], // this meter doesn't send the figure
  ])('whose control shows %o is %s', (details, verdict) =>
    expect(verdictOf(sent('pesticide-inhibition', '10', '%', { control: { value: '', details } }))).toBe(verdict),
  );

  test.each(['10', '60'])('of %s %% is suspect where the goods disturb the enzyme', (value) => {
    expect(verdictOf(sent('pesticide-inhibition', value, '%', { goods: '韭菜' }))).toBe('suspect: interfering-goods');
    expect(verdictOf(sent('pesticide-inhibition', value, '%', { goods: 'Chives' }))).toBe('suspect: interfering-goods');
    expect(verdictOf(sent('pesticide-inhibition', value, '%', { goods: '沙葱', category: 'bulb' }))).toBe(
      'suspect: interfering-goods',
    );
  });

  test('of such goods counts where the run sheet says that whole leaves were extracted', () =>
    expect(verdictOf(sent('pesticide-inhibition', '10', '%', { goods: '韭菜', details: { extraction: 'whole-leaf' } }))).toBe(
      'negative',
    ));

  test('of such goods stays invalid where the run failed', () =>
    expect(verdictOf(sent('pesticide-inhibition', '-50', '%', { goods: '韭菜' }))).toBe('invalid: control-out-of-range'));

  test('of other goods in the same group is not doubted', () =>
    expect(verdictOf(sent('pesticide-inhibition', '10', '%', { goods: '大蒜' }))).toBe('negative'));
});

describe('a competitive strip', () => {
  const strip = (value: string, details?: Readonly<Record<string, string>>) =>
    verdictOf(sent('green-strip', value, '', details === undefined ? {} : { details }));

  test.each([
    [{ T: '1200', C: '1200' }, 'negative'],
    [{ T: '1200.5', C: '1200' }, 'negative'],
    [{ T: '1199.9', C: '1200' }, 'positive'],
    [{ T: '0', C: '1200' }, 'positive'],
    [{ T: '1200', C: '0' }, 'invalid: control-missing'],
    [{ T: '1200', C: '' }, 'invalid: control-missing'],
    [{ T: '1200', C: '---' }, 'invalid: control-missing'],
    [{ T: '1200', C: '-3' }, 'invalid: control-missing'],
    [{ T: '1200' }, 'invalid: control-missing'],
    [{ C: '1200' }, 'not-judged: no-value'],
    [{ T: '', C: '1200' }, 'not-judged: no-value'],
  ])('with %o is %s', (details, verdict) => expect(strip('', details)).toBe(verdict));

  test.each([
    ['阴性', 'negative'],
    ['not detected', 'negative'],
    ['阳性', 'positive'],
    ['＋', 'positive'],
    ['WEAKLY REACTIVE', 'suspect'],
    ['无效', 'invalid'],
    ['弱阴性', 'not-judged: no-value'],
    ['NEGATIVE?', 'not-judged: no-value'],
    ['-', 'not-judged: no-value'],
    ['', 'not-judged: no-value'],
  ])('that says “%s” is %s', (value, verdict) => expect(strip(value)).toBe(verdict));

  test('whose lines and words don’t agree is suspect', () => {
    expect(strip('阴性', { T: '1', C: '9' })).toBe('suspect');
    expect(strip('阳性', { T: '9', C: '1' })).toBe('suspect');
    expect(strip('无效', { T: '9', C: '1' })).toBe('invalid');
    expect(strip('阴性', { T: '9', C: '0' })).toBe('invalid: control-missing');
  });

  test.each([
    ['1.99', 'µg/kg', 'negative'],
    ['2', 'µg/kg', 'positive'], // the detection limit itself is detected
    ['0.002', 'mg/kg', 'positive'],
    ['<2', 'ng/g', 'negative'],
    ['<5', 'ng/g', 'out-of-range: beyond-method'],
    ['1', '', 'not-judged: other-unit'],
  ])('whose reader sends %s %s is %s', (value, unit, verdict) =>
    expect(verdictOf(sent('green-strip', value, unit))).toBe(verdict),
  );
});

test.each([
  [{ T: '0', C: '900' }, 'negative'],
  [{ T: '89', C: '900' }, 'negative'],
  [{ T: '90', C: '900' }, 'positive'],
  [{ T: '900', C: '0' }, 'invalid: control-missing'],
])('a sandwich strip that turns at a tenth, with %o, is %s', (details, verdict) =>
  expect(verdictOf(sent('allergen-strip', '', '', { details }))).toBe(verdict),
);

describe('a limit', () => {
  const at = (takenAt: string, goods = '茄子') => sent('aldicarb', '0.02', 'mg/kg', { takenAt: Date.parse(takenAt), goods });

  test('is the one that was in force when the sample was taken, in Beijing', () => {
    expect(verdictOf(at('2026-02-28T23:59:59+08:00'))).toBe('negative');
    expect(verdictOf(at('2026-03-01T00:00:00+08:00'))).toBe('positive');
  });

  test('of the group holds for goods that have none of their own', () => {
    expect(verdictOf(sent('carbofuran', '0.05', 'mg/kg', { goods: '大蒜' }))).toBe('positive');
    expect(verdictOf(sent('carbofuran', '0.05', 'mg/kg', { goods: '土豆' }))).toBe('negative');
  });

  test('of the group doesn’t take the place of one of their own that has ended', () => {
    expect(verdictOf(at('2026-02-01T00:00:00+08:00', '土豆'))).toBe('negative');
    expect(verdictOf(at('2026-03-01T00:00:00+08:00', '土豆'))).toBe('not-judged: no-limit');
  });

  test('stands beside the verdict as it was', () =>
    expect(createTestJudge(SMALL)(sent('carbofuran', '90', 'µg/kg', { goods: '土豆' }))).toEqual({
      verdict: 'negative',
      limit: {
        kind: 'maximum',
        positiveIf: '>',
        value: '100',
        unit: 'µg/kg',
        matrix: 'potato',
        document: 'GB 1-2020',
        edition: '2020',
        force: 'shall',
        verified: false,
      },
    }));
});

describe('what nobody can judge', () => {
  test.each<[string, Partial<TestToJudge>]>([
    ['not-judged: control', { role: 'control' }],
    ['not-judged: control', { role: 'blank' }],
    ['not-judged: control', { role: 'quality-control' }],
    ['not-judged: no-item', { item: 'lead' }],
    ['not-judged: no-limit', { goods: '沙葱' }],
    ['not-judged: no-limit', { goods: '韭菜花' }],
    ['not-judged: no-limit', { goods: '茄子', category: 'fish' }],
    ['not-judged: no-limit', { goods: '鱼' }],
    ['negative', { goods: '沙葱', category: '蔬菜' }],
    ['negative', { goods: '土豆', category: 'vegetable' }],
  ])('is %s with %o', (verdict, more) => expect(verdictOf(sent('carbofuran', '0.01', 'mg/kg', more))).toBe(verdict));

  test('is a result of no sample yet', () => {
    const { goods: _, takenAt: __, ...unknown } = sent('carbofuran', '0.01', 'mg/kg');
    expect(verdictOf(unknown)).toBe('not-judged: no-sample');
    expect(verdictOf({ ...unknown, goods: '茄子' })).toBe('not-judged: no-sample');
  });
});

test('nothing ever passes that isn’t a value of its kind', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.stringMatching(/^[<>=≤≥]{0,2}[-+ ]?[\d.,eE]{0,8}[ %a-zµ/]{0,6}$/),
    fc.constantFrom('', '---', 'NULL', 'nan', 'Infinity', '阴', '合格', 'PASS', 'OK'),
  );
  fc.assert(
    fc.property(
      fc.constantFrom('carbofuran', 'pesticide-inhibition', 'green-strip'),
      text,
      fc.constantFrom('mg/kg', '%', '', 'x'),
      (item, value, unit) => {
        const verdict = verdictOf(sent(item, value, unit));
        if (verdict !== 'negative') return;
        const whole = value.trim().toLowerCase();
        // Whatever passes is one plain number, or a word of the item's own list.
        expect(
          /^(<|<=|=|≤)?\s*-?(\d*[.,])?\d+\s*([%a-zµ/ ]*)$/.test(whole) || ['阴性', 'not detected'].includes(whole),
          value,
        ).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
