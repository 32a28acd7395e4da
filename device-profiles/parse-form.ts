import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
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
type LineOf = (path: readonly PropertyKey[]) => number;

type Issue = z.core.$ZodIssue;

/**
 * Reads a profile from the text of a YAML file: its form, then its sense. Never throws: what is wrong comes back as
 * faults, all of them, with their lines.
 */
export const parseForm = <Entry>(text: string, form: ProfileForm<Entry>, language: Language): ParsedForm<Entry> => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      is: 'faulty',
      faults: document.errors.map((error) => notYaml(error.message, lines.linePos(error.pos[0]).line, language)),
    };
  }
  const lineOf = lineFinder(document, lines);
  // An alias has no use in a profile, and a nest of them could fill the memory.
  const content = plain(() => document.toJS({ maxAliasCount: 0 }));
  if (content.is === 'broken') return { is: 'faulty', faults: [notYaml(content.why, 1, language)] };
  const read = form.schema.safeParse(content.value, { error: localeOf(language) });
  if (!read.success)
    return {
      is: 'faulty',
      faults: read.error.issues.flatMap((issue) => faultsOf(issue, document.hasIn(issue.path), lineOf, form, language)),
    };
  const findings = form.findingsOf(read.data, language);
  if (findings.length === 0) return { is: 'profile', profile: read.data, lineOf };
  return { is: 'faulty', faults: findings.map(({ path, fault }) => ({ line: lineOf(path), ...fault })) };
};

const plain = (make: () => unknown): { is: 'value'; value: unknown } | { is: 'broken'; why: string } => {
  try {
    return { is: 'value', value: make() };
  } catch (error) {
    return { is: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
};

const localeOf = (language: Language): z.core.$ZodErrorMap =>
  (language === 'zh-CN' ? z.locales.zhCN() : z.locales.en()).localeError;

const lineFinder = (document: ReturnType<typeof parseDocument>, lines: LineCounter): LineOf => {
  const lineOf: LineOf = (path) => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  return (path) => keyLine(document, lines, path) ?? lineOf(path);
};

/** A value that stands below its key is found by the key. */
const keyLine = (
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | undefined => {
  const parent = path.length <= 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const name = String(path.at(-1));
  const key = parent.items.find((pair) => isNode(pair.key) && String(pair.key) === name)?.key;
  return isNode(key) && key.range ? lines.linePos(key.range[0]).line : undefined;
};

const notYaml = (why: string, line: number, language: Language): Fault => ({
  line,
  wrong: say(language, 'profile.not-yaml', { why }),
  remedy: say(language, 'profile.not-yaml.do'),
});

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
