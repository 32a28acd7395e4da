import { z } from 'zod';
import { timeForms, wellRoles } from './result-field.ts';

/** What ends a record; whichever comes first. At least one of them. */
const recordEnd = z.strictObject({
  /** One control character, wherever it stands; or the ASCII text that a last line begins with. */
  delimiter: z
    .string()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they end records
    .regex(/^([\u0001-\u001a\u001c-\u001f]|[ -~]{2,40})$/)
    .optional(),
  /** So many empty lines in a row, after a line that isn't. */
  blankLines: z.int().min(1).max(20).optional(),
  /** So long a silence, in ms. */
  idle: z.int().min(100).max(60_000).optional(),
});

/** A printer port or any other line of text. Nothing is acknowledged on it, and nothing comes again. */
export const textLink = z.strictObject({ protocol: z.literal('text'), recordEnd });

/** A pattern that must fit a whole line, blanks at its ends left out; its named groups are what the line holds. */
const pattern = z.string().min(1).max(500);

/** Lines matched by patterns with named groups. A line is tried against `record`, `below`, `ignored`, `results`, in this order. */
export const textFormat = z.strictObject({
  is: z.literal('text'),
  /** Lines that are results: each has a group `value` or `verdict`. What a group `rest` holds is read as a line of its own. */
  results: z.array(pattern).min(1).max(50),
  /** Lines that hold for the results below them, until the next of their kind: the sample of a list of items. */
  below: z.array(pattern).max(50).default([]),
  /** Lines that hold for all results of the record, wherever they stand. */
  record: z.array(pattern).max(50).default([]),
  /** Lines that say nothing: titles, rules. */
  ignored: z.array(pattern).max(50).default([]),
  /** The last line of a record has no end of its own. Else such a line is held to be cut off, and isn't read. */
  openEnd: z.boolean().default(false),
  roles: wellRoles,
  times: timeForms,
});
