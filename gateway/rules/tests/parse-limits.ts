import type { z } from 'zod';
import { locales } from 'zod';
import { type Path, readYamlText } from '../../data-text/yaml-text.ts';
import type { Fault } from '../../domain/edge-error.ts';
import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { placeText } from '../../domain/place-text.ts';
import { FORM_FAULTS, type LimitsFile, limitsFileSchema } from './limits-file.ts';

/** Sources stand behind anchors; many more aliases than this are a bomb, not data. */
const MOST_ALIASES = 500;

/** What a file of limits turned out to be. */
export type ParsedLimits =
  | { readonly is: 'limits'; readonly content: LimitsFile; readonly lineOf: (path: Path) => number }
  | { readonly is: 'faulty'; readonly faults: readonly Fault[] };

/** Reads the text of a file of limits. Never throws: what is wrong comes back as faults, all of them, with their lines. */
export const parseLimits = (text: string, language: Language): ParsedLimits => {
  const content = readYamlText(text, { language, mostAliases: MOST_ALIASES });
  if (content.is === 'faulty') return content;
  const { value, lineOf } = content;
  const { localeError } = language === 'zh-CN' ? locales.zhCN() : locales.en();
  // A file with nothing but comments is an empty one.
  const read = limitsFileSchema.safeParse(value ?? {}, { error: localeError });
  if (read.success) return { is: 'limits', content: read.data, lineOf };
  return { is: 'faulty', faults: read.error.issues.map((issue) => shapeFault(issue, lineOf, language)) };
};

const shapeFault = (issue: z.core.$ZodIssue, lineOf: (path: Path) => number, language: Language): Fault => {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  const key = `limits.${FORM_FAULTS.find((fault) => fault === issue.message) ?? 'shape'}` as const;
  return {
    line: lineOf(path),
    ...(path.length === 0 ? {} : { place: placeText(path) }),
    wrong: say(language, key, { why: issue.message }),
    remedy: say(language, `${key}.do`),
  };
};
