import { type ParseArgsConfig, parseArgs } from 'node:util';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { optionFaults } from './option-faults.ts';

/** Every command about one box names its configuration so. */
export const CONFIG_OPTION = { config: { type: 'string', short: 'c', default: 'larder.yaml' } } as const;

/**
 * Parses what stood after a command's name, strictly: an unknown option is a fault, not a wish.
 * @throws EdgeError `usage` with all that is wrong, and the options that there are.
 */
export const parsedOptions = <const T extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  { language }: { readonly language: Language },
  options: T,
  positionals = false,
) => {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: positionals, strict: true });
  } catch (cause) {
    const faults = optionFaults(words, options, positionals, language);
    const message = faults.length === 0 ? wordsOf(cause) : say(language, 'command.options', { faults: faults.length });
    throw new EdgeError('usage', message, { faults, cause });
  }
};
