import { expect, test } from 'vitest';
import { createPushButton } from '../../../gateway/app/push-button.ts';
import type { Quality } from '../../../gateway/domain/quality.ts';

const CHANNELS = [{ id: 'fridge/temperature' }, { id: 'inputs/input_2' }];

/** A button whose contact is shown these values, one after the other; how often it was pushed. */
const pushes = (button: string | undefined, ...values: readonly (number | Quality)[]): number => {
  let count = 0;
  const { see } = createPushButton(CHANNELS, button, () => {
    count += 1;
  });
  for (const value of values) {
    const isValue = typeof value === 'number';
    see({ elapsed: 0, channels: [1], values: [isValue ? value : Number.NaN], qualities: [isValue ? 'good' : value] });
    see({ elapsed: 0, channels: [0], values: [9] });
  }
  return count;
};

test('a button is pushed once, however long it is held', () => expect(pushes('inputs/input_2', 0, 1, 1, 1, 0, 1, 0)).toBe(2));
test('one that is pushed at the start, or jammed, pushes nothing', () => expect(pushes('inputs/input_2', 1, 1, 1)).toBe(0));
test('a contact that does not answer is not pushed, and not let go', () =>
  expect(pushes('inputs/input_2', 0, 'no-answer', 1, 'no-answer', 1, 0)).toBe(1));
test('a site without a button has none', () => expect(pushes(undefined, 0, 1)).toBe(0));
