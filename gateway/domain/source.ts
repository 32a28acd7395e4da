import { z } from 'zod';

/** How binding a number is where it comes from: 应 (shall), 宜 (should), or practice of the trade. */
const forceSchema = z.enum(['shall', 'should', 'practice']);

/** Where a number comes from, and whether a person has read it there. */
export const sourceSchema = z.strictObject({
  /** The document: `GB 31654-2021`. */
  document: z.string().min(1),
  /** The edition or date of the text that was used. */
  edition: z.string().min(1),
  clause: z.string().optional(),
  force: forceSchema,
  /** From when the text is in force, and until when it was: `2022-02-22`. */
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
  /** False until a person has compared the number with the document's own text. */
  verified: z.boolean(),
});
export type Source = z.infer<typeof sourceSchema>;
