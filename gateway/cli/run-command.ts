import { readSite } from '../app/read-site.ts';
import { runGateway } from '../app/run-gateway.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Command } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';

/** `larder run`: the gateway, until it is told to end. */
export const runCommand: Command = {
  name: 'run',
  help: (language) => say(language, 'command.run-help'),
  run: async (words, { environment, language, ending }) => {
    const { values } = parsedOptions(words, CONFIG_OPTION);
    return await runGateway(await readSite(values.config, environment, language), environment, ending);
  },
};
