import type { AnalyzerProfile } from '../../../device-profiles/analyzer/analyzer-profile.ts';
import type { SentResult, TransferTrouble, WellRole } from '../../domain/sent-result.ts';
import { writtenTime } from './written-time.ts';

/** What stands in a line, a row or an object, by the fields of `RESULT_FIELDS` and `details.<name>`. */
export type SentFields = ReadonlyMap<string, string>;

/** How a format's texts are read: which words name a well's role, and how times are written. */
interface Writing {
  readonly roles: Readonly<Record<string, WellRole>>;
  readonly times: readonly string[];
}

/** A result, and what is wrong with its parts. */
interface ReadResult {
  readonly result: SentResult;
  readonly troubles: readonly TransferTrouble[];
}

const DETAILS = 'details.';

/** No run has more wells; a higher number is none. */
const MOST_WELLS = 999;

/** True where the fields hold what makes a result: a value, or the instrument's conclusion. */
export const holdsResult = (fields: SentFields): boolean => has(fields, 'value') || has(fields, 'verdict');

const has = (fields: SentFields, field: string): boolean => (fields.get(field) ?? '').trim() !== '';

/** Makes a result of what an instrument sent. A time or a channel that can't be one is left out, and told. */
export const resultOfFields = (
  fields: SentFields,
  { items, item: itemOfAll }: Pick<AnalyzerProfile, 'items' | 'item'>,
  { roles, times }: Writing,
): ReadResult => {
  const code = (fields.get('item') ?? '').trim();
  const item = (Object.hasOwn(items, code) ? items[code] : undefined) ?? itemOfAll;
  const written = [fields.get('date'), fields.get('time')].filter((part) => part !== undefined && part.trim() !== '').join(' ');
  const measuredAt = written === '' ? undefined : writtenTime(written, times);
  const well = (fields.get('channel') ?? '').trim();
  const channel = channelOf(well);
  const word = (fields.get('role') ?? '').trim();
  const role = Object.hasOwn(roles, word) ? roles[word] : undefined;
  const result: SentResult = {
    sampleId: (fields.get('sample') ?? '').trim(),
    code,
    ...(item === undefined ? {} : { item }),
    value: fields.get('value') ?? '',
    unit: fields.get('unit') ?? '',
    ...texts(fields),
    ...(measuredAt === undefined ? {} : { measuredAt }),
    ...(channel === undefined ? {} : { channel }),
    ...(role === undefined ? {} : { role }),
    ...detailsOf(fields),
  };
  const odd = (written !== '' && measuredAt === undefined) || (well !== '' && channel === undefined);
  return { result, troubles: odd ? ['wrong-shape'] : [] };
};

const channelOf = (text: string): number | undefined => {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= MOST_WELLS ? number : undefined;
};

const texts = (fields: SentFields): Pick<SentResult, 'conclusion' | 'flag' | 'status' | 'record' | 'run'> => ({
  ...(has(fields, 'verdict') ? { conclusion: fields.get('verdict') ?? '' } : {}),
  ...(has(fields, 'flag') ? { flag: fields.get('flag') ?? '' } : {}),
  ...(has(fields, 'status') ? { status: fields.get('status') ?? '' } : {}),
  ...(has(fields, 'record') ? { record: (fields.get('record') ?? '').trim() } : {}),
  ...(has(fields, 'run') ? { run: (fields.get('run') ?? '').trim() } : {}),
});

const detailsOf = (fields: SentFields): Pick<SentResult, 'details'> => {
  const details = [...fields].flatMap(([field, text]) =>
    field.startsWith(DETAILS) && text !== '' ? [[field.slice(DETAILS.length), text] as const] : [],
  );
  return details.length === 0 ? {} : { details: Object.fromEntries(details) };
};
