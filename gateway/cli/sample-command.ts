import { resolve } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../app/system-clock.ts';
import type { Millis, UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { type DeskLine, deskLine } from './ask-desk.ts';
import type { Command, Terminal } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';
import { sampleForm, samplesOfFile, sheetForm, typedForm, type Written } from './sample-forms.ts';
import { keptWords, quarantineTable, readAgainWords, sampleTable, testWords, undecidedTable } from './station-words.ts';

const TEXT = { type: 'string' } as const;
const LIST = { type: 'string', multiple: true } as const;

const OPTIONS = {
  ...CONFIG_OPTION,
  json: { type: 'boolean', default: false },
  id: TEXT, corrects: { type: 'boolean' }, name: TEXT, category: TEXT, stall: TEXT, dealer: TEXT, 'dealer-number': TEXT, origin: TEXT, lot: TEXT, quantity: TEXT,
  sampler: TEXT, 'commissioned-by': TEXT, 'taken-at': TEXT, document: LIST,
  analyzer: TEXT, run: TEXT, item: TEXT, well: LIST, kit: TEXT, extraction: TEXT, by: TEXT, words: TEXT,
  sample: TEXT, value: TEXT, unit: TEXT, 'confirmed-by': TEXT, 'read-at': TEXT, photo: TEXT, detail: LIST, since: TEXT, before: TEXT,
} as const; // biome-ignore format: a list to read

/** What a word after `larder sample` needs. */
interface Wish {
  readonly desk: DeskLine;
  readonly written: Written;
  readonly named: readonly string[];
  readonly terminal: Terminal;
}

/** `larder sample`: samples, run sheets, results read by eye, and what waits in quarantine; asked of the running gateway. */
export const sampleCommand: Command = {
  name: 'sample',
  help: (language) => say(language, 'station.sample-help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, terminal, OPTIONS, true);
    const [word = 'list', ...named] = positionals;
    const act = Object.hasOwn(ACTS, word) ? ACTS[word] : undefined;
    if (act === undefined) throw new EdgeError('usage', say(terminal.language, 'station.sample-help'));
    return await act({ desk: await deskLine(values.config, terminal), written: values, named, terminal });
  },
};

const ACTS: Readonly<Record<string, (wish: Wish) => Promise<number>>> = {
  list: async (wish) => {
    const { since } = wish.written;
    const from = typeof since === 'string' ? sinceOf(since, wish) : systemClock.now() - LATELY;
    const rows = listShape.parse(await wish.desk.ask('samples'));
    tell(
      wish,
      rows.filter(({ sample }) => sample.takenAt >= from),
      sampleTable,
    );
    return 0;
  },
  add: async (wish) => {
    const [file] = wish.named;
    return await shown(
      wish,
      'register-all',
      file === undefined ? [sampleForm(wish.written)] : samplesOfFile(file),
      registeredWords,
    );
  },
  sheet: (wish) => shown(wish, 'run-sheet', sheetForm(wish.written), sheetWords),
  end: async (wish) => {
    const { analyzer, run, by, words } = wish.written;
    return await shown(wish, 'end-sheet', { analyzer, run, by, words }, endedWords);
  },
  type: (wish) => shown(wish, 'typed', typedForm(wish.written), testWords),
  quarantine: async (wish) => {
    const rows = await wish.desk.ask('quarantine');
    tell(wish, rows, quarantineTable);
    return Array.isArray(rows) && rows.length > 0 ? 1 : 0;
  },
  undecided: async (wish) => {
    const rows = await wish.desk.ask('undecided');
    tell(wish, rows, undecidedTable);
    return Array.isArray(rows) && rows.length > 0 ? 1 : 0;
  },
  assign: async (wish) => {
    const [test, sample] = wish.named;
    return await shown(wish, 'assign', { test, sample, by: wish.written['by'], words: wish.written['words'] }, testWords);
  },
  'set-aside': async (wish) => {
    const [test] = wish.named;
    const { analyzer, before, by, words } = wish.written;
    const form = test === undefined ? { analyzer, before, by, words } : { test, by, words };
    return await shown(wish, 'set-aside', form, (count) => [String(count)]);
  },
  forget: async (wish) => {
    const [person] = wish.named;
    return await shown(wish, 'forget', { person, by: wish.written['by'] }, (_, { language }) => [
      say(language, 'station.forgotten'),
    ]);
  },
  again: async (wish) => {
    const [analyzer] = wish.named;
    const { by, since } = wish.written;
    return await shown(wish, 'read-again', { analyzer, by, since }, readAgainWords);
  },
  import: async (wish) => {
    const [analyzer, file = ''] = wish.named;
    return await shown(wish, 'import', { analyzer, file: resolve(file) }, keptWords);
  },
};

/** Without `--since`, the samples of so long are listed. */
const LATELY: Millis = 24 * 3_600_000;

const listShape = z.array(z.looseObject({ sample: z.looseObject({ takenAt: z.number() }) }));

/** A date, or a moment as ISO 8601 writes it. @throws EdgeError `usage`. */
const sinceOf = (text: string, { terminal }: Wish): UtcMillis => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new EdgeError('usage', say(terminal.language, 'station.sample-help'));
  return at;
};

type Words = (answer: unknown, desk: DeskLine) => readonly string[];

const shown = async (wish: Wish, word: string, entered: unknown, words: Words): Promise<number> => {
  tell(wish, await wish.desk.ask(word, entered), words);
  return 0;
};

const tell = ({ written, desk, terminal }: Wish, answer: unknown, words: Words): void => {
  if (written['json'] === true) terminal.out(JSON.stringify(answer));
  else for (const line of words(answer, desk)) terminal.out(line);
};

const registeredShape = z.array(z.looseObject({ id: z.string(), goodsKnown: z.boolean() }));

const registeredWords: Words = (answer, { language }) =>
  registeredShape
    .parse(answer)
    .flatMap(({ id, goodsKnown }) => (goodsKnown ? [id] : [id, `  ! ${say(language, 'station.warning.goods-unknown')}`]));
const endedWords: Words = (answer, { language }) => {
  const { joined } = z.object({ joined: z.number() }).parse(answer);
  return joined === 0 ? [] : [say(language, 'station.sheet.joined', { n: joined })];
};

const sheetWords: Words = (answer, { language }) => {
  const warnings = answer instanceof Object && 'warnings' in answer && Array.isArray(answer.warnings) ? answer.warnings : [];
  return [
    idOf(answer, 'run'),
    ...(['kit-expired', 'no-control', 'waits'] as const)
      .filter((warning) => warnings.includes(warning))
      .map((warning) => `  ! ${say(language, `station.warning.${warning}`)}`),
  ];
};

const idOf = (answer: unknown, key: string): string => {
  const value: unknown = answer instanceof Object ? Reflect.get(answer, key) : undefined;
  return String(value ?? '');
};
