import { decodeText, type Encoding } from '../decode-text.ts';

/** The characters that part a message, as its MSH declares them. Source: HL7 v2.5.1, 2.5.4. */
export interface Hl7Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** A segment: its name, and its fields as HL7 counts them, the name at 0. */
export interface Segment {
  readonly name: string;
  readonly fields: readonly string[];
}

/** A message in segments; the first is its MSH. */
export interface Hl7Message {
  readonly separators: Hl7Separators;
  readonly segments: readonly Segment[];
  readonly header: Segment;
  /** True where LF ended the segments instead of CR. */
  readonly endedByLineFeeds: boolean;
  /** Lines that are no segments. */
  readonly foreign: number;
}

/** The separators that nearly all send. */
export const USUAL_SEPARATORS: Hl7Separators = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };

const separatorsOf = (line: string): Hl7Separators | undefined => {
  const field = line[3] ?? '';
  if (!/^[^A-Za-z0-9\s]$/.test(field)) return undefined;
  const [component, repetition, escapeMark, subcomponent] = line.slice(4).split(field, 1)[0] ?? '';
  const separators = {
    field,
    component: component ?? USUAL_SEPARATORS.component,
    repetition: repetition ?? USUAL_SEPARATORS.repetition,
    escape: escapeMark ?? USUAL_SEPARATORS.escape,
    subcomponent: subcomponent ?? USUAL_SEPARATORS.subcomponent,
  };
  return new Set(Object.values(separators)).size === 5 ? separators : undefined;
};

const segmentOf = (line: string, field: string): Segment | undefined => {
  const name = line.slice(0, 3);
  if (!/^[A-Z][A-Z0-9]{2}$/.test(name) || (line.length > 3 && line[3] !== field)) return undefined;
  const fields = line.split(field);
  // MSH-1 is the separator itself, so that its fields count one higher.
  return { name, fields: name === 'MSH' ? ['MSH', field, ...fields.slice(1)] : fields };
};

/** MSH-18 by its names in HL7 table 0211. Absent or ASCII: as the profile says. */
const CHARSETS: readonly (readonly [RegExp, Encoding])[] = [
  [/^(UNICODE|UTF)/i, 'utf-8'],
  [/^GB/i, 'gb18030'],
  [/^8859\/?1$/i, 'latin1'],
];

const CHARSET_FIELD = 18;

const declaredEncoding = (raw: Uint8Array): Encoding | undefined => {
  const line =
    decodeText(raw, 'latin1')
      .trimStart()
      .split(/[\r\n]/, 1)[0] ?? '';
  const declared = line.split(line[3] ?? '|')[CHARSET_FIELD - 1]?.trim() ?? '';
  return CHARSETS.find(([name]) => name.test(declared))?.[1];
};

/** Parts a message into segments; undefined where it doesn't begin with a usable MSH. Segments end with CR, and with LF where there is no CR at all. */
export const segmentsOf = (raw: Uint8Array, encoding: Encoding): Hl7Message | undefined => {
  const text = decodeText(raw, declaredEncoding(raw) ?? encoding).replace(/^[\s\uFEFF]+/, '');
  const endedByLineFeeds = !text.trimEnd().includes('\r') && text.includes('\n');
  const lines = text.split(endedByLineFeeds ? '\n' : /\r\n?/).filter((line) => line.trim() !== '');
  const first = lines[0];
  if (first === undefined || !first.startsWith('MSH')) return undefined;
  const separators = separatorsOf(first);
  if (separators === undefined) return undefined;
  const segments = lines.map((line) => segmentOf(line, separators.field)).filter((segment) => segment !== undefined);
  const [header] = segments;
  if (header === undefined) return undefined;
  return { separators, segments, header, endedByLineFeeds, foreign: lines.length - segments.length };
};
