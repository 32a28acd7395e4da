import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { lineOfText, moment } from '../../../gateway/cases/form-fields.ts';
import { readForm } from '../../../gateway/cases/refusal.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { LANGUAGES, type Language } from '../../../gateway/domain/messages/message.ts';

const form = z.strictObject({
  name: lineOfText.optional(),
  grams: z.number().positive().max(1000).optional(),
  count: z.int().min(2).optional(),
  meal: z.enum(['lunch', 'dinner']).optional(),
  dishes: z.array(lineOfText).min(1).max(2).optional(),
  due: z.iso.date().optional(),
  takenAt: moment.optional(),
});

const refused = (entered: unknown, language: Language = 'en'): EdgeError => {
  try {
    readForm(form, entered, language);
  } catch (error) {
    if (error instanceof EdgeError) return error;
    throw error;
  }
  throw new Error('it was taken');
};

const WRONG: readonly (readonly [entered: object, said: string])[] = [
  [{ name: 'a\u0007b' }, 'name holds a character that nobody can see, such as a line break or a tab'],
  [{ name: '  ' }, 'name is empty'],
  [{ name: 'x'.repeat(201) }, 'name has more than 200 characters'],
  [{ name: 7 }, 'name is no text'],
  [{ grams: 'much' }, 'grams is no number'],
  [{ grams: 0 }, 'grams must be more than 0'],
  [{ grams: 1001 }, 'grams must be 1000 or less'],
  [{ count: 2.5 }, 'count is no whole number'],
  [{ count: 1 }, 'count must be 2 or more'],
  [{ meal: 'tea' }, 'meal must be one of: lunch, dinner'],
  [{ dishes: [] }, 'dishes is missing'],
  [{ dishes: ['a', 'b', 'c'] }, 'dishes are more than 2'],
  [{ dishes: ['a', ''] }, 'dishes.1 is empty'],
  [{ due: '2026-13-01' }, 'due is no day: write it as in 2026-11-28'],
  [{ takenAt: 'noon' }, 'takenAt is not understood'],
  [{ tea: 1 }, ' is not known here: tea'],
];

describe('a field that is wrong', () => {
  test.each(WRONG)('%j is told in the catalogue’s words', (entered, said) => {
    const { faults, message } = refused(entered);
    expect(faults.map(({ place = '', wrong }) => `${place} ${wrong}`)).toEqual([said]);
    expect(message).toBe('something is wrong with what was entered; nothing was changed');
  });

  test('is told in Chinese without a word of the library’s', () => {
    for (const [entered] of WRONG) expect(refused(entered, 'zh-CN').faults[0]?.wrong).toMatch(/^\p{Script=Han}/u);
    expect(refused({ name: '', grams: 0 }, 'zh-CN').message).toBe('录入内容有 2 处错误；没有做任何改动');
  });

  test.each(LANGUAGES)('that isn’t there at all is told so in %s', (language) => {
    const { faults } = refused(undefined, language);
    expect(faults[0]?.wrong).toMatch(/^(is missing|没有写)$/);
  });
});
