import { type ParseArgsConfig, parseArgs } from 'node:util';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';

/** Every command about one box names its configuration so. */
export const CONFIG_OPTION = { config: { type: 'string', short: 'c', default: 'larder.yaml' } } as const;

/**
 * Parses what stood after a command's name, strictly: an unknown option is a fault, not a wish.
 * @throws EdgeError `usage` with the parser's own words.
 */
export const parsedOptions = <const T extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  options: T,
  positionals = false,
) => {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: positionals, strict: true });
  } catch (error) {
    throw new EdgeError('usage', wordsOf(error), { cause: error });
  }
};
