import { askGateway } from '../app/ask-gateway.ts';
import { readSite } from '../app/read-site.ts';
import { systemClock } from '../app/system-clock.ts';
import type { Site } from '../config/site.ts';
import type { Terminal } from './command.ts';
import { atOptions } from './named-options.ts';

/** The kitchen's book of a running gateway, as a command asks it. */
export interface KitchenLine {
  /** Asks one thing; gives the answer as it came. @throws EdgeError `gateway-not-running`, `request-refused` with all faults. */
  ask(word: string, entered?: unknown): Promise<unknown>;
  readonly site: Site;
}

/** The line to the kitchen's book of the box that a configuration describes. */
export const kitchenLine = async (config: string, { environment, language }: Terminal): Promise<KitchenLine> => {
  const site = await readSite(config, environment, language, false);
  return {
    ask: async (word, entered) => {
      const request = { ask: 'kitchen', do: word, with: entered };
      return await askGateway(site.dataFolder, request, systemClock, site.gateway.language).catch((error: unknown) => {
        throw atOptions(error);
      });
    },
    site,
  };
};
