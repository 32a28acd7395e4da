import { z } from 'zod';

/** The host asks, the instrument hands its stored records over one by one; no checksum, no length, no frame. */
export const taiyangLink = z.strictObject({
  protocol: z.literal('taiyang'),
  /** 73: key-operated models. 501: the smart models of 2017. */
  recordBytes: z.union([z.literal(73), z.literal(501)]),
});

/** The fixed binary records of that link. */
export const taiyangFormat = z.strictObject({
  is: z.literal('taiyang'),
  /** What the second number of a channel is, by the item's code; `*` for all others. */
  second: z.record(z.string().min(1), z.enum(['inhibition', 'concentration', 'sample-absorbance'])),
});
