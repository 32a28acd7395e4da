import { z } from 'zod';
import { textTable } from '../console/text-table.ts';
import { CATALOGUE, type MessageKey, say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { VERDICT_REASONS, VERDICTS } from '../domain/verdict.ts';

/** Where and how words are read. */
interface Reader {
  readonly timezone: string;
  readonly language: Language;
}

const testShape = z.looseObject({
  id: z.string(),
  analyzer: z.string(),
  sampleId: z.string(),
  sample: z.string().optional(),
  quarantine: z.string().optional(),
  channel: z.number().optional(),
  code: z.string(),
  item: z.string().optional(),
  itemName: z.string().optional(),
  value: z.string(),
  unit: z.string(),
  verdict: z.enum(VERDICTS),
  reason: z.enum(VERDICT_REASONS).optional(),
  possibleRepeat: z.boolean().optional(),
  receivedAt: z.number(),
  limit: z.looseObject({ verified: z.boolean() }).optional(),
});
type ShownTest = z.infer<typeof testShape>;

const sampleShape = z.looseObject({ id: z.string(), name: z.string(), stall: z.string().optional(), takenAt: z.number() });

const isKey = (key: string): key is MessageKey => Object.hasOwn(CATALOGUE, key);

/** The words behind a key; where the catalogue has none, what was sent. */
const worded = (language: Language, key: string, otherwise: string): string => (isKey(key) ? say(language, key) : otherwise);

const verdictWords = ({ verdict, reason, limit, possibleRepeat }: ShownTest, language: Language): string =>
  [
    say(language, `station.verdict.${verdict}`),
    ...(reason === undefined ? [] : [say(language, `station.reason.${reason}`)]),
    ...(limit === undefined || limit.verified ? [] : [say(language, 'station.board.unverified')]),
    ...(possibleRepeat === true ? [say(language, 'station.possible-repeat')] : []),
  ].join(', ');

const itemWords = ({ itemName, item, code }: ShownTest): string => itemName ?? item ?? code;

const valueWords = ({ value, unit }: ShownTest): string => `${value} ${unit}`.trim();

const timeOf = (at: number, { timezone: timeZone }: Reader): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);

