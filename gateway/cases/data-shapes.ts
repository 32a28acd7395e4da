import { z } from 'zod';
import { parseDuration } from '../domain/duration.ts';

/** Faults of data files that are told in words of their own; anything else is told by the shape. */
export const DATA_FAULTS = ['duration', 'no-action', 'action-taken'] as const;
export type DataFault = (typeof DATA_FAULTS)[number];

/** Words of data files: one line, not empty. */
export const dataWords = z.string().min(1).max(500);

/** Words in both languages. */
export const inBoth = z.strictObject({ en: dataWords, 'zh-CN': dataWords });

/** A duration in words, `48h`, read to milliseconds. */
export const writtenDuration = dataWords.transform((text, context): number => {
  const length = parseDuration(text);
  if (length !== undefined) return length;
  context.issues.push({ code: 'custom', input: text, message: 'duration' satisfies DataFault, params: { written: text } });
  return z.NEVER;
});
