import { askGateway } from '../app/ask-gateway.ts';
import { readSite } from '../app/read-site.ts';
import { needsPerson, statusSchema } from '../app/status.ts';
import { systemClock } from '../app/system-clock.ts';
import { statusScreen } from '../console/status-screen.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Command } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';

/** `larder status`: the running gateway's account of itself; exit 1 when something needs a person. */
export const statusCommand: Command = {
  name: 'status',
  help: (language) => say(language, 'command.status-help'),
  run: async (words, terminal) => {
    const { values } = parsedOptions(words, terminal, { ...CONFIG_OPTION, json: { type: 'boolean', default: false } });
    const site = await readSite(values.config, terminal.environment, terminal.language, false);
    const answer = await askGateway(site.dataFolder, { ask: 'status' }, systemClock).catch(async (error: unknown) => {
      if (error instanceof EdgeError && error.code === 'gateway-not-running' && !values.json) {
        // Only this reads the record, and what reads it is a good part of the program.
        const { showLastKnown } = await import('./show-last-known.ts');
        showLastKnown(site, terminal);
      }
      throw error;
    });
    const status = statusSchema.parse(answer);
    if (values.json) terminal.out(JSON.stringify(answer));
    else for (const line of statusScreen(status, site.gateway.language)) terminal.out(line);
    return needsPerson(status) ? 1 : 0;
  },
};
