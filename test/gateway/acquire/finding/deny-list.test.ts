import { describe, expect, test } from 'vitest';
import { deniedBy, guardRecipeStep } from '../../../../gateway/acquire/finding/deny-list.ts';
import { shippedProfiles } from './shipped-profiles.ts';

const profiles = await shippedProfiles();
const r4dcb08 = profiles.get('eletechsup-r4dcb08');
const pzem = profiles.get('peacefair-pzem-016');
if (r4dcb08 === undefined || pzem === undefined) throw new Error('these profiles are shipped');

describe('the list of dangerous writes', () => {
  test('holds a value that resets the module, and no other value of the same register', () => {
    expect(deniedBy(r4dcb08, { function: 6, address: 0xff, values: [5] })?.why).toMatch(/factory/);
    expect(deniedBy(r4dcb08, { function: 6, address: 0xff, values: [3] })).toBeUndefined();
  });

  test('holds a write that only reaches the register with its second value', () =>
    expect(deniedBy(r4dcb08, { function: 16, address: 0xfe, values: [1, 5] })).toBeDefined());

  test('holds a maker’s own function, whatever it carries', () => {
    expect(deniedBy(pzem, { function: 0x42, address: 0, values: [] })?.why).toMatch(/energy/);
    expect(deniedBy(pzem, { function: 6, address: 2, values: [7] })).toBeUndefined();
  });

  test('holds every register of a span, and none beside it', () => {
    const dangerous = [{ address: 10, to: 12, why: 'calibration' }];
    const held = [9, 10, 12, 13].map((address) => deniedBy({ dangerous }, { function: 6, address, values: [0] }) !== undefined);
    expect(held).toEqual([false, true, true, false]);
  });
});

describe('a step of the recipe', () => {
  const step = { function: 6, address: 0xff, value: 'unit' } as const;

  test('may not write the very value that the list names, even as a unit id', () =>
    expect(() => guardRecipeStep(r4dcb08, step, { function: 6, address: 0xff, values: [5] })).toThrow(
      expect.objectContaining({ code: 'write-denied' }),
    ));

  test('may write where the list keeps everybody else from', () =>
    expect(() =>
      guardRecipeStep(r4dcb08, { ...step, address: 0xfd }, { function: 6, address: 0xfd, values: [5] }),
    ).not.toThrow());
});
