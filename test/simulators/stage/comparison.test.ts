import { describe, expect, test } from 'vitest';
import { comparedChannel, totalled } from '../../../simulators/stage/comparison.ts';

const sent = [4.2, 4.3, null, 4.4].map((value, second) => ({ elapsed: second * 1000, value }));
const arrived = sent.map(({ elapsed, value }, place) => ({ elapsed: elapsed + 3, value, number: place + 1 }));
const clean = { sent: 4, arrived: 4, lost: 0, duplicated: 0, altered: 0 };

describe('holding what arrived against what was sent', () => {
  test('finds nothing where all is well', () => expect(comparedChannel(sent, arrived)).toEqual(clean));

  test.each([0, 1, 2, 3])('finds value %i lost', (place) =>
    expect(comparedChannel(sent, arrived.toSpliced(place, 1))).toEqual({ ...clean, arrived: 3, lost: 1 }),
  );

  test.each([0, 1, 2, 3])('finds value %i altered', (place) =>
    expect(comparedChannel(sent, arrived.with(place, { elapsed: place * 1000, value: 7, number: place + 1 }))).toEqual({
      ...clean,
      altered: 1,
    }),
  );

  test('finds a value under two numbers', () => {
    const [first] = arrived;
    expect(comparedChannel(sent, first === undefined ? [] : [first, { ...first, number: 2 }, ...arrived.slice(1)])).toEqual({
      ...clean,
      arrived: 5,
      duplicated: 1,
    });
  });

  test('finds a value that nobody sent', () =>
    expect(comparedChannel(sent, [...arrived, { elapsed: 9000, value: 5, number: 5 }])).toEqual({
      ...clean,
      arrived: 5,
      altered: 1,
    }));

  test('finds a value shifted by one poll, as a late answer would', () =>
    expect(
      comparedChannel(
        sent,
        arrived.map((value, place) => ({ ...value, value: sent[place - 1]?.value ?? null })),
      ).altered,
    ).toBe(4));

  test('adds up', () => expect(totalled([clean, { ...clean, lost: 2 }])).toEqual({ ...clean, sent: 8, arrived: 8, lost: 2 }));
});
