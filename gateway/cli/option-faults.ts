import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearestWord } from '../config/nearest-word.ts';
import type { Fault } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** An option as somebody wrote it. */
interface Written {
  readonly name: string;
  /** With its dashes. */
  readonly rawName: string;
  readonly value: string | undefined;
  /** `--option=value` in one word. */
  readonly inlineValue: boolean | undefined;
}

/** All that is wrong with the words of a command, in the catalogue's words: what it doesn't know is told with what it does. */
export const optionFaults = (
  words: readonly string[],
  options: Options,
  positionals: boolean,
  language: Language,
): readonly Fault[] => {
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const faults = tokens.flatMap((token) => (token.kind === 'option' ? (faultOf(token, options, language) ?? []) : []));
  // What stands behind an option that nobody knows may have been meant as its value.
  if (positionals || faults.length > 0) return faults;
  return tokens.flatMap((token) =>
    token.kind === 'positional'
      ? [{ place: token.value, wrong: say(language, 'command.argument-unknown'), remedy: knownWords(options, language) }]
      : [],
  );
};

const faultOf = (written: Written, options: Options, language: Language): Fault | undefined => {
  const { name, rawName, value, inlineValue } = written;
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) {
    const near = nearestWord(name, Object.keys(options));
    const meant = near === undefined ? '' : say(language, 'command.option-near', { option: near });
    return { place: rawName, wrong: say(language, 'command.option-unknown'), remedy: meant + knownWords(options, language) };
  }
  if (option.type === 'boolean')
    return value === undefined
      ? undefined
      : {
          place: rawName,
          wrong: say(language, 'command.option-switch'),
          remedy: say(language, 'command.option-switch.do', { option: name }),
        };
  // `--by --json`: what looks like an option is none's value.
  const isMissing = value === undefined || (inlineValue !== true && /^-./.test(value));
  return isMissing
    ? {
        place: rawName,
        wrong: say(language, 'command.option-empty'),
        remedy: say(language, 'command.option-empty.do', { option: name }),
      }
    : undefined;
};

const knownWords = (options: Options, language: Language): string => {
  const names = Object.entries(options).map(([name, { short }]) => (short === undefined ? `--${name}` : `--${name} (-${short})`));
  return say(language, 'command.option-known', { options: names.join(language === 'en' ? ', ' : '、') });
};
