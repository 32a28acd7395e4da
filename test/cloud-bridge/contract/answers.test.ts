import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { againSchema, readAnswer, refusedSchema, storedSchema } from '../../../cloud-bridge/contract/answers.ts';
import { answerOn, topicsOf } from '../../../cloud-bridge/contract/topics.ts';

const hash = '5'.repeat(64);
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe('an answer', () => {
  test('that says what is stored is read as it stands in the contract', () => {
    const stored = {
      v: 1,
      journal: 'k3v9q2xw',
      readings: { upTo: 1206, hash, beyond: [[1301, 1340, hash]] },
      urgent: { upTo: 40, hash },
    };
    expect(readAnswer(storedSchema, bytes(stored))).toEqual({ ...stored, urgent: { upTo: 40, hash, beyond: [] } });
  });

  test('may know one lane only, and may say more than we know', () => {
    const stored = { v: 1, journal: 'k3v9q2xw', urgent: { upTo: 0, hash: '0'.repeat(64) }, later: true };
    expect(readAnswer(storedSchema, bytes(stored))?.readings).toBeUndefined();
  });

  test('that refuses, or asks again, is read', () => {
    const refused = { v: 1, journal: 'k3v9q2xw', lane: 'readings', first: 7, hash, reason: 'no such site' };
    expect(readAnswer(refusedSchema, bytes(refused))).toEqual(refused);
    const again = { v: 1, journal: 'k3v9q2xw', lane: 'urgent', ranges: [[1, 9]] };
    expect(readAnswer(againSchema, bytes(again))).toEqual(again);
  });

  test('brings its words without what could harm a screen', () => {
    const refused = { v: 1, journal: 'k', lane: 'readings', first: 7, hash, reason: `\u001b[2Jno\u0000\n${'x'.repeat(500)}` };
    expect(readAnswer(refusedSchema, bytes(refused))?.reason).toBe(` [2Jno  ${'x'.repeat(192)}`);
  });

  test.each([
    ['another version', { v: 2, journal: 'k', readings: { upTo: 1, hash } }],
    ['a hash that is none', { v: 1, journal: 'k', readings: { upTo: 1, hash: 'x' } }],
    ['a number that is none', { v: 1, journal: 'k', readings: { upTo: 1.5, hash } }],
    ['a range that runs backwards', { v: 1, journal: 'k', readings: { upTo: 1, hash, beyond: [[9, 3, hash]] } }],
    ['too many ranges', { v: 1, journal: 'k', readings: { upTo: 1, hash, beyond: Array(33).fill([3, 4, hash]) } }],
  ])('with %s is none', (_, stored) => expect(readAnswer(storedSchema, bytes(stored))).toBeUndefined());

  test('is none when it is longer than any true one', () =>
    expect(readAnswer(refusedSchema, Buffer.alloc(40_000, 0x20))).toBeUndefined());

  test('of any bytes is read or none, and never an error', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (message) => {
          for (const schema of [storedSchema, refusedSchema, againSchema])
            expect(readAnswer<unknown>(schema, message)).toBeUndefined();
        },
      ),
    ));
});

describe('the topics of a gateway', () => {
  const topics = topicsOf('no3-canteen');
  test('lie below the contract’s version and its name', () => {
    expect(topics.lanes).toEqual({ urgent: 'larder/1/no3-canteen/urgent', readings: 'larder/1/no3-canteen/readings' });
    expect(topics.status).toBe('larder/1/no3-canteen/status');
    expect(topics.answers).toEqual(['stored', 'refused', 'again'].map((kind) => `larder/1/no3-canteen/${kind}/+`));
  });
  test('tell which receiver answers', () =>
    expect(answerOn(topics.answer('again', 'city'))).toEqual({ kind: 'again', receiver: 'city' }));
  test.each([
    'larder/1/no3-canteen/readings',
    'larder/1/g/stored',
    'larder/1/g/stored/',
    'larder/1/g/stored/a/b',
    'larder/1/g/stored/\u001b[2J',
    '',
    '/',
  ])('that are no answer are none: %s', (topic) => expect(answerOn(topic)).toBeUndefined());
});
