import { type Delimiters, declaredDelimiters, USUAL_DELIMITERS } from './delimiters.ts';

/** A record: its type in upper case, and its fields as sent, the first of them the type. */
export interface LisRecord {
  readonly type: string;
  readonly fields: readonly string[];
}

/** A message in records, with the delimiters that hold in it. */
export interface LisMessage {
  readonly delimiters: Delimiters;
  readonly records: readonly LisRecord[];
  /** Lines that are no records. */
  readonly foreign: number;
}

const RECORD_TYPES = 'HPORCQLMS';

/** A record of this text; undefined where no record begins so. Types come in either case. Source: LIS02-A2, 5.5. */
const recordOf = (line: string, { field }: Delimiters): LisRecord | undefined => {
  const type = line.charAt(0).toUpperCase();
  const isRecord = RECORD_TYPES.includes(type) && (line.length === 1 || line[1] === field);
  return isRecord ? { type, fields: line.split(field) } : undefined;
};

/** Parts a message's text into records. Each ends with CR; an LF behind it is let pass. */
export const recordsOf = (text: string): LisMessage => {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const header = lines.find((line) => /^[Hh][^A-Za-z0-9]/.test(line));
  const delimiters = header === undefined ? USUAL_DELIMITERS : declaredDelimiters(header);
  const records = lines.map((line) => recordOf(line, delimiters)).filter((record) => record !== undefined);
  return { delimiters, records, foreign: lines.length - records.length };
};
