import type { Fault } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { CONFIG_MESSAGES } from '../domain/messages/config-messages.ts';
import type { Filling, Language } from '../domain/messages/message.ts';
import type { Form } from './form.ts';
import { printable } from './printable.ts';

/** Keys and places from the top of the file. */
export type Path = readonly (string | number)[];

/** What can be wrong: every message that has a remedy beside it. */
export type FindingName = keyof {
  [Key in keyof typeof CONFIG_MESSAGES as Key extends `config.${infer Name}.do` ? Name : never]: true;
};

/** Something that is wrong or doubtful at a place, before it becomes words. */
export interface Finding {
  readonly name: FindingName;
  readonly path: Path;
  /** Where the place isn't reached by a path, as in text that is no YAML. */
  readonly line?: number;
  readonly filling?: Filling;
  /** True where the gateway may still run. */
  readonly warning?: boolean;
  /** The place of which it says that nothing stands there: not told where something does, of a wrong shape. */
  readonly misses?: Path;
  /** What should stand there: fills `{form}`. */
  readonly form?: Form;
}

/** A fault at `path`. */
export const fault = (name: FindingName, path: Path, filling: Filling = {}): Finding => ({ name, path, filling });

/** A doubt at `path` that doesn't keep the gateway from running. */
export const warning = (name: FindingName, path: Path, filling: Filling = {}): Finding => ({
  name,
  path,
  filling,
  warning: true,
});

/** A path as people write it: `devices[2].unit`. */
export const placeOf = (path: Path): string =>
  path.reduce<string>((place, step) => {
    if (typeof step === 'number') return `${place}[${step}]`;
    return place === '' ? printable(step) : `${place}.${printable(step)}`;
  }, '');

/** The finding in words. `lineOf` tells where a path stands. */
export const faultOf = (
  finding: Finding,
  file: string,
  language: Language,
  lineOf: (path: Path) => number | undefined,
): Fault => {
  const line = finding.line ?? lineOf(finding.path);
  const place = placeOf(finding.path);
  const form = finding.form === undefined ? '' : say(language, finding.form.words, finding.form.filling);
  const filling = { ...finding.filling, form };
  return {
    file,
    ...(line === undefined ? {} : { line }),
    ...(place === '' ? {} : { place }),
    wrong: say(language, `config.${finding.name}`, filling),
    remedy: say(language, `config.${finding.name}.do`, filling),
  };
};
