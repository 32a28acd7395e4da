import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { kitchenLine } from './ask-kitchen.ts';
import { askedOptions } from './asked-options.ts';
import { comparedWords } from './calibration-words.ts';
import type { Command } from './command.ts';
import { joinedNegatives } from './joined-negatives.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  ...CONFIG_OPTION,
  json: { type: 'boolean', default: false },
  reference: TEXT, shown: TEXT, instrument: TEXT, by: TEXT,
} as const; // biome-ignore format: a list to read

/** `larder compare`: notes what another thermometer showed; nothing is changed by it. */
export const compareCommand: Command = {
  name: 'compare',
  help: (language) => say(language, 'kitchen.compare.help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(joinedNegatives(words, ['reference', 'shown']), terminal, OPTIONS, true);
    const [channel, ...more] = positionals;
    const { reference, shown, instrument, by } = values;
    if (channel === undefined || more.length > 0 || reference === undefined)
      throw new EdgeError('usage', say(terminal.language, 'kitchen.compare.help'));
    const asked = askedOptions(terminal.language);
    const form = {
      channel,
      reference: asked.number('reference', reference),
      shown: shown === undefined ? undefined : asked.number('shown', shown),
      instrument,
      by: asked.text('by', by),
    };
    asked.done();
    const kitchen = await kitchenLine(values.config, terminal);
    const answer = await kitchen.ask('compare', form);
    const { timezone, language } = kitchen.site.gateway;
    const lines = comparedWords(answer, { timezone, language, channels: kitchen.site.channels });
    for (const line of values.json ? [JSON.stringify(answer)] : lines) terminal.out(line);
    return 0;
  },
};
