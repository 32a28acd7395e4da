import { systemClock } from '../app/system-clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { type KitchenLine, kitchenLine } from './ask-kitchen.ts';
import type { Command, Terminal } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';
import { disposalForm, type RetainReader, retainForm } from './retain-forms.ts';
import { bookOf, bookTable, needsHand, type ShownBook, sampleLines } from './retain-words.ts';
import { provenStays } from './retained-temperatures.ts';

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  ...CONFIG_OPTION,
  json: { type: 'boolean', default: false },
  meal: TEXT, dish: { type: 'string', multiple: true }, grams: TEXT, by: TEXT, 'taken-at': TEXT, cabinet: TEXT, corrects: TEXT,
  due: { type: 'boolean' }, at: TEXT, words: TEXT,
} as const; // biome-ignore format: a list to read

type Written = ReturnType<typeof parsedOptions<typeof OPTIONS>>['values'];

interface Wish {
  readonly kitchen: KitchenLine;
  readonly written: Written;
  readonly named: readonly string[];
  readonly terminal: Terminal;
}

/** `larder retain`: the book of retained samples; asked of the running gateway, with the fridges' temperatures from its record. */
export const retainCommand: Command = {
  name: 'retain',
  help: (language) => say(language, 'kitchen.retain.help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, terminal, OPTIONS, true);
    const [word = 'list', ...named] = positionals;
    const act = Object.hasOwn(ACTS, word) ? ACTS[word] : undefined;
    if (act === undefined) throw new EdgeError('usage', say(terminal.language, 'kitchen.retain.help'));
    return await act({ kitchen: await kitchenLine(values.config, terminal), written: values, named, terminal });
  },
};

const ACTS: Readonly<Record<string, (wish: Wish) => Promise<number>>> = {
  list: async ({ kitchen, written, terminal }) => {
    const book = withTemperatures(bookOf(await kitchen.ask('retained')), kitchen);
    const { timezone, language } = kitchen.site.gateway;
    if (written.json) terminal.out(JSON.stringify(book));
    else for (const line of bookTable(book, { timezone, language })) terminal.out(line);
    return needsHand(book) ? 1 : 0;
  },
  add: async (wish) => {
    const form = retainForm(wish.written, readerOf(wish));
    return tellSamples(await wish.kitchen.ask('retain', form), wish);
  },
  dispose: async (wish) => {
    const form = disposalForm(wish.named, wish.written, readerOf(wish));
    return tellSamples(await wish.kitchen.ask('dispose', form), wish);
  },
};

const readerOf = ({ kitchen, terminal }: Wish): RetainReader => ({
  language: terminal.language,
  timezone: kitchen.site.gateway.timezone,
  now: systemClock.now(),
});

/** Each sample with what goes on its container; that there was none is told as well. */
const tellSamples = (answer: unknown, { written, terminal, kitchen }: Wish): number => {
  const { timezone, language } = kitchen.site.gateway;
  const lines = sampleLines(answer, { timezone, language });
  for (const line of written.json ? [JSON.stringify(answer)] : lines) terminal.out(line);
  if (lines.length === 0) terminal.err(say(language, 'kitchen.retain.nothing-due'));
  return 0;
};

/** Each sample with what is proven of its stay so far: until it was disposed of, at the longest until it may be. */
const withTemperatures = (book: ShownBook, { site }: KitchenLine): ShownBook => {
  const stays = book.samples.map(({ sample: { id, cabinet, takenAt, until, disposedAt } }) => ({
    id,
    cabinet,
    from: takenAt,
    to: Math.min(until, disposedAt ?? until, Math.max(book.at, takenAt)),
  }));
  const proven = provenStays(site, stays);
  return {
    ...book,
    samples: book.samples.map((row) => {
      const times = proven.get(row.sample.id);
      return times === undefined ? row : { ...row, temperature: times };
    }),
  };
};