const table = (language: Language, columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0
    ? [say(language, 'station.none')]
    : textTable([columns.map((column) => worded(language, `station.column.${column}`, column)), ...rows]);

/** One test, as it is kept. */
export const testWords = (answer: unknown, { language }: Reader): readonly string[] => {
  const test = testShape.parse(answer);
  return [[test.id, test.sample ?? '', itemWords(test), valueWords(test), verdictWords(test, language)].join('  ')];
};

/** The samples, each with its tests. */
export const sampleTable = (answer: unknown, reader: Reader): readonly string[] => {
  const rows = z.array(z.object({ sample: sampleShape, tests: z.array(testShape) })).parse(answer);
  return table(
    reader.language,
    ['sample', 'product', 'stall', 'taken', 'results'],
    rows.map(({ sample, tests }) => [
      sample.id,
      sample.name,
      sample.stall ?? '',
      timeOf(sample.takenAt, reader),
      tests.map((test) => `${itemWords(test)} ${valueWords(test)} ${verdictWords(test, reader.language)}`).join('; '),
    ]),
  );
};

const quarantineShape = z.object({
  test: testShape,
  why: z.string(),
  transfers: z.number(),
  stoppedBy: z.string().optional(),
});

/** What waits for a person to say whose it is. */
export const quarantineTable = (answer: unknown, reader: Reader): readonly string[] => {
  const rows = z.array(quarantineShape).parse(answer);
  return table(
    reader.language,
    ['test', 'analyzer', 'channel', 'received', 'result', 'why'],
    rows.map((row) => [
      row.test.id,
      row.test.analyzer,
      [row.test.channel ?? '', row.test.sampleId].join(' ').trim(),
      timeOf(row.test.receivedAt, reader),
      `${itemWords(row.test)} ${valueWords(row.test)}`.trim(),
      whyWords(row, reader.language),
    ]),
  );
};

/** Why it waits; and, where a run sheet must be ended or nobody but a person can tell, what to type. */
const whyWords = ({ test, why, transfers, stoppedBy }: z.infer<typeof quarantineShape>, language: Language): string => {
  const words = [
    worded(language, `station.quarantine.${why}`, why) + (transfers > 1 ? ` (×${transfers})` : ''),
    ...(test.possibleRepeat === true ? [say(language, 'station.possible-repeat')] : []),
  ].join(', ');
  if (why !== 'ambiguous') return words;
  if (stoppedBy === undefined) return `${words}: ${say(language, 'station.quarantine.assign', { test: test.id })}`;
  return `${words}: ${say(language, 'station.sheet.end', { analyzer: test.analyzer, run: stoppedBy })}`;
};

/** The samples whose last result decides nothing, each with why. */
export const undecidedTable = (answer: unknown, reader: Reader): readonly string[] => {
  const rows = z.array(z.object({ test: testShape, sample: sampleShape })).parse(answer);
  return table(
    reader.language,
    ['test', 'sample', 'product', 'stall', 'received', 'result', 'why'],
    rows.map(({ test, sample }) => [
      test.id,
      sample.id,
      sample.name,
      sample.stall ?? '',
      timeOf(test.receivedAt, reader),
      `${itemWords(test)} ${valueWords(test)}`.trim(),
      reasonWords(test, reader.language),
    ]),
  );
};

const reasonWords = ({ verdict, reason }: ShownTest, language: Language): string =>
  say(language, `station.verdict.${verdict}`) + (reason === undefined ? '' : ` (${say(language, `station.reason.${reason}`)})`);

const stepShape = z.looseObject({ step: z.string(), at: z.number() });

/** The open cases of positives, each with what is due. */
export const caseTable = (answer: unknown, reader: Reader): readonly string[] => {
  const { language } = reader;
  const shape = z.object({
    id: z.string(),
    test: testShape,
    sample: sampleShape,
    steps: z.array(stepShape),
    repeats: z.number(),
    repeatsDue: z.number(),
    due: z.number().optional(),
    missing: z.array(z.string()),
  });
  return table(
    language,
    ['case', 'sample', 'product', 'stall', 'result', 'repeats', 'last-step', 'missing', 'due'],
    z.array(shape).parse(answer).map(({ id, test, sample, steps, repeats, repeatsDue, due, missing }) => [
      id,
      sample.id,
      sample.name,
      sample.stall ?? '',
      valueWords(test),
      `${repeats}/${repeatsDue}`,
      stepWord(steps.at(-1)?.step ?? '', language),
      missing.map((step) => stepWord(step, language)).join(', '),
      due === undefined ? '' : timeOf(due, reader),
    ]),
  ); // biome-ignore format: a table to read
};

const stepWord = (step: string, language: Language): string => worded(language, `station.step.${step}`, step);

/** One step, as it is kept. */
export const stepWords = (answer: unknown, reader: Reader): readonly string[] => {
  const { step, at } = stepShape.parse(answer);
  return [`${timeOf(at, reader)}  ${stepWord(step, reader.language)}`];
};

/** The public board. */
export const boardTable = (answer: unknown, reader: Reader): readonly string[] => {
  const { language } = reader;
  const shape = z.object({
    stall: z.string().optional(),
    product: z.string(),
    itemName: z.string(),
    outcome: z.enum(['negative', 'positive']),
    at: z.number(),
    verified: z.boolean(),
  });
  return table(
    language,
    ['stall', 'product', 'item', 'outcome', 'method', 'tested'],
    z.array(shape).parse(answer).map(({ stall, product, itemName, outcome, at, verified }) => [
      stall ?? '',
      product,
      itemName,
      say(language, `station.verdict.${outcome}`),
      say(language, 'station.board.method') + (verified ? '' : ` (${say(language, 'station.board.unverified')})`),
      timeOf(at, reader),
    ]),
  ); // biome-ignore format: a table to read
};

/** What reading kept bytes again came to. */
export const readAgainWords = (answer: unknown, { language }: Reader): readonly string[] => [
  say(language, 'station.read-again', countsOf(answer)),
];

/** What an imported log came to. */
export const keptWords = (answer: unknown, { language }: Reader): readonly string[] => [
  say(language, 'station.imported', countsOf(answer)),
];

const countsOf = (answer: unknown): Readonly<Record<string, number>> => z.record(z.string(), z.number()).parse(answer);
