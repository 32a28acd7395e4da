import type { Command, Terminal } from '../../../gateway/cli/command.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface FakeTerminal {
  readonly language?: Language;
  readonly interactive?: boolean;
  readonly environment?: Terminal['environment'];
  readonly ending?: AbortSignal;
}

/** Runs a command as a function, and gives what a person would have read. */
export const said = async (command: Command, words: readonly string[], fake: FakeTerminal = {}): Promise<Said> => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command.run(words, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    interactive: fake.interactive ?? false,
    columns: 100,
    language: fake.language ?? 'en',
    environment: fake.environment ?? {},
    ending: fake.ending ?? new AbortController().signal,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};
