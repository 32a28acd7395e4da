import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import { parsePattern } from '../../../../device-profiles/analyzer/line-pattern.ts';
import { fieldOfGroup } from '../../../../device-profiles/analyzer/lint-analyzer.ts';
import { EdgeError } from '../../../domain/edge-error.ts';
import type { TransferTrouble, Understood } from '../../../domain/sent-result.ts';
import { decodeText } from '../decode-text.ts';
import { isMostlyNoText } from '../no-text.ts';
import { resultOfFields, type SentFields } from '../result-of-fields.ts';
import { type LineMatcher, lineMatcher } from './match-line.ts';
import { withoutCommands } from './printer-escapes.ts';
import { LONGEST_RECORD } from './record-cutter.ts';
import { RecordFields } from './record-fields.ts';

/** A line of more signs is no line of a printout. */
const LONGEST_LINE = 512;

/** A line holds no more results than that. */
const MOST_IN_LINE = 64;

type TextFormat = AnalyzerProfile['format'] & { is: 'text' };

/** What reads the raw bytes of one record. Never throws. */
export type ReadRecord = (raw: Uint8Array) => Understood;

/** Makes a text profile ready to read records with. Throws profile-invalid for a pattern that can't be read, or another format. */
export const textReader = (profile: AnalyzerProfile): ReadRecord => {
  const { format, link, encoding } = profile;
  if (format.is !== 'text') throw new EdgeError('profile-invalid', `${profile.id}: its format is no text`);
  const matchers = matchersOf(format);
  const delimiter = link.protocol === 'text' ? (link.recordEnd.delimiter ?? '') : '';
  return (raw) => {
    const bytes = withoutCommands(raw);
    if (isMostlyNoText(bytes, encoding)) return { results: [], troubles: ['not-text'] };
    const { lines, cut } = linesOf(decodeText(bytes, encoding), delimiter, format.openEnd);
    const fields = new RecordFields();
    const troubles = new Set<TransferTrouble>([
      ...(raw.length >= LONGEST_RECORD ? (['too-long'] as const) : []),
      ...(cut ? (['incomplete'] as const) : []),
      ...lines.flatMap((line) => readLine(line, matchers, fields)),
    ]);
    const read = fields.results().map((each) => resultOfFields(each, profile, format));
    for (const trouble of [...fields.troubles(), ...read.flatMap((each) => each.troubles)]) troubles.add(trouble);
    return { results: read.map(({ result }) => result), troubles: [...troubles] };
  };
};

/** The ways in which a line may speak, in the order in which they are tried. */
const KINDS = ['record', 'below', 'ignored', 'results'] as const;
type Kind = (typeof KINDS)[number];
type Matchers = Readonly<Record<Kind, readonly LineMatcher[]>>;

const matchersOf = (format: TextFormat): Matchers => ({
  record: format.record.map(matcherOf),
  below: format.below.map(matcherOf),
  ignored: format.ignored.map(matcherOf),
  results: format.results.map(matcherOf),
});

const matcherOf = (pattern: string): LineMatcher => {
  const parsed = parsePattern(pattern);
  if (parsed.is === 'faulty') throw new EdgeError('profile-invalid', `the pattern ${pattern} can’t be read`);
  return lineMatcher(parsed.root);
};

// STX, ETX and EOT stand around records, form feed and vertical tab between them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what parts lines
const LINE_ENDS = /\r\n|[\n\r\u0003\u0004\u000b\u000c]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f]/g;

/** The lines that hold something, and whether the last one was cut off: it has no end, so that a digit may be missing. */
const linesOf = (text: string, delimiter: string, openEnd: boolean): { lines: readonly string[]; cut: boolean } => {
  const whole = delimiter.length === 1 ? text.replaceAll(delimiter, '\n') : text;
  const lines = whole.split(LINE_ENDS).map((line) => line.replace(CONTROLS, '').trim());
  const last = lines.pop() ?? '';
  const ended = last === '' || (delimiter.length > 1 && last === delimiter.trim());
  const told = ended || !openEnd ? lines : [...lines, last];
  const content = told.filter((line) => line !== '' && (delimiter.length <= 1 || !line.startsWith(delimiter.trim())));
  return { lines: content, cut: !ended && !openEnd };
};

const readLine = (line: string, matchers: Matchers, fields: RecordFields): readonly TransferTrouble[] => {
  if ([...line].length > LONGEST_LINE) return ['too-long'];
  let rest = line;
  for (let parts = 0; rest !== '' && parts < MOST_IN_LINE; parts += 1) {
    const found = firstMatch(rest, matchers);
    if (found === undefined) return ['no-match'];
    if (found.kind !== 'ignored') fields.take(found.kind, found.groups);
    rest = found.rest;
  }
  return rest === '' ? [] : ['too-long'];
};

const firstMatch = (
  line: string,
  matchers: Matchers,
): { readonly kind: Kind; readonly groups: SentFields; readonly rest: string } | undefined => {
  for (const kind of KINDS) {
    for (const match of matchers[kind]) {
      const groups = match(line);
      const rest = groups?.get('rest')?.trim() ?? '';
      // A rest that is no shorter would be read without end.
      if (groups !== undefined && rest.length < line.length) return { kind, groups: fieldsOf(groups), rest };
    }
  }
  return undefined;
};

const fieldsOf = (groups: ReadonlyMap<string, string>): SentFields =>
  new Map([...groups].flatMap(([name, text]) => (name === 'rest' || text === '' ? [] : [[fieldOfGroup(name), text] as const])));
