import { languageOf } from '../domain/messages/catalogue.ts';
import type { Terminal } from './command.ts';

/** The real terminal of this process. `ending` is aborted by the first Ctrl-C or SIGTERM; a second one ends the process at once. */
export const processTerminal = (environment: NodeJS.ProcessEnv): Terminal => {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending.signal.aborted && signal === 'SIGINT') process.exit(1);
      ending.abort();
    });
  }
  // A reader that went away (`larder export | head`) is no fault of the command's.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    interactive: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 100,
    language: languageOf(environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG']),
    environment,
    ending: ending.signal,
  };
};
