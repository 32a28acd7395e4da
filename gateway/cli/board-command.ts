import { say } from '../domain/messages/catalogue.ts';
import { deskLine } from './ask-desk.ts';
import type { Command } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';
import { boardTable } from './station-words.ts';

/** `larder board`: what the market may read: stall, product, item, outcome, and that it was a rapid test. No person, no number of anybody. */
export const boardCommand: Command = {
  name: 'board',
  help: (language) => say(language, 'station.board-help'),
  run: async (words, terminal) => {
    const { values } = parsedOptions(words, terminal, { ...CONFIG_OPTION, json: { type: 'boolean', default: false } });
    const desk = await deskLine(values.config, terminal);
    const rows = await desk.ask('board');
    if (values.json) terminal.out(JSON.stringify(rows));
    else for (const line of boardTable(rows, desk)) terminal.out(line);
    return 0;
  },
};
