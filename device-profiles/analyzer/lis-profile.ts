import { z } from 'zod';

/**
 * A place in a LIS02 record, as `O.3.1`: record type, field counted from 1 (1 is the type letter itself), and where wanted
 * the component counted from 1. Source: LIS02-A2, section 5.
 */
const lisPlace = z.string().regex(/^[HPOR]\.[1-9]\d?(\.[1-9]\d?)?$/);

/** Ordered places: the first that holds text, spaces aside, counts. */
const lisPlaces = z.array(lisPlace).min(1);

/** Deviations of the link that real instruments show, each tolerated only where a profile names it. */
const LIS01_DEVIATIONS = [
  'no-frame-numbers', // neither frame number nor checksum: STX text ETX
  'frame-number-jumps', // frame numbers that don't follow each other
  'lower-case-checksum',
  'restricted-characters', // control characters within the text, LIS01-A2 6.6
] as const;
export type Lis01Deviation = (typeof LIS01_DEVIATIONS)[number];

/** LIS01-A2 / ASTM E1381: the low-level link of clinical analyzers. */
export const lis01Link = z.strictObject({
  protocol: z.literal('lis01'),
  tolerates: z.array(z.enum(LIS01_DEVIATIONS)).default([]),
});
export type Lis01Link = z.infer<typeof lis01Link>;

/** Deviations of the records, each tolerated only where a profile names it. */
const LIS02_DEVIATIONS = [
  'no-header', // records without an H before them, read with the delimiters of the standard
  'no-final-record', // a message that ends without its L record
] as const;
export type Lis02Deviation = (typeof LIS02_DEVIATIONS)[number];

/** LIS02-A2 / ASTM E1394: records of delimited fields. */
export const lis02Format = z.strictObject({
  is: z.literal('lis02'),
  sampleId: lisPlaces,
  code: lisPlaces,
  value: lisPlaces.default(['R.4']),
  unit: lisPlaces.default(['R.5']),
  flag: lisPlaces.default(['R.7']),
  status: lisPlaces.default(['R.9']),
  time: lisPlaces.default(['R.13', 'R.12', 'H.14']),
  /** The instrument's own conclusion, where it sends one. */
  conclusion: lisPlaces.optional(),
  /** The instrument's own number of the result, where it sends one. */
  record: lisPlaces.optional(),
  /** Whatever else is worth keeping beside the result, by names of the profile's own. */
  details: z.record(z.string().min(1), lisPlaces).default({}),
  tolerates: z.array(z.enum(LIS02_DEVIATIONS)).default([]),
});
export type Lis02Format = z.infer<typeof lis02Format>;
