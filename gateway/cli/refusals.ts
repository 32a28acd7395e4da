import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** Gathers what is refused of a command line, so that a person is told all of it at once. */
export interface Refusals {
  /** What `read` gives; undefined where it is refused with EdgeError `usage`. Any other error is no matter of the words, and is thrown. */
  read<Value>(read: () => Value | Promise<Value>): Promise<Value | undefined>;
  /** `value`, once nothing was refused. @throws EdgeError `usage` with all that was. */
  accepted<Value>(value: Value | undefined): Value;
}

/** Begins to read a command line. */
export const createRefusals = (language: Language): Refusals => {
  const refused: EdgeError[] = [];
  return {
    read: async (read) => {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof EdgeError) || error.code !== 'usage') throw error;
        refused.push(error);
        return undefined;
      }
    },
    accepted: (value) => {
      if (value !== undefined && refused.length === 0) return value;
      const [first, ...others] = refused;
      if (first !== undefined && others.length === 0) throw first;
      const words = refused.map(({ message }) => `· ${message}`);
      throw new EdgeError('usage', [say(language, 'command.options', { faults: refused.length }), ...words].join('\n'));
    },
  };
};
