import { describe, expect, test } from 'vitest';
import { createAnswerLog } from '../../../simulators/world/answer-log.ts';

describe('the log of answers', () => {
  test('keeps each channel’s values in order, with a broken probe’s as no number', () => {
    const log = createAnswerLog();
    log.add('a/x', 4.2, 100);
    log.add('a/y', 55, 100);
    log.add('a/x', Number.NaN, 200);
    expect(log.values('a/x')).toEqual([
      { value: 4.2, at: 100 },
      { value: Number.NaN, at: 200 },
    ]);
    expect(log.channels()).toEqual(['a/x', 'a/y']);
    expect([log.total(), log.total(['a/x', 'a/z'])]).toEqual([3, 2]);
  });

  test('forgets the oldest where it holds no more, but never the count', () => {
    const log = createAnswerLog(100);
    for (let count = 0; count < 1234; count += 1) log.add('a/x', count, count);
    expect(log.count('a/x')).toBe(1234);
    expect(log.values('a/x').map(({ value }) => value)).toEqual(Array.from({ length: 100 }, (_, place) => 1134 + place));
  });

  test('grows up to its bound without losing anything', () => {
    const log = createAnswerLog(1000);
    for (let count = 0; count < 1000; count += 1) log.add('a/x', count, count);
    expect(log.values('a/x').map(({ value }) => value)).toEqual(Array.from({ length: 1000 }, (_, place) => place));
    expect(log.values('a/nothing')).toEqual([]);
  });
});
