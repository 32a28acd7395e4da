import { z } from 'zod';

/** The host asks, the instrument hands its stored records over one by one; no checksum, no length, no frame. */
export const taiyangLink = z.strictObject({
  protocol: z.literal('taiyang'),
  /** 73: key-operated models. 501: the smart models of 2017. */
  recordBytes: z.union([z.literal(73), z.literal(501)]),
  /** What brings the first record: the download command itself, or the first `24` after it. */
  firstRecord: z.enum(['by-download', 'by-next']).default('by-download'),
  /** ms from one request for the link to the next. The operator waits that long at most once he has chosen "data transfer". */
  askEvery: z.int().min(500).max(60_000).default(2000),
  /** 2: a memory is downloaded twice and compared, because the link has no checksum; a result is believed once it came twice alike. */
  downloads: z.union([z.literal(1), z.literal(2)]).default(1),
});

/** What the second number of a channel is. */
const second = z.enum([
  'inhibition', // %
  'concentration', // mg/kg unless the profile names another unit
  'sample-absorbance', // the first number is the control's absorbance then; the inhibition is computed
]);

/**
 * What the last two info bytes of a 73-byte record are: bits of the used channels and the block of eight that they belong
 * to; or a count of 16 bits; or one of these, nobody knows which.
 */
const tail = z.enum(['mask-and-block', 'count', 'unsure']);

const digits = z.int().min(0).max(6);

const model = z.strictObject({
  name: z.string().min(1),
  channels: z.int().min(1).max(32),
  second: second.optional(),
  tail: tail.optional(),
});

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
};

/** The fixed binary records of that link. */
export const taiyangFormat = z.strictObject({
  is: z.literal('taiyang'),
  /** What the second number of a channel is, by the item's code; `*` for all others. */
  second: z.record(z.string().min(1), second),
  tail: tail.default('mask-and-block'),
  /** The number that the instrument gives its first block of eight channels: with it, the block says which channels they are. */
  firstBlock: z.union([z.literal(0), z.literal(1)]).default(0),
  /** Models by the code (hex) in their answer to the link request; what they do otherwise than the rest. */
  models: z.record(z.string().regex(/^[0-9A-F]{2}$/), model).default({}),
  /** Digits after the point that the instrument itself prints; a number without them is the shortest that the float stands for. */
  digits: z
    .strictObject({ absorbance: digits.optional(), inhibition: digits.optional(), concentration: digits.optional() })
    .default({}),
  concentrationUnit: z.string().min(1).default('mg/kg'),
  /** How an inhibition is sent: 34.8 or 0.348. */
  inhibition: z.enum(['percent', 'fraction']).default('percent'),
  /** A sample's name of this form, keyed in on a smart model, is the sample's id; others name goods. */
  sampleIdPattern: z
    .string()
    .max(100)
    .refine((text) => isPattern(text), { error: 'is no regular expression' })
    .optional(),
  /** The instrument's words for its conclusion, by the byte (hex) that it sends. */
  conclusions: z.record(z.string().regex(/^[0-9A-F]{2}$/), z.string().min(1)).default({}),
});
