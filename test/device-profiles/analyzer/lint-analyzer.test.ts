import { describe, expect, test } from 'vitest';
import { ANALYZER_LINT_RULES } from '../../../device-profiles/analyzer/lint-analyzer.ts';
import { parseAnalyzerProfile } from '../../../device-profiles/analyzer/parse-analyzer-profile.ts';
import type { Fault } from '../../../gateway/domain/edge-error.ts';

const TEXT = `id: meter
vendor: none
models: [x]
kind: meter
link: { protocol: text, recordEnd: { idle: 1000 } }
serial: { baud: 9600 }
format: { is: text, results: ['(?<value>.+)'] }
sources: [made up for this test]
confidence: low
verified: false
`;
const TAIYANG = TEXT.replace(/link.*/, 'link: { protocol: taiyang, recordBytes: 73 }').replace(
  /format.*/,
  'format: { is: taiyang, second: {} }',
);
const HTTP = TEXT.replace(
  /link.*/,
  'link: { protocol: http, path: /x, answers: { kept: { status: 200, body: "{{nobody}}" }, refused: { status: 400, body: "" }, failed: { status: 500, body: "" } } }',
).replace(/format.*/, 'format: { is: http, body: json, fields: { a: sample } }');

const faultsOf = (text: string): readonly Fault[] => {
  const parsed = parseAnalyzerProfile(text, 'en');
  return parsed.is === 'faulty' ? parsed.faults : [];
};

const CASES: readonly (readonly [rule: string, text: string, faults: readonly string[]])[] = [
  [
    'format-link',
    TEXT.replace(/format.*/, 'format: { is: csv, columns: { a: value } }'),
    ['7 format.is: Over the link “text” this format doesn’t travel.'],
  ],
  ['record-end-missing', TEXT.replace('{ idle: 1000 }', '{}'), ['5 link.recordEnd: Nothing says where a record ends.']],
  ['pattern-unreadable', TEXT.replace('.+', '[+'), ['7 format.results[0]: The pattern can’t be read at its sign 10.']],
  ['pattern-group', TEXT.replace('.+)', '.+)(?<smaple>x)'), ['7 format.results[0]: The group “smaple” means nothing.']],
  [
    'value-missing',
    TEXT.replace('value', 'sample'),
    ['7 format.results[0]: A result would have neither a value nor a conclusion.'],
  ],
  [
    'placeholder',
    HTTP,
    [
      '5 link.answers.kept: Nothing fills the place “nobody” of the answer.',
      '7 format.fields: A result would have neither a value nor a conclusion.',
    ],
  ],
  ['never-send-missing', TAIYANG, ['5 link: This link has commands that erase records, and the profile forbids none.']],
  ['serial-missing', TEXT.replace(/serial.*\n/, ''), ['5 link: An analyzer with a serial port lacks its factory settings.']],
];

describe('an analyzer’s profile', () => {
  test('that makes sense has no fault', () => expect(faultsOf(TEXT)).toEqual([]));

  test.each(CASES)('without sense is told: %s', (_, text, faults) =>
    expect(faultsOf(text).map(({ line, place, wrong }) => `${line} ${place}: ${wrong}`)).toEqual(faults),
  );

  test('has a case here for every rule', () => expect(CASES.map(([rule]) => rule)).toEqual([...ANALYZER_LINT_RULES]));

  test('tells of a key that was mistyped, and names the guide', () => {
    const [fault] = faultsOf(TEXT.replace('encoding', 'x').replace('verified:', 'verifed: true\nverified:'));
    expect(fault).toMatchObject({ line: 10, place: 'verifed', remedy: 'Did you mean “verified”?' });
    expect(faultsOf(TEXT.replace('kind: meter\n', ''))[0]?.remedy).toBe('Add it; docs/adding-an-analyzer.md explains every key.');
  });
});
