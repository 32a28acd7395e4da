import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_BLOCK, type ReadingsBlock, sealBlock, splitHash, type UrgentBlock } from '../../../gateway/domain/block.ts';
import { parseBlockLine } from '../../../gateway/domain/block-line.ts';
import { GENESIS } from '../../../gateway/domain/lane.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const readings: ReadingsBlock = {
  v: 1,
  gateway: 'no3-canteen',
  journal: 'k3v9q2xw',
  lane: 'readings',
  first: 1201,
  last: 1204,
  prev: GENESIS,
  config: 'c41d07ae52b8',
  boot: 7,
  up: 86_400_123,
  t0: 1_795_248_000_000,
  clock: 'sure',
  channels: ['fridge-1/temperature', 'fridge-1/humidity'],
  readings: [
    [0, 0, 4.2],
    [0, 1, 55.1],
    [10_000, 0, 4.3],
    [10_000, 1, null, 'no-answer'],
  ],
};
const urgent: UrgentBlock = {
  ...readings,
  lane: 'urgent',
  first: 41,
  last: 41,
  head: [1204, sha256('x')],
  facts: [{ kind: 'boot', at: 1_795_248_000_000, boot: 7, version: '0.1.0', before: 'clean' }],
};
const line = sealBlock(readings, sha256).line;

describe('a block line', () => {
  test('is written in the order of the record, and its hash covers all before it', () => {
    const hashed =
      `{"v":1,"gateway":"no3-canteen","journal":"k3v9q2xw","lane":"readings","first":1201,"last":1204,"prev":"${GENESIS}","config":"c41d07ae52b8",` +
      '"boot":7,"up":86400123,"t0":1795248000000,"clock":"sure","channels":["fridge-1/temperature","fridge-1/humidity"],' +
      '"readings":[[0,0,4.2],[0,1,55.1],[10000,0,4.3],[10000,1,null,"no-answer"]]';
    expect(line).toBe(`${hashed},"hash":"${sha256(hashed)}"}`);
  });

  test('of lane urgent carries the head of readings before its facts', () =>
    expect(sealBlock(urgent, sha256).line).toMatch(
      /"clock":"sure","head":\[1204,"[0-9a-f]{64}"\],"facts":\[\{"kind":"boot",.*\}\],"hash":"[0-9a-f]{64}"\}$/,
    ));

  test.each([readings, urgent])('reads back as what was sealed', (block) => {
    const sealed = sealBlock(block, sha256);
    expect(parseBlockLine(sealed.line, sha256)).toMatchObject({
      is: 'block',
      hash: sealed.hash,
      block: { first: block.first, lane: block.lane },
    });
  });

  test('altered by one character anywhere is found', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: line.length - 1 }), fc.constantFrom('0', 'x', '"', ',', ' '), (place, letter) => {
        const altered = line.slice(0, place) + letter + line.slice(place + 1);
        expect(parseBlockLine(altered, sha256).is).toBe(altered === line ? 'block' : 'broken');
      }),
    ));

  test('cut anywhere is found', () => {
    for (let length = 0; length < line.length; length += 1)
      expect(parseBlockLine(line.slice(0, length), sha256).is).toBe('broken');
  });

  test('never throws, whatever comes', () =>
    fc.assert(fc.property(fc.string(), (text) => parseBlockLine(text, sha256).is === 'broken')));

  test.each([
    ['fewer readings than its numbers say', { ...readings, last: 1205 }],
    ['a channel that it does not name', { ...readings, channels: ['fridge-1/temperature'] }],
  ])('with %s is refused', (_what, block) =>
    expect(parseBlockLine(sealBlock(block, sha256).line, sha256)).toEqual({ is: 'broken', reason: 'count' }),
  );

  test('with a quality that is no word of the record is refused', () => {
    const doubtful = sealBlock({ ...readings, readings: [[0, 0, 4.2, 'fine']], last: 1201 }, sha256);
    expect(parseBlockLine(doubtful.line, sha256)).toEqual({ is: 'broken', reason: 'not-a-block' });
  });

  test('with a key too many is refused: nothing rides along', () => {
    const text = line.replace('"v":1,', '"v":1,"extra":2,');
    const hashed = splitHash(text)?.hashed ?? '';
    expect(parseBlockLine(`${hashed},"hash":"${sha256(hashed)}"}`, sha256)).toEqual({ is: 'broken', reason: 'not-a-block' });
  });

  test.each([
    ['a key that stands twice', '"first":1201,', '"first":1,"first":1201,'],
    ['spaces of its own', '"first":1201,', '"first": 1201,'],
    ['a number spelled otherwise', '"boot":7,', '"boot":7.0,'],
  ])('with %s is refused, though its hash holds: a block has one spelling', (_what, from, to) => {
    const hashed = splitHash(line.replace(from, to))?.hashed ?? '';
    expect(parseBlockLine(`${hashed},"hash":"${sha256(hashed)}"}`, sha256)).toEqual({ is: 'broken', reason: 'not-a-block' });
  });

  test('longer than a receiver must hold is refused unread', () =>
    expect(parseBlockLine(`{${' '.repeat(LONGEST_BLOCK)}}`, sha256)).toEqual({ is: 'broken', reason: 'too-long' }));
});
