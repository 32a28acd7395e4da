import { describe, expect, test } from 'vitest';
import { createUnanswered } from '../../../cloud-bridge/relay/unanswered.ts';

const run = (first: number, sentAt: number) => ({ first, last: first + 9, hash: '', sentAt, live: false });

describe('what nobody has answered for', () => {
  test('is due after half a minute, and then, in vain, after pauses that double up to an hour', () => {
    const unanswered = createUnanswered(10);
    unanswered.add(run(1, 0));
    let now = 0;
    const pauses: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      pauses.push(unanswered.dueAt() - now);
      now = unanswered.dueAt();
      expect(unanswered.takeDue(now - 1)).toBeUndefined();
      expect(unanswered.takeDue(now)).toMatchObject({ first: 1 });
      unanswered.add(run(1, now));
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600].map((seconds) => seconds * 1000));
    expect(unanswered.inVain()).toBe(true);
  });

  test('is due without further pauses as soon as somebody answers', () => {
    const unanswered = createUnanswered(10);
    for (const first of [1, 11, 21]) unanswered.add(run(first, 0));
    expect(unanswered.takeDue(100_000)).toMatchObject({ first: 1 });
    expect(unanswered.takeDue(100_001)).toBeUndefined();
    unanswered.progressed();
    expect(unanswered.takeDue(100_002)).toMatchObject({ first: 11 });
  });

  test('is bounded: the oldest is let go, and counts as never sent', () => {
    const unanswered = createUnanswered(3);
    for (const first of [1, 11, 21, 31]) unanswered.add(run(first, 0));
    expect(unanswered.all().map(({ first }) => first)).toEqual([11, 21, 31]);
  });
});
