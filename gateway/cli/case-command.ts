import { say } from '../domain/messages/catalogue.ts';
import { deskLine } from './ask-desk.ts';
import type { Command } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';
import { stepForm } from './sample-forms.ts';
import { caseTable, stepWords } from './station-words.ts';

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  ...CONFIG_OPTION,
  json: { type: 'boolean', default: false },
  by: TEXT, party: TEXT, laboratory: TEXT, verdict: TEXT, kilograms: TEXT, how: TEXT, photo: TEXT, words: TEXT, 'done-at': TEXT,
} as const; // biome-ignore format: a list to read

/** `larder case`: the open cases of positives with what is due, exit 1 while there are any; or one step of one. */
export const caseCommand: Command = {
  name: 'case',
  help: (language) => say(language, 'station.case-help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(words, terminal, OPTIONS, true);
    const desk = await deskLine(values.config, terminal);
    const isStep = positionals.length > 0;
    const answer = isStep ? await desk.ask('step', stepForm(positionals, values)) : await desk.ask('cases');
    if (values.json) terminal.out(JSON.stringify(answer));
    else for (const line of isStep ? stepWords(answer, desk) : caseTable(answer, desk)) terminal.out(line);
    return !isStep && Array.isArray(answer) && answer.length > 0 ? 1 : 0;
  },
};
