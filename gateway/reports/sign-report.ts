import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { PERIODS } from './report-period.ts';

const count = z.int().min(0);

const described = {
  period: z.enum(PERIODS),
  date: z.iso.date(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  upTo: z.strictObject({ readings: count, urgent: count }),
};

/** Of a report that is to be made again: which it was, and from what of the record. */
export const askedReportSchema = z.strictObject({ period: described.period, date: described.date, upTo: described.upTo });

/** A report that was made and is to be noted as drafted. */
export const draftedSchema = z.strictObject(described);

/** What a person answers: maybe several lines, without other control characters. */
const words = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^(?:\r?\n|[^\p{Cc}])*$/u);

/** A signature as it is asked for: a person of the site, and an answer to each line that was blank. */
export const signatureSchema = z.strictObject({
  ...described,
  by: z.string().min(1).max(64),
  answers: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), words).refine((answers) => Object.keys(answers).length <= 60),
});

/** The fact that a draft was made. */
export const draftedFact = (drafted: z.infer<typeof draftedSchema>, at: UtcMillis): ReportFact => ({
  kind: 'report', at, ...drafted, step: 'drafted',
}); // biome-ignore format: a list to read

/** Who signed, by the reference that stands for the person, in which role, and when. */
interface Signer {
  readonly by: string;
  readonly role: string | undefined;
  readonly at: UtcMillis;
}

/** The fact that a person signed a report that the gateway has made again, to the same hash. */
export const signedFact = (
  { answers, ...signed }: z.infer<typeof signatureSchema>,
  { by, role, at }: Signer,
): ReportFact => ({
  kind: 'report', at, ...signed, step: 'signed', by, ...(role === undefined ? {} : { role }), answers, hashBy: 'gateway',
}); // biome-ignore format: a list to read
