import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseByteSize } from '../../../gateway/config/byte-size.ts';
import { nearestWord } from '../../../gateway/config/nearest-word.ts';
import { netAddressText, parseNetAddress } from '../../../gateway/config/net-address.ts';
import { printable } from '../../../gateway/config/printable.ts';

describe('a size', () => {
  test.each([
    ['4GB', 4e9],
    ['500MB', 5e8],
    ['1.5TB', 1.5e12],
    ['16kB', 16_000],
  ])('%s is %d bytes', (text, bytes) => expect(parseByteSize(text)).toBe(bytes));
  test.each(['4', '4 GB', '4gb', '4GiB', '-4GB', '.5GB', '1e3MB', ''])('%j is none', (text) =>
    expect(parseByteSize(text)).toBeUndefined(),
  );
});

describe('an address', () => {
  test.each([
    ['192.168.1.20:502', '192.168.1.20', 502],
    ['probe.local:1', 'probe.local', 1],
    ['[fe80::1]:65535', 'fe80::1', 65_535],
  ])('%s', (text, host, port) => {
    expect(parseNetAddress(text)).toEqual({ host, port });
    expect(netAddressText({ host, port })).toBe(text);
  });
  test.each(['192.168.1.20', ':502', 'a:0', 'a:65536', 'a b:1', 'fe80::1:502', 'http://a:1', 'a:1/x', ''])('%j is none', (text) =>
    expect(parseNetAddress(text)).toBeUndefined(),
  );
});

describe('the nearest word', () => {
  const known = ['baud', 'parity', 'slowest', 'serial', 'rtu-over-tcp'];
  test.each([
    ['buad', 'baud'],
    ['Parity', 'parity'],
    ['slow', undefined],
    ['slowst', 'slowest'],
    ['rtu_over_tcp', 'rtu-over-tcp'],
    ['x', undefined],
    ['', undefined],
    ['s'.repeat(100), undefined],
  ])('to %s is %s', (word, near) => expect(nearestWord(word, known)).toBe(near));
  test('to a known word is itself', () =>
    fc.assert(fc.property(fc.constantFrom(...known), (word) => nearestWord(word, known) === word)));
});

test('what is shown of a value is short, and has no sign that steers a terminal', () => {
  expect(printable('1号冷藏柜')).toBe('1号冷藏柜');
  expect(printable('\u001b[2J\u202eevil\n')).toBe('�[2J�evil�');
  expect(printable('x'.repeat(100))).toBe(`${'x'.repeat(60)}…`);
});
