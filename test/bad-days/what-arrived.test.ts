import { describe, expect, test } from 'vitest';
import { outcomeOf } from './what-arrived.ts';

const sent = [1, 2, 3, 4].map((value) => ({ value, at: value * 1000 }));
const arrived = sent.map(({ value, at }) => ({ value, elapsed: at + 5, number: value }));
const without = (value: number) => arrived.filter((each) => each.value !== value);

describe('what is counted as lost', () => {
  test('is what was sent and is not there', () => expect(outcomeOf(sent, without(2), []).lost).toEqual([2000]));

  test('is not what the record says was given up before it came', () =>
    expect(outcomeOf(sent, without(2), [1700]).lost).toEqual([]));

  test('is what was sent before the record says that nothing came', () =>
    expect(outcomeOf(sent, without(2), [2100]).lost).toEqual([2000]));

  test('is the second of two where one word stands for one answer', () =>
    expect(outcomeOf(sent, arrived.slice(2), [900]).lost).toEqual([2000]));
});
