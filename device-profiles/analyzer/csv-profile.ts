import { z } from 'zod';
import { resultField, timeForms, wellRoles } from './result-field.ts';

/** A folder into which another program drops files. */
export const folderLink = z.strictObject({
  protocol: z.literal('folder'),
  /** Files of this ending are read. */
  ending: z.string().regex(/^\.[a-z0-9]{1,8}$/),
});

/** Named columns of a file of rows. Source: RFC 4180 for quotes; the separator differs by country and maker. */
export const csvFormat = z.strictObject({
  is: z.literal('csv'),
  separator: z.enum([',', ';', '\t', '|']).default(','),
  /** Rows above the one that names the columns. */
  skip: z.int().min(0).max(100).default(0),
  /** The name of a column, as in the file, to what it holds. Columns that aren't named are kept raw alone. */
  columns: z.record(z.string().min(1), resultField),
  roles: wellRoles,
  times: timeForms,
});
