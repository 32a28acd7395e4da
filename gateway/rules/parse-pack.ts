import type { z } from 'zod';
import { locales } from 'zod';
import { type Path, readYamlText } from '../data-text/yaml-text.ts';
import type { Fault } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { placeText } from '../domain/place-text.ts';
import { PACK_FAULTS, type Pack, packSchema } from './pack.ts';

/** Sources stand behind anchors; many more aliases than this are a bomb, not data. */
const MOST_ALIASES = 500;

/** What a file turned out to be. */
export type ParsedPack =
  | { readonly is: 'pack'; readonly pack: Pack; readonly lineOf: (path: Path) => number }
  | { readonly is: 'faulty'; readonly faults: readonly Fault[] };

/** Reads a rule pack from the text of a YAML file. Never throws: what is wrong comes back as faults, all of them, with their lines. */
export const parsePack = (text: string, language: Language): ParsedPack => {
  const content = readYamlText(text, { language, mostAliases: MOST_ALIASES });
  if (content.is === 'faulty') return content;
  const { value, lineOf } = content;
  const { localeError } = language === 'zh-CN' ? locales.zhCN() : locales.en();
  const read = packSchema.safeParse(value, { error: localeError });
  if (read.success) return { is: 'pack', pack: read.data, lineOf };
  return { is: 'faulty', faults: read.error.issues.map((issue) => shapeFault(issue, lineOf, language)) };
};

const shapeFault = (issue: z.core.$ZodIssue, lineOf: (path: Path) => number, language: Language): Fault => {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  const key = `alarm.pack.${PACK_FAULTS.find((fault) => fault === issue.message) ?? 'shape'}` as const;
  return {
    line: lineOf(path),
    ...(path.length === 0 ? {} : { place: placeText(path) }),
    wrong: say(language, key, { why: issue.message }),
    remedy: say(language, `${key}.do`),
  };
};
