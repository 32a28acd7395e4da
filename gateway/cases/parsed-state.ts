import type { z } from 'zod';
import type { SavedState } from '../domain/saved-state.ts';

/** What a saved state holds, or undefined where it isn't what its owner wrote. */
export const parsedState = <Value>(schema: z.ZodType<Value>, { text }: SavedState): Value | undefined => {
  try {
    const read = schema.safeParse(JSON.parse(text ?? ''));
    return read.success ? read.data : undefined;
  } catch {
    return undefined; // told as ignored by whoever asked
  }
};
