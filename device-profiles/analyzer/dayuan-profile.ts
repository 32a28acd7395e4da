import { z } from 'zod';

/** Frames 7E CMD LEN LEN data CRC8 AA; the host asks. */
export const dayuanLink = z.strictObject({
  protocol: z.literal('dayuan'),
  model: z.enum(['lz4000t', 'tl310']),
});

/** The rows of those frames. */
export const dayuanFormat = z.strictObject({ is: z.literal('dayuan'), model: z.enum(['lz4000t', 'tl310']) });
