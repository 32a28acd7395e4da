import { z } from 'zod';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { kitchenLine } from './ask-kitchen.ts';
import { askedOptions } from './asked-options.ts';
import { calibratedWords, calibrationsOf, calibrationTable, historyTable } from './calibration-words.ts';
import type { Command } from './command.ts';
import { joinedNegatives } from './joined-negatives.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';

const TEXT = { type: 'string' } as const;
const LIST = { type: 'string', multiple: true } as const;
const OPTIONS = {
  ...CONFIG_OPTION,
  json: { type: 'boolean', default: false },
  reference: LIST, read: LIST, shown: LIST, certificate: TEXT, due: TEXT, by: TEXT,
} as const; // biome-ignore format: a list to read

/** `larder calibrate`: the calibrations of the box, exit 1 while one is due; the history of a channel; or a calibration of it. */
export const calibrateCommand: Command = {
  name: 'calibrate',
  help: (language) => say(language, 'kitchen.calibrate.help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(
      joinedNegatives(words, ['reference', 'read', 'shown']),
      terminal,
      OPTIONS,
      true,
    );
    const [channel] = positionals;
    if (positionals.length > 1) throw new EdgeError('usage', say(terminal.language, 'kitchen.calibrate.help'));
    const { reference, read, shown, certificate, due, by, json } = values;
    const points =
      reference === undefined ? undefined : pointsOf(reference, { read, shown, due, by, channel }, terminal.language);
    const kitchen = await kitchenLine(values.config, terminal);
    const { timezone, language } = kitchen.site.gateway;
    const reader = { timezone, language, channels: kitchen.site.channels };
    const tell = (answer: unknown, lines: readonly string[]): void => {
      for (const line of json ? [JSON.stringify(answer)] : lines) terminal.out(line);
    };
    if (points !== undefined) {
      const answer = await kitchen.ask('calibrate', { channel, points, certificate, due, by });
      tell(answer, calibratedWords(answer, reader));
      return 0;
    }
    const rows = calibrationsOf(await kitchen.ask('calibrations')).filter((row) => row.channel === (channel ?? row.channel));
    tell(rows, channel === undefined ? calibrationTable(rows, reader) : historyTable(rows, reader));
    return rows.some(({ isDue }) => isDue) ? 1 : 0;
  },
};

interface Seen {
  readonly read: readonly string[] | undefined;
  readonly shown: readonly string[] | undefined;
  readonly due: string | undefined;
  readonly by: string | undefined;
  readonly channel: string | undefined;
}

const pointsOf = (
  references: readonly string[],
  { read, shown, due, by, channel }: Seen,
  language: Language,
): readonly object[] => {
  const seen = read ?? shown ?? [];
  const isPaired = (seen.length === references.length || seen.length === 0) && (read === undefined || shown === undefined);
  if (!isPaired) throw new EdgeError('usage', say(language, 'kitchen.calibrate.pairs'));
  if (channel === undefined) throw new EdgeError('usage', say(language, 'kitchen.calibrate.help'));
  const name = read === undefined ? 'shown' : 'read';
  const asked = askedOptions(language);
  const points = references.map((reference, place) => ({
    reference: asked.number('reference', reference),
    ...(seen[place] === undefined ? {} : { [name]: asked.number(name, seen[place]) }),
  }));
  asked.text('by', by);
  asked.like('due', due, isDate, '2027-03-01');
  asked.done();
  return points;
};

const isDate = (text: string): true | undefined => (z.iso.date().safeParse(text).success ? true : undefined);
