import { z } from 'zod';

/**
 * A place in a LIS02 record, as `O.3.1`: record type, field counted from 1 (1 is the type letter itself), and where wanted
 * the component counted from 1. Source: LIS02-A2, section 5.
 */
export const lisPlace = z.string().regex(/^[HPOR]\.\d{1,2}(\.\d{1,2})?$/);

/** Ordered places: the first that holds text, trimmed, counts. */
const lisPlaces = z.array(lisPlace).min(1);

/** Deviations that real instruments show, each tolerated only where a profile names it. */
export const LIS_DEVIATIONS = [
  'no-frame-numbers', // neither frame number nor checksum: STX text ETX
  'frame-number-jumps', // frame numbers that don't follow each other
  'lower-case-checksum',
  'no-final-record', // EOT without an L record
] as const;

/** LIS01-A2 / ASTM E1381: the low-level link of clinical analyzers. */
export const lis01Link = z.strictObject({
  protocol: z.literal('lis01'),
  tolerates: z.array(z.enum(LIS_DEVIATIONS)).default([]),
});

/** LIS02-A2 / ASTM E1394: records of delimited fields. */
export const lis02Format = z.strictObject({
  is: z.literal('lis02'),
  sampleId: lisPlaces,
  code: lisPlaces,
  value: lisPlaces.default(['R.4']),
  unit: lisPlaces.default(['R.5']),
  time: lisPlaces.default(['R.13', 'R.12', 'H.14']),
});
