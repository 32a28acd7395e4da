import { describe, expect, test } from 'vitest';
import { createPushButton } from '../../../gateway/app/push-button.ts';
import type { Quality } from '../../../gateway/domain/quality.ts';

const CHANNELS = [{ id: 'fridge/temperature' }, { id: 'inputs/input_2' }];
const MINUTE = 60_000;

/** A button, and what came of it. */
const openButton = (button: string | undefined = 'inputs/input_2') => {
  let pushed = 0;
  const chatters: boolean[] = [];
  const { see } = createPushButton(CHANNELS, button, {
    onPush: () => {
      pushed += 1;
    },
    onChatter: (active) => void chatters.push(active),
  });
  const show = (elapsed: number, value: number | Quality): void => {
    const isValue = typeof value === 'number';
    see({ elapsed, channels: [1], values: [isValue ? value : Number.NaN], qualities: [isValue ? 'good' : value] });
    see({ elapsed, channels: [0], values: [9] });
  };
  return { show, chatters, pushed: () => pushed };
};

/** How often a button was pushed whose contact is shown these values, one after the other. */
const pushes = (button: string | undefined, ...values: readonly (number | Quality)[]): number => {
  const { show, pushed } = openButton(button);
  for (const value of values) show(0, value);
  return pushed();
};

test('a button is pushed once, however long it is held', () => expect(pushes('inputs/input_2', 0, 1, 1, 1, 0, 1, 0)).toBe(2));
test('one that is pushed at the start, or jammed, pushes nothing', () => expect(pushes('inputs/input_2', 1, 1, 1)).toBe(0));
test('a contact that does not answer is not pushed, and not let go', () =>
  expect(pushes('inputs/input_2', 0, 'no-answer', 1, 'no-answer', 1, 0)).toBe(1));
test('a site without a button has none', () => {
  const { show, pushed } = openButton('nowhere');
  show(0, 0);
  show(0, 1);
  expect(pushed()).toBe(0);
});

describe('a contact that chatters', () => {
  test('pushes no more, is told once, and is believed again when it has been quiet for ten minutes', () => {
    const { show, pushed, chatters } = openButton();
    const push = (at: number): void => [0, 1, 0].forEach((value) => void show(at, value));
    for (let second = 0; second < 3_600; second += 2) push(second * 1_000);
    expect(pushed()).toBe(5);
    expect(chatters).toEqual([true]);
    for (let minute = 60; minute < 69; minute += 1) show(minute * MINUTE, 0);
    push(69.5 * MINUTE);
    for (let minute = 70; minute < 80; minute += 1) show(minute * MINUTE, 0);
    expect(pushed()).toBe(5);
    show(80 * MINUTE, 0);
    expect(chatters).toEqual([true, false]);
    push(81 * MINUTE);
    expect(pushed()).toBe(6);
  });

  test('each three minutes, day and night, answers for nobody in the end', () => {
    const { show, pushed, chatters } = openButton();
    for (let minute = 0; minute < 20 * 60; minute += 3) [0, 1, 0].forEach((value) => void show(minute * MINUTE, value));
    expect(pushed()).toBe(30);
    expect(chatters).toEqual([true]);
  });
});
