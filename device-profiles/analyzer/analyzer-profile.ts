import { z } from 'zod';
import { csvFormat, folderLink } from './csv-profile.ts';
import { dayuanFormat, dayuanLink } from './dayuan-profile.ts';
import { hl7Format, mllpLink } from './hl7-profile.ts';
import { httpFormat, httpLink } from './http-profile.ts';
import { lis01Link, lis02Format } from './lis-profile.ts';
import { taiyangFormat, taiyangLink } from './taiyang-profile.ts';
import { textFormat, textLink } from './text-profile.ts';

const words = z.string().min(1);

/** How the bytes travel: who speaks first, what ends a record, what acknowledges it. */
const linkSchema = z.discriminatedUnion('protocol', [
  lis01Link,
  mllpLink,
  taiyangLink,
  dayuanLink,
  textLink,
  folderLink,
  httpLink,
]);

/** How a record's bytes become results. */
const formatSchema = z.discriminatedUnion('is', [
  lis02Format,
  hl7Format,
  taiyangFormat,
  dayuanFormat,
  textFormat,
  csvFormat,
  httpFormat,
]);

/** An item of testing, as the limits name it: `pesticide-inhibition`. */
const itemId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** What is known of one family of analyzers: facts with their sources, no code. A known link's next analyzer is one data file. */
export const analyzerProfileSchema = z.strictObject({
  /** As a site's configuration names it. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  vendor: words,
  models: z.array(words).min(1),
  kind: words,
  link: linkSchema,
  /** As the instrument leaves the factory; absent where it has no serial port. */
  serial: z
    .strictObject({
      baud: z.int().min(300).max(921_600),
      parity: z.enum(['none', 'even', 'odd']).default('none'),
      dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
      stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
    })
    .optional(),
  format: formatSchema,
  /** The instrument's codes to items; a code that isn't here is kept, and not judged. */
  items: z.record(words, itemId).default({}),
  /** The item of every result, where the instrument sends no code. */
  item: itemId.optional(),
  /** How its text is written in bytes; checksums are always of the bytes. */
  encoding: z.enum(['utf-8', 'gb18030', 'latin1']).default('utf-8'),
  /** For how long the instrument's own record numbers are unique. */
  recordNumbers: z.enum(['per-day', 'per-power-on', 'for-ever', 'none']).default('none'),
  /** Commands that are never sent, whatever happens: they erase records or change settings. */
  neverSend: z.array(z.strictObject({ bytes: z.string().regex(/^([0-9A-F]{2})( [0-9A-F]{2})*$/), why: words })).default([]),
  notes: z.array(words).default([]),
  sources: z.array(words).min(1),
  /** How well the sources bear it out. */
  confidence: z.enum(['high', 'medium', 'low']),
  /** True once somebody has compared it with the instrument itself. */
  verified: z.boolean(),
});
export type AnalyzerProfile = z.infer<typeof analyzerProfileSchema>;
