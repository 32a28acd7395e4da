import { EdgeError, type Fault } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** Reads what a person wrote behind options, in words that fit the command line; all that is wrong is told at once. */
export interface AskedOptions {
  /** What must be there. */
  text(option: string, written: string | undefined): string;
  /** A number, with one of these units behind it or none. */
  number(option: string, written: string | undefined, units?: readonly string[]): number;
  /** Something that `read` understands, or nothing. `like`: an example. */
  like<Value>(
    option: string,
    written: string | undefined,
    read: (text: string) => Value | undefined,
    like: string,
  ): Value | undefined;
  /** @throws EdgeError `usage` with everything that was missing or not understood. */
  done(): void;
}

/** Begins to read options. Whatever is at fault reads as something harmless until `done`. */
export const askedOptions = (language: Language): AskedOptions => {
  const faults: Fault[] = [];
  const fault = (option: string, wrong: string, remedy: string): void => {
    faults.push({ place: `--${option}`, wrong, remedy });
  };
  const missing = (option: string): void =>
    fault(option, say(language, 'command.option-missing'), say(language, 'command.option-missing.do', { option }));
  return {
    text: (option, written = '') => {
      if (written.trim() === '') missing(option);
      return written;
    },
    number: (option, written, units = []) => {
      if (written === undefined) missing(option);
      const [, digits, unit = ''] = /^\s*([+-]?\d+(?:\.\d+)?)\s*(\p{L}*)\s*$/u.exec(written ?? '') ?? [];
      const isUnderstood = digits !== undefined && (unit === '' || units.includes(unit));
      if (written !== undefined && !isUnderstood)
        fault(
          option,
          say(language, 'command.option-number', { written }),
          say(language, 'command.option-like.do', { like: `--${option} 4.1` }),
        );
      return isUnderstood ? Number(digits) : 0;
    },
    like: (option, written, read, like) => {
      const value = written === undefined ? undefined : read(written.trim());
      if (written !== undefined && value === undefined)
        fault(
          option,
          say(language, 'command.option-like', { written }),
          say(language, 'command.option-like.do', { like: `--${option} ${like}` }),
        );
      return value;
    },
    done: () => {
      if (faults.length > 0)
        throw new EdgeError('usage', say(language, 'command.options', { faults: faults.length }), { faults });
    },
  };
};
