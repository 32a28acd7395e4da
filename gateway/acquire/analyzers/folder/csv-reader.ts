import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import { EdgeError } from '../../../domain/edge-error.ts';
import type { SentResult, TransferTrouble, Understood } from '../../../domain/sent-result.ts';
import { decodeText } from '../decode-text.ts';
import { isMostlyNoText } from '../no-text.ts';
import { holdsResult, resultOfFields, type SentFields } from '../result-of-fields.ts';
import { csvRows } from './csv-rows.ts';

type CsvFormat = AnalyzerProfile['format'] & { is: 'csv' };

/** A file of more rows is no file of results. */
const MOST_ROWS = 20_000;

/** Makes a profile of columns ready to read files with; the reader never throws. Throws profile-invalid for another format. */
export const csvReader = (profile: AnalyzerProfile): ((raw: Uint8Array) => Understood) => {
  const { format, encoding } = profile;
  if (format.is !== 'csv') throw new EdgeError('profile-invalid', `${profile.id}: its format is no CSV`);
  return (raw) => {
    if (isMostlyNoText(raw, encoding)) return { results: [], troubles: ['not-text'] };
    const { rows, open } = csvRows(decodeText(raw, encoding).replace(/^\uFEFF/, ''), format.separator);
    const [names, ...content] = rows.slice(format.skip);
    const fields = (names ?? []).map((name) => fieldOf(name, format));
    if (!fields.some((field) => field === 'value' || field === 'verdict')) return { results: [], troubles: ['no-match'] };
    const results: SentResult[] = [];
    const troubles = new Set<TransferTrouble>(
      Object.keys(format.columns).length > fields.filter(Boolean).length ? ['wrong-shape'] : [],
    );
    if (open) troubles.add('incomplete');
    if (content.length > MOST_ROWS) troubles.add('too-long');
    // The row in which a quote stayed open isn't whole.
    for (const row of (open ? content.slice(0, -1) : content).slice(0, MOST_ROWS)) {
      const read = readRow(row, fields, profile, format);
      if (read.result !== undefined) results.push(read.result);
      for (const trouble of read.troubles) troubles.add(trouble);
    }
    return { results, troubles: [...troubles] };
  };
};

const fieldOf = (name: string, { columns }: CsvFormat): string | undefined => {
  const key = name.trim();
  return Object.hasOwn(columns, key) ? columns[key] : undefined;
};

const readRow = (
  row: readonly string[],
  fields: readonly (string | undefined)[],
  profile: AnalyzerProfile,
  format: CsvFormat,
): { readonly result?: SentResult; readonly troubles: readonly TransferTrouble[] } => {
  // A row with fewer cells was cut off, and one with more has a separator where none belongs.
  if (row.length < fields.length || row.slice(fields.length).some((cell) => cell.trim() !== ''))
    return { troubles: ['wrong-shape'] };
  const sent: SentFields = new Map(
    fields.flatMap((field, place) => (field === undefined ? [] : [[field, row[place] ?? ''] as const])),
  );
  return holdsResult(sent) ? resultOfFields(sent, profile, format) : { troubles: ['wrong-shape'] };
};
