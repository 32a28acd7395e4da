import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Language } from '../../domain/messages/message.ts';
import { sourceSchema } from '../../domain/source.ts';
import { writtenDuration } from '../data-shapes.ts';
import { readData, readDataAtOnce } from '../read-data.ts';

const retentionRulesSchema = z.strictObject({
  /** How much of each dish is retained. */
  grams: z.strictObject({ atLeast: z.number().positive(), source: sourceSchema }),
  /** How long it is kept, in ms. */
  hold: z.strictObject({ atLeast: writtenDuration, source: sourceSchema }),
});
/** What law says about retained samples, each number with its source. */
export type RetentionRules = z.infer<typeof retentionRulesSchema>;

/** The rules that come with Larder; in the folder above this file both in the sources and once compiled. */
const SHIPPED_RETENTION_RULES: string = fileURLToPath(new URL('../data/retention-rules.yaml', import.meta.url));

const FORM = { schema: retentionRulesSchema, guide: 'docs/retention.md' };

/** Reads the rules of retained samples. @throws EdgeError `rules-invalid`. */
export const loadRetentionRules = (file = SHIPPED_RETENTION_RULES, language: Language = 'en'): Promise<RetentionRules> =>
  readData(file, FORM, language);

/** The rules that come with Larder, at once. @throws EdgeError `rules-invalid`. */
export const shippedRetentionRules = (): RetentionRules => readDataAtOnce(SHIPPED_RETENTION_RULES, FORM, 'en');
