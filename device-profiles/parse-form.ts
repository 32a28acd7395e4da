import { z } from 'zod';
import { type Path, readYamlText } from '../gateway/data-text/yaml-text.ts';
import type { Fault } from '../gateway/domain/edge-error.ts';
import { say } from '../gateway/domain/messages/catalogue.ts';
import type { Language } from '../gateway/domain/messages/message.ts';
import { placeText } from '../gateway/domain/place-text.ts';
import { nearestKeyOf } from './profile-keys.ts';

/** What a file turned out to be. */
export type ParsedForm<Entry> =
  | { readonly is: 'profile'; readonly profile: Entry; readonly lineOf: LineOf }
  | { readonly is: 'faulty'; readonly faults: readonly Fault[] };

/** A kind of profile: its form, its sense, and where people read about it. */
export interface ProfileForm<Entry> {
  readonly schema: z.ZodType<Entry>;
  /** All that makes no sense in a profile of the right form. */
  findingsOf(profile: Entry, language: Language): readonly SenseFinding[];
  /** The document that explains every key. */
  readonly guide: string;
}

/** One place where a profile makes no sense, in words. */
interface SenseFinding {
  readonly path: readonly PropertyKey[];
  readonly fault: Fault;
}

/** The line, counted from 1, where a path of keys and places stands in the file; of its nearest parent where it isn't there. */
type LineOf = (path: Path) => number;

type Issue = z.core.$ZodIssue;

/**
 * Reads a profile from the text of a YAML file: its form, then its sense. Never throws: what is wrong comes back as
 * faults, all of them, with their lines.
 */
export const parseForm = <Entry>(text: string, form: ProfileForm<Entry>, language: Language): ParsedForm<Entry> => {
  // An alias has no use in a profile, and a nest of them could fill the memory.
  const content = readYamlText(text, { language, mostAliases: 0 });
  if (content.is === 'faulty') return content;
  const { lineOf } = content;
  const read = form.schema.safeParse(content.value, { error: localeOf(language) });
  if (!read.success)
    return {
      is: 'faulty',
      faults: read.error.issues.flatMap((issue) => faultsOf(issue, content.has(issue.path), lineOf, form, language)),
    };
  const findings = form.findingsOf(read.data, language);
  if (findings.length === 0) return { is: 'profile', profile: read.data, lineOf };
  return { is: 'faulty', faults: findings.map(({ path, fault }) => ({ line: lineOf(path), ...fault })) };
};

const localeOf = (language: Language): z.core.$ZodErrorMap =>
  (language === 'zh-CN' ? z.locales.zhCN() : z.locales.en()).localeError;

const faultsOf = (
  issue: Issue,
  there: boolean,
  lineOf: LineOf,
  { schema, guide }: Pick<ProfileForm<unknown>, 'schema' | 'guide'>,
  language: Language,
): readonly Fault[] => {
  if (issue.code !== 'unrecognized_keys')
    return [
      faultAt(issue.path, issue.message, say(language, there ? 'profile.shape.do' : 'profile.missing.do', { guide }), lineOf),
    ];
  return issue.keys.map((key) => {
    const near = nearestKeyOf(schema, key);
    const remedy =
      near === undefined
        ? say(language, 'profile.unknown-key.do', { guide })
        : say(language, 'profile.unknown-key.mean', { key: near });
    return faultAt([...issue.path, key], issue.message, remedy, lineOf);
  });
};

const faultAt = (path: readonly PropertyKey[], wrong: string, remedy: string, lineOf: LineOf): Fault => ({
  line: lineOf(path),
  ...(path.length === 0 ? {} : { place: placeText(path) }),
  wrong,
  remedy,
});
