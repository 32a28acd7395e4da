import { z } from 'zod';
import { COMMISSIONERS } from '../domain/station-fact.ts';
import { writtenDuration } from './data-shapes.ts';

const words = z.string().min(1);

/** Where a rule comes from; `verified` is false until a person has compared it with the document's own text. */
const sourceSchema = z.strictObject({
  document: words,
  edition: words,
  clause: words.optional(),
  force: z.enum(['shall', 'should', 'practice']),
  verified: z.boolean(),
});

/** What law and practice say about positives, run sheets and what is published: data, with where each comes from. */
export const caseRulesSchema = z.strictObject({
  /** How often a positive is repeated (复测) before it stands. */
  repeats: z.strictObject({
    atLeast: z.int().min(0).max(9),
    /** By item, where it differs. */
    items: z.record(words, z.int().min(0).max(9)),
    source: sourceSchema,
  }),
  /** The time for an objection, from the moment the tested party received the result. */
  objection: z.strictObject({
    within: writtenDuration,
    /** Only for tests that these commissioned. */
    commissionedBy: z.array(z.enum(COMMISSIONERS)),
    /** And only for goods of these categories, or of those below them. */
    categories: z.array(words),
    source: sourceSchema,
  }),
  /** When a run sheet that nobody ended stops no other any more: so long after its first result. */
  runSheets: z.strictObject({ forgottenAfter: writtenDuration, source: sourceSchema }),
  /** Where a photograph is required. */
  photo: z.strictObject({ typed: z.boolean(), disposed: z.boolean(), source: sourceSchema }),
  board: z.strictObject({
    /** When a positive is shown: once its repeats are in, or once its case is closed. Negatives are shown at once. */
    positives: z.enum(['after-repeats', 'closed']),
    /** How long a row is shown. */
    show: writtenDuration,
    source: sourceSchema,
  }),
});
export type CaseRules = z.infer<typeof caseRulesSchema>;
