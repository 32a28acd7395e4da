import { z } from 'zod';

/** Frames 7E CMD LEN LEN data CRC8 AA; the host asks. */
export const dayuanLink = z.strictObject({
  protocol: z.literal('dayuan'),
  model: z.enum(['lz4000t', 'tl310']),
  /** ms from one question for new rows to the next: a fresh result waits that long at most. */
  askEvery: z.int().min(500).max(60_000).default(1500),
});

/** The rows of those frames. */
export const dayuanFormat = z.strictObject({
  is: z.literal('dayuan'),
  model: z.enum(['lz4000t', 'tl310']),
  /** The instrument's words for its conclusion, by the byte (hex) that it sends. */
  conclusions: z.record(z.string().regex(/^[0-9A-F]{2}$/), z.string().min(1)).default({}),
});
