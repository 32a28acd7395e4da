import { z } from 'zod';

/**
 * A place in an HL7 v2 segment, as `OBX-3.1`: segment, field as HL7 counts (MSH-1 is the separator itself), and where
 * wanted the component and the subcomponent, each counted from 1.
 */
const hl7Place = z.string().regex(/^[A-Z][A-Z0-9]{2}-[1-9]\d?(\.[1-9]\d?){0,2}$/);

/** Ordered places: the first that holds text, spaces aside, counts. */
const hl7Places = z.array(hl7Place).min(1);

/** Deviations of the link, each tolerated only where a profile names it. */
const MLLP_DEVIATIONS = [
  'no-end-block', // a message without 1C 0D: it ends when the line has been quiet for two seconds, or at the next 0B
] as const;

/** MLLP: 0B message 1C 0D. Source: HL7 v2.5.1 Transport Specification: MLLP, Release 1. */
export const mllpLink = z.strictObject({
  protocol: z.literal('mllp'),
  tolerates: z.array(z.enum(MLLP_DEVIATIONS)).default([]),
});
export type MllpLink = z.infer<typeof mllpLink>;

/** HL7 v2 result messages: ORU and OUL. */
export const hl7Format = z.strictObject({
  is: z.literal('hl7'),
  sampleId: hl7Places,
  code: hl7Places,
  value: hl7Places.default(['OBX-5']),
  unit: hl7Places.default(['OBX-6']),
  flag: hl7Places.default(['OBX-8']),
  status: hl7Places.default(['OBX-11']),
  time: hl7Places.default(['OBX-14', 'OBR-22', 'OBR-7', 'MSH-7']),
  /** The instrument's own conclusion, where it sends one. */
  conclusion: hl7Places.optional(),
  /** The instrument's own number of the result, where it sends one. */
  record: hl7Places.optional(),
  /** Whatever else is worth keeping beside the result, by names of the profile's own. */
  details: z.record(z.string().min(1), hl7Places).default({}),
  /** Types of OBX-2 that are no results: settings and pictures. */
  notResults: z.array(z.string().min(1)).default(['IS', 'ED']),
});
export type Hl7Format = z.infer<typeof hl7Format>;
