import type { Fault } from '../../gateway/domain/edge-error.ts';
import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Filling, Language } from '../../gateway/domain/messages/message.ts';
import { placeText } from '../../gateway/domain/place-text.ts';
import type { AnalyzerProfile } from './analyzer-profile.ts';
import { parsePattern } from './line-pattern.ts';
import { resultField } from './result-field.ts';

/** Every way in which an analyzer's profile of the right form can make no sense: a closed list. */
export const ANALYZER_LINT_RULES = [
  'format-link', // a format that doesn't travel on that link
  'record-end-missing', // a line of text on which nothing ends a record
  'pattern-unreadable', // a pattern that is none, or isn't matched in linear time
  'pattern-group', // a named group that means nothing
  'value-missing', // results without a value and without a conclusion
  'placeholder', // a place in an answer that nothing fills
  'never-send-missing', // a link with known commands that erase, and none of them forbidden
  'serial-missing', // an analyzer with a serial port without its factory settings
] as const;
type AnalyzerLintRule = (typeof ANALYZER_LINT_RULES)[number];

type Path = readonly (string | number)[];

/** One place where an analyzer's profile makes no sense. */
export interface AnalyzerFinding {
  readonly rule: AnalyzerLintRule;
  readonly path: Path;
  readonly filling?: Filling;
}

/** All that makes no sense in a profile of the right form; empty when it is clean. */
export const analyzerFindings = (profile: AnalyzerProfile): readonly AnalyzerFinding[] => [
  ...lintPair(profile),
  ...lintLink(profile),
  ...lintFormat(profile),
];

/** A finding in words, without file and line. */
export const analyzerFault = ({ rule, path, filling }: AnalyzerFinding, language: Language): Fault => ({
  place: placeText(path),
  wrong: say(language, `profile.analyzer.${rule}`, filling),
  remedy: say(language, `profile.analyzer.${rule}.do`, filling),
});

type Protocol = AnalyzerProfile['link']['protocol'];

/** Which format travels on which link. */
const FORMATS: Readonly<Record<Protocol, AnalyzerProfile['format']['is']>> = {
  lis01: 'lis02',
  mllp: 'hl7',
  taiyang: 'taiyang',
  dayuan: 'dayuan',
  text: 'text',
  folder: 'csv',
  http: 'http',
};

const lintPair = ({ link, format }: AnalyzerProfile): readonly AnalyzerFinding[] =>
  FORMATS[link.protocol] === format.is
    ? []
    : [{ rule: 'format-link', path: ['format', 'is'], filling: { protocol: link.protocol, format: FORMATS[link.protocol] } }];

// Links on which the host asks have a port at the instrument with settings of its own.
const WITH_SERIAL: ReadonlySet<Protocol> = new Set(['taiyang', 'dayuan', 'text']);

const lintLink = ({ link, serial, neverSend }: AnalyzerProfile): readonly AnalyzerFinding[] => [
  ...(link.protocol === 'text' && Object.keys(link.recordEnd).length === 0
    ? [{ rule: 'record-end-missing' as const, path: ['link', 'recordEnd'] }]
    : []),
  ...(link.protocol === 'taiyang' && neverSend.length === 0 ? [{ rule: 'never-send-missing' as const, path: ['link'] }] : []),
  ...(WITH_SERIAL.has(link.protocol) && serial === undefined ? [{ rule: 'serial-missing' as const, path: ['link'] }] : []),
  ...(link.protocol === 'http' ? lintAnswers(link.answers) : []),
];

const PLACES: ReadonlySet<string> = new Set(['records', 'record', 'count', 'kept', 'refused']);

const lintAnswers = (answers: (AnalyzerProfile['link'] & { protocol: 'http' })['answers']): readonly AnalyzerFinding[] =>
  Object.entries(answers).flatMap(([name, answer]) => {
    const bodies = typeof answer === 'object' ? Object.values(answer).filter((part) => typeof part === 'string') : [];
    const odd = bodies.flatMap((body) => [...body.matchAll(/\{\{(\w*)\}\}/g)].map(([, place = '']) => place));
    return odd
      .filter((place) => !PLACES.has(place))
      .map((place) => ({ rule: 'placeholder' as const, path: ['link', 'answers', name], filling: { place } }));
  });

const lintFormat = ({ format }: AnalyzerProfile): readonly AnalyzerFinding[] => {
  if (format.is === 'text') return lintLines(format);
  const fields = format.is === 'csv' ? format.columns : format.is === 'http' ? format.fields : undefined;
  if (fields === undefined || holdsValue(Object.values(fields))) return [];
  return [{ rule: 'value-missing', path: ['format', format.is === 'csv' ? 'columns' : 'fields'] }];
};

const holdsValue = (fields: readonly string[]): boolean => fields.includes('value') || fields.includes('verdict');

const LINE_KINDS = ['results', 'below', 'record', 'ignored'] as const;

const lintLines = (format: AnalyzerProfile['format'] & { is: 'text' }): readonly AnalyzerFinding[] =>
  LINE_KINDS.flatMap((kind) =>
    format[kind].flatMap((pattern, place) => lintPattern(pattern, ['format', kind, place], kind === 'results')),
  );

const lintPattern = (pattern: string, path: Path, isResult: boolean): readonly AnalyzerFinding[] => {
  const parsed = parsePattern(pattern);
  if (parsed.is === 'faulty') return [{ rule: 'pattern-unreadable', path, filling: { at: parsed.at + 1 } }];
  const odd = parsed.groups.filter((group) => group !== 'rest' && !resultField.safeParse(fieldOfGroup(group)).success);
  return [
    ...odd.map((group) => ({ rule: 'pattern-group' as const, path, filling: { group } })),
    ...(isResult && !holdsValue(parsed.groups) ? [{ rule: 'value-missing' as const, path }] : []),
  ];
};

/** The field that a named group stands for: groups can't have points or hyphens, so `details_kit_lot` is `details.kit-lot`. */
export const fieldOfGroup = (group: string): string => group.replace(/^details_/, 'details.').replaceAll('_', '-');
