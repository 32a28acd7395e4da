import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { loadPlatforms } from '../../../../cloud-bridge/relay/platforms/load-platforms.ts';
import { parsePlatform } from '../../../../cloud-bridge/relay/platforms/parse-platform.ts';
import { EdgeError } from '../../../../gateway/domain/edge-error.ts';
import { temporaryFolder } from './temporary-folder.ts';

const text = await readFile('cloud-bridge/relay/platforms/guangxi-example.yaml', 'utf8');
const suzhou = await readFile('cloud-bridge/relay/platforms/suzhou-example.yaml', 'utf8');
const lineOf = (whole: string, part: string): number => whole.slice(0, whole.indexOf(part)).split('\n').length;

const faultsOf = (changed: string) => {
  const parsed = parsePlatform(changed, 'en');
  return parsed.is === 'faulty' ? parsed.faults : [];
};

describe('an interface with faults', () => {
  test('is told all of them at once, each with its line', () => {
    const broken = text
      .replace('protocol: json', 'protocol: jsno')
      .replace('zone: "+08:00"', 'zone: CST')
      .replace('batch: 20', 'batch: 20\n  bath: 3')
      .replace('{ field: recordId }', '{ field: recordId, constant: x }');
    expect(faultsOf(broken).map(({ line, place }) => [place, line])).toEqual([
      ['zone', lineOf(broken, 'zone: CST')],
      ['upload.protocol', lineOf(broken, 'protocol: jsno')],
      ['upload.bath', lineOf(broken, 'bath: 3')],
      ['upload.body.result.records.sysCode', lineOf(broken, 'sysCode:')],
    ]);
  });

  test('that is no YAML is told so', () => expect(faultsOf('id: [')[0]).toMatchObject({ line: 1 }));
  test('nested without end is refused', () => expect(faultsOf(`id: ${'{a: '.repeat(60)}1${'}'.repeat(60)}`)).toHaveLength(1));
  test('can’t fill the memory by aliases', () => expect(faultsOf('a: &a [1]\nb: *a')).toHaveLength(1));

  test.each([
    ['an unknown setting', text, '{ setting: station }', '{ setting: statoin }', 'There is no setting'],
    ['an unknown dictionary', text, 'dictionary: items', 'dictionary: itms', 'There is no dictionary'],
    ['a moment without its form', text, ', time: "YYYY-MM-DD hh:mm:ss"', '', 'A moment needs a form'],
    ['a login word of another recipe', text, 'login: password-md5', 'login: token', 'gives no “token”'],
    ['a verdict without its word', text, 'negative: 合格, ', '', 'no word for the verdict “negative”'],
    ['a field outside the list', text, 'result:', 'checker: { field: tester }\n    result:', 'outside the list'],
    ['no id, though the answer speaks of it', text, '{ field: recordId }', '{ field: test }', 'by an id that is never sent'],
    ['a correction that names nothing', text, 'corrections: none', 'corrections: new-record', 'name it nowhere'],
    ['a correction that is already there', text, 'corrections: none', 'corrections: same-record', 'doesn’t take a correction'],
    ['no place for its errors', text, '    error: [message]\n', '', 'no place where an error stands'],
    ['a list without its element', suzhou, '      each: QuickCheckData\n', '', 'needs an element'],
    ['a record in its check-in', suzhou, 'userName: { login: username }', 'userName: { field: tester }', 'about no record'],
    [
      'a repeat told as a re-inspection',
      suzhou,
      'field: inspection, words: { initial: "0" }',
      'field: repetition, words: { first: "0", repeat: "1" }',
      'told as a re-inspection',
    ],
    ['an operation that is not named', suzhou, / {2}soap: \{ operation: UploadQuickCheck.*\n/, '', 'belong together'],
  ])('in sense, with %s, is told so', (_, whole, from, to, words) => {
    const [fault] = faultsOf(whole.replace(from, to));
    expect(fault?.wrong).toContain(words);
    expect(fault?.line).toBeGreaterThan(1);
    expect(fault?.remedy).not.toBe('');
  });

  test('is refused with its file, among all files', async () => {
    const { folder, write } = await temporaryFolder();
    await write('one.yaml', text);
    await write('two.yaml', 'id: two');
    const refused: unknown = await loadPlatforms(folder, 'zh-CN').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EdgeError);
    expect(refused).toMatchObject({ code: 'platform-invalid' });
    const files = refused instanceof EdgeError ? new Set(refused.faults.map(({ file }) => file)) : new Set();
    expect(files).toEqual(new Set([`${folder}/one.yaml`, `${folder}/two.yaml`]));
  });
});
