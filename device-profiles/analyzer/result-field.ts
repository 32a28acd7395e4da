import { z } from 'zod';
import { WELL_ROLES } from '../../gateway/domain/sent-result.ts';

/** What a piece of a text line, a column or a key can hold: a closed list. */
export const RESULT_FIELDS = [
  'sample', // the sample's id
  'item', // the instrument's code of the test
  'value',
  'unit',
  'verdict', // the instrument's own conclusion, in its own words
  'flag',
  'status',
  'time', // date and time of the measurement, or the time alone where `date` stands apart
  'date',
  'record', // the instrument's own number of the record
  'run',
  'channel', // the well, counted from 1
  'role', // what the well held; `roles` says in which words
] as const;

/** A field, or `details.<name>` for whatever else an instrument sends. */
export const resultField = z.string().regex(new RegExp(`^(${RESULT_FIELDS.join('|')}|details\\.[a-z0-9]+(-[a-z0-9]+)*)$`));

/** An instrument's words for what a well held: `Control: control`. Any other word is a sample. */
export const wellRoles = z.record(z.string().min(1), z.enum(WELL_ROLES)).default({});

/** How dates and times are written: `yyyy` or `yy`, `MM`, `dd`, `HH`, `mm`, `ss`, and signs between them. The first that fits counts. */
export const timeForms = z
  .array(z.string().regex(/^(yyyy|yy|MM|dd|HH|mm|ss|[^A-Za-z])+$/))
  .min(1)
  .default(['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm']);
