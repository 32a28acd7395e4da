import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseDuration } from '../../domain/duration.ts';
import { EdgeError, wordsOf } from '../../domain/edge-error.ts';
import { sourceSchema } from '../../domain/source.ts';

const duration = z.string().transform((text, context) => {
  const length = parseDuration(text);
  if (length !== undefined) return length;
  context.addIssue({ code: 'custom', message: `${text} is no duration: 48h` });
  return z.NEVER;
});

const retentionRulesSchema = z.strictObject({
  /** How much of each dish is retained. */
  grams: z.strictObject({ atLeast: z.number().positive(), source: sourceSchema }),
  /** How long it is kept, in ms. */
  hold: z.strictObject({ atLeast: duration, source: sourceSchema }),
});
/** What law says about retained samples, each number with its source. */
export type RetentionRules = z.infer<typeof retentionRulesSchema>;

/** The rules that come with Larder; in the folder above this file both in the sources and once compiled. */
const SHIPPED_RETENTION_RULES: string = fileURLToPath(new URL('../data/retention-rules.yaml', import.meta.url));

/** Reads the rules of retained samples. @throws EdgeError `rules-invalid`. */
export const loadRetentionRules = async (file = SHIPPED_RETENTION_RULES): Promise<RetentionRules> => {
  try {
    return retentionRulesSchema.parse(parse(await readFile(file, 'utf8'), { maxAliasCount: 0 }));
  } catch (error) {
    throw new EdgeError('rules-invalid', `${file}: ${wordsOf(error)}`, { cause: error });
  }
};
