import { askGateway } from '../app/ask-gateway.ts';
import { readSite } from '../app/read-site.ts';
import { needsPerson, statusSchema } from '../app/status.ts';
import { systemClock } from '../app/system-clock.ts';
import { statusScreen } from '../console/status-screen.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Command } from './command.ts';

import { CONFIG_OPTION, parsedOptions } from './options.ts';

/** `larder status`: the running gateway's account of itself; exit 1 when something needs a person. */
export const statusCommand: Command = {
  name: 'status',
  help: (language) => say(language, 'command.status-help'),
  run: async (words, terminal) => {
    const { values } = parsedOptions(words, { ...CONFIG_OPTION, json: { type: 'boolean', default: false } });
    const { dataFolder, gateway } = await readSite(values.config, terminal.environment, terminal.language, false);
    const status = statusSchema.parse(await askGateway(dataFolder, { ask: 'status' }, systemClock));
    if (values.json) terminal.out(JSON.stringify(status));
    else for (const line of statusScreen(status, gateway.language)) terminal.out(line);
    return needsPerson(status) ? 1 : 0;
  },
};
