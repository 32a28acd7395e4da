import type { Language } from '../domain/messages/message.ts';

/** What a command may touch of the outside: data on `out`, messages on `err`. */
export interface Terminal {
  /** Writes one line of data to stdout. */
  out(text: string): void;
  /** Writes one line for people to stderr. */
  err(text: string): void;
  /** Whether a person sees stderr, so that long work may show its progress. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly language: Language;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C or SIGTERM: the command ends cleanly. */
  readonly ending: AbortSignal;
}

/** One word after `larder`. */
export interface Command {
  readonly name: string;
  /** The text of `--help`: what it does, its options, and an example. */
  help(language: Language): string;
  /**
   * Does it. `words` are what stood after the name.
   * @returns the exit code: 0 done, 1 problem found, 2 wrong usage or configuration.
   * @throws EdgeError, which the caller turns into words and exit code.
   */
  run(words: readonly string[], terminal: Terminal): Promise<number>;
}
