import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BodyTree } from '../../../../cloud-bridge/relay/platforms/body-template.ts';
import { encodeCall } from '../../../../cloud-bridge/relay/platforms/encode-call.ts';
import { type Filling, fillBody, heldBack } from '../../../../cloud-bridge/relay/platforms/fill-body.ts';
import { loginWords } from '../../../../cloud-bridge/relay/platforms/login-words.ts';
import type { PlatformCall } from '../../../../cloud-bridge/relay/platforms/platform-interface.ts';
import { recordValues } from '../../../../cloud-bridge/relay/platforms/platform-record.ts';
import { readXml } from '../../../../cloud-bridge/relay/platforms/read-xml.ts';
import { sampleFact, testFact } from './platform-site.ts';

const filling: Filling = {
  zone: '+08:00',
  settings: {},
  dictionaries: { items: { 'pesticide-inhibition': 'NC' } },
  login: {},
  letters: 'lower',
};
const valuesOf = (name: string) =>
  recordValues(testFact('t0', { value: name }), { sample: sampleFact('s', { name }) }, { gateway: 'g', recordId: '0' });
const body = { one: { field: 'sampleName' }, list: { each: 'row', records: { name: { field: 'sampleName' } } } } as const;
const sent = (protocol: PlatformCall['protocol'], name: string, method: PlatformCall['method'] = 'POST') => {
  const call: PlatformCall = {
    method,
    path: '/x',
    protocol,
    body,
    soap: { operation: 'Op', namespace: 'urn:x', action: 'urn:x/Op' },
  };
  return encodeCall(call, fillBody(body, [valuesOf(name)], filling));
};
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Names as stalls write them: GB 18030 in one, two and four bytes, and whatever breaks a format. */
const name = fc
  .array(
    fc.constantFrom(
      '菠',
      '菜',
      '㐀',
      '𠮷',
      '𪚥',
      '<',
      '>',
      '&',
      '"',
      "'",
      '\\',
      '=',
      '+',
      '%',
      ' ',
      ']]>',
      '</row>',
      '","',
      '\n',
      '\u2028',
      'é',
    ),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((signs) => signs.join(''));

describe('a name that goes to a platform', () => {
  test.each([
    [
      'JSON',
      (text: string) => JSON.parse(textOf(sent('json', text).body)),
      (text: string) => ({ one: text, list: [{ name: text }] }),
    ],
    [
      'an address',
      (text: string) => new URL(sent('form', text, 'GET').path, 'http://h').searchParams.get('one'),
      (text: string) => text,
    ],
    [
      'a form',
      (text: string) => [...new URLSearchParams(textOf(sent('form', text).body))],
      (text: string) => [
        ['one', text],
        ['list', JSON.stringify([{ name: text }])],
      ],
    ],
    [
      'SOAP',
      (text: string) => readXml(textOf(sent('soap', text).body))?.content,
      (text: string) => ({ Body: { Op: { one: text, list: { row: { name: text } } } } }),
    ],
  ])('comes out of %s as it was', (_, read, expected) =>
    fc.assert(
      fc.property(name, (text) => {
        expect(read(text)).toEqual(expected(text));
      }),
    ),
  );
});

describe('a template', () => {
  test('embeds JSON or XML as text, escaped once more', () => {
    const tree = { data: { asText: 'xml', group: { name: { field: 'sampleName' } } } } as const;
    const call: PlatformCall = {
      method: 'POST',
      path: '/',
      protocol: 'soap',
      body: tree,
      soap: { operation: 'Op', namespace: 'n', action: '' },
    };
    const outer = readXml(textOf(encodeCall(call, fillBody(tree, [valuesOf('<菠>')], filling)).body));
    expect(outer?.content).toEqual({ Body: { Op: { data: '<name>&lt;菠&gt;</name>' } } });
  });

  test('writes a number where the platform asks for one, and keeps back what is none', () => {
    const tree = { value: { field: 'value', number: true } } as const;
    expect(
      textOf(
        encodeCall({ method: 'POST', path: '/', protocol: 'json', body: tree }, fillBody(tree, [valuesOf('3.50')], filling)).body,
      ),
    ).toBe('{"value":3.5}');
    expect(heldBack(tree, valuesOf('<0.1'), filling)).toEqual({ why: 'no-number', what: 'value' });
  });

  test.each([
    [
      { field: 'item', dictionary: 'none' },
      { why: 'no-code', what: 'item pesticide-inhibition' },
    ],
    [
      { field: 'verdict', words: { positive: '+' } },
      { why: 'no-word', what: 'verdict negative' },
    ],
    [
      { field: 'verdict', words: {} },
      { why: 'no-word', what: 'verdict negative' },
    ],
    [{ field: 'reviewer' }, { why: 'no-second-person', what: 'reviewer' }],
    [{ field: 'lot' }, { why: 'missing', what: 'lot' }],
    [
      { field: 'sampleName', longest: 3 },
      { why: 'longer', what: 'sampleName' },
    ],
    [{ field: 'lot', ifMissing: 'empty' }, undefined],
    [{ field: 'lot', ifMissing: 'leave-out' }, undefined],
    [{ field: 'item', dictionary: 'items' }, undefined],
  ] as const)('%j holds a record back: %j', (node, held) =>
    expect(heldBack({ x: node }, valuesOf('小白菜菜'), filling)).toEqual(held),
  );

  test('guesses no code from what every object has', () =>
    expect(heldBack({ x: { field: 'sampleName', dictionary: 'items' } }, valuesOf('constructor'), filling)).toMatchObject({
      why: 'no-code',
    }));

  test('signs what stands before the signature, with what the recipe gives', () => {
    const login = loginWords({ recipe: 'md5-password', letters: 'lower', between: '#' }, { username: 'u', password: 'p' });
    const tree: BodyTree = {
      value: { field: 'value' },
      sign: { md5: [{ login: 'username' }, { login: 'password-md5' }, { written: 'value' }, { constant: '!' }] },
    };
    const filled = fillBody(tree, [valuesOf('30')], { ...filling, login });
    // Made beside this code: printf 'u83878c91171338902e0fe0fb97a8c47a30!' | md5sum
    expect(filled.names.at(-1)).toEqual(['sign', '47a0915bf83a8364d11b598a1517ad77']);
    expect(login['user-password-md5']).toBe('33c782a8bad26e3580c91a79ebd2e4f8');
  });
});
