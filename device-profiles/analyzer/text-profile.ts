import { z } from 'zod';

/** A printer port or any other line of text. */
export const textLink = z.strictObject({
  protocol: z.literal('text'),
  /** What ends a record; an idle gap in ms ends it in any case, where one is given. */
  recordEnd: z.strictObject({
    delimiter: z.string().min(1).optional(),
    blankLines: z.int().min(1).optional(),
    idle: z.int().min(100).max(60_000).optional(),
  }),
});

/** Lines matched by regular expressions with named groups: sample, item, value, unit, verdict, time, record, channel. */
export const textFormat = z.strictObject({
  is: z.literal('text'),
  lines: z.array(z.string().min(1)).min(1),
});

/** A folder into which another program drops files. */
export const folderLink = z.strictObject({
  protocol: z.literal('folder'),
  /** Files of this ending are read. */
  ending: z.string().regex(/^\.[a-z0-9]{1,8}$/),
});

/** Columns of a CSV file to what they hold. */
export const csvFormat = z.strictObject({
  is: z.literal('csv'),
  separator: z.enum([',', ';', '\t']).default(','),
  columns: z.record(z.string().min(1), z.string().min(1)),
});
