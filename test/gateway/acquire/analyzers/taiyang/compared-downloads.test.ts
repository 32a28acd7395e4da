import { expect, test } from 'vitest';
import { ComparedDownloads } from '../../../../../gateway/acquire/analyzers/taiyang/compared-downloads.ts';

const record = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);

test('a record is confirmed by another download, never by its like in the same', () => {
  const compared = new ComparedDownloads();
  compared.begin();
  expect([compared.meet(record(1)), compared.meet(record(1))]).toEqual(['first', 'first']);
  compared.begin();
  expect([compared.meet(record(1)), compared.meet(record(1)), compared.meet(record(2))]).toEqual([
    'confirmed',
    'confirmed',
    'first',
  ]);
});

test('another download is wanted while records wait, three times at most; then all readings are given up, and forgotten', () => {
  const compared = new ComparedDownloads();
  const wanted = [1, 2, 3].map((byte) => {
    compared.begin();
    compared.meet(record(byte));
    return compared.finish();
  });
  expect(wanted).toEqual([true, true, false]);
  expect(compared.takeRest()).toEqual([record(1), record(2), record(3)]);
  expect(compared.takeRest()).toEqual([]);
  compared.begin();
  expect(compared.meet(record(3))).toBe('first');
});

test('a record waits although the next download broke off before it, with all of its readings', () => {
  const compared = new ComparedDownloads();
  for (const bytes of [[1, 2, 3], [9, 2], [8]]) {
    compared.begin();
    for (const byte of bytes) compared.meet(record(byte));
  }
  expect(compared.takeRest()).toEqual([record(1), record(9), record(8), record(3)]);
});

test('what is remembered is bounded', () => {
  const compared = new ComparedDownloads(2);
  compared.begin();
  expect([1, 2, 3].map((byte) => compared.meet(record(byte)))).toEqual(['first', 'first', 'no-room']);
});
