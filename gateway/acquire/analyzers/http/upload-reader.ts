import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import { EdgeError } from '../../../domain/edge-error.ts';
import type { SentResult, TransferTrouble, Understood } from '../../../domain/sent-result.ts';
import { decodeText } from '../decode-text.ts';
import { holdsResult, resultOfFields, type SentFields } from '../result-of-fields.ts';
import { isObject, type Json, readForm, readJson, valueAt } from './body-fields.ts';

type HttpFormat = AnalyzerProfile['format'] & { is: 'http' };

/** An upload holds no more results. */
const MOST_RESULTS = 1_000;

/** One record of an upload: the meter's own number of it, and whether it could be read. */
export interface UploadedRecord {
  readonly record: string;
  readonly read: boolean;
}

/** What an upload came to: as a whole, and record by record, since the answer speaks of each. */
export interface ReadUpload {
  readonly understood: Understood;
  readonly records: readonly UploadedRecord[];
  /** The body itself, to look up a field in. */
  readonly body: Json | undefined;
}

/** Makes a profile of an interface ready to read bodies with; the reader never throws. Throws profile-invalid for another format. */
export const uploadReader = (profile: AnalyzerProfile): ((raw: Uint8Array) => ReadUpload) => {
  const { format, encoding } = profile;
  if (format.is !== 'http') throw new EdgeError('profile-invalid', `${profile.id}: its format is no upload`);
  return (raw) => {
    const body = format.body === 'form' ? readForm(raw, encoding) : readJson(decodeText(raw, encoding).replace(/^\uFEFF/, ''));
    const list = listOf(body, format);
    if (list === undefined) return { understood: { results: [], troubles: ['wrong-shape'] }, records: [], body };
    const shared = fieldsAt(body, format.shared);
    const results: SentResult[] = [];
    const records: UploadedRecord[] = [];
    const troubles = new Set<TransferTrouble>([
      ...(list.length === 0 ? (['no-match'] as const) : []),
      ...(list.length > MOST_RESULTS ? (['too-long'] as const) : []),
    ]);
    for (const entry of list.slice(0, MOST_RESULTS)) {
      const sent: SentFields = new Map([...shared, ...fieldsAt(entry, format.fields)]);
      const read = holdsResult(sent) ? resultOfFields(sent, profile, format) : undefined;
      records.push({ record: sent.get('record') ?? '', read: read !== undefined });
      if (read !== undefined) results.push(read.result);
      for (const trouble of read?.troubles ?? ['wrong-shape' as const]) troubles.add(trouble);
    }
    return { understood: { results, troubles: [...troubles] }, records, body };
  };
};

const listOf = (body: Json | undefined, { list, body: kind }: HttpFormat): readonly Json[] | undefined => {
  const found = list === undefined ? body : valueAt(body, list);
  // In a form, a list is the text of a field.
  const value = kind === 'form' && typeof found === 'string' ? readJson(found) : found;
  if (Array.isArray(value)) return value;
  return isObject(value) ? [value] : undefined;
};

const fieldsAt = (value: Json | undefined, places: Readonly<Record<string, string>>): SentFields =>
  new Map(
    Object.entries(places).flatMap(([place, field]) => {
      const text = textOf(valueAt(value, place));
      return text === '' ? [] : [[field, text] as const];
    }),
  );

const textOf = (value: Json | undefined): string => {
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : '';
};
