import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { askGateway } from '../app/ask-gateway.ts';
import { readSite } from '../app/read-site.ts';
import { systemClock } from '../app/system-clock.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import type { Language } from '../domain/messages/message.ts';
import type { Terminal } from './command.ts';

/** The desk of a running gateway, as a command asks it. */
export interface DeskLine {
  /** Asks one thing; gives the answer as it came. @throws EdgeError `gateway-not-running`, `request-refused` with all faults. */
  ask(word: string, entered?: unknown): Promise<unknown>;
  readonly timezone: string;
  readonly language: Language;
}

/** The line to the desk of the box that a configuration describes. */
export const deskLine = async (config: string, terminal: Terminal): Promise<DeskLine> => {
  const { dataFolder, gateway } = await readSite(config, terminal.environment, terminal.language, false);
  return {
    ask: async (word, entered) =>
      await askGateway(dataFolder, { ask: 'desk', ...{ do: word, with: entered } }, systemClock, gateway.language),
    timezone: gateway.timezone,
    language: gateway.language,
  };
};

/** SHA-256 of a photograph's file: the picture stays where it is, the record names it. @throws EdgeError `file-unreadable`. */
export const photoHash = (file: string): string => {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch (error) {
    throw new EdgeError('file-unreadable', `${file}: ${wordsOf(error)}`, { cause: error });
  }
};
