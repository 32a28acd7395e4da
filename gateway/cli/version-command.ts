import { VERSION } from '../app/version.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Command } from './command.ts';
import { parsedOptions } from './options.ts';

/** `larder version`, and `larder --version`: which Larder this is. */
export const versionCommand: Command = {
  name: 'version',
  help: (language) => say(language, 'command.version-help'),
  run: async (words, terminal) => {
    const { values } = parsedOptions(words, terminal, { json: { type: 'boolean', default: false } });
    terminal.out(values.json ? JSON.stringify({ version: VERSION }) : `larder ${VERSION}`);
    return 0;
  },
};
