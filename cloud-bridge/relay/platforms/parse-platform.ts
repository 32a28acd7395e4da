import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { locales, type z } from 'zod';
import type { Fault } from '../../../gateway/domain/edge-error.ts';
import { say } from '../../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';
import { placeText } from '../../../gateway/domain/place-text.ts';
import { lintPlatform, type PlatformFinding } from './lint-platform.ts';
import { type PlatformInterface, platformSchema } from './platform-interface.ts';

/** What a file turned out to be. */
export type ParsedPlatform =
  | { readonly is: 'platform'; readonly platform: PlatformInterface }
  | { readonly is: 'faulty'; readonly faults: readonly Fault[] };

type Document = ReturnType<typeof parseDocument>;
type Path = readonly PropertyKey[];

/** Deeper than any body that may be sent: what is nested deeper isn't even looked at. */
const DEEPEST = 40;

/** Reads an interface from the text of a YAML file: its form, then its sense. Never throws: all faults come back, with their lines. */
export const parsePlatform = (text: string, language: Language): ParsedPlatform => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0)
    return faulty(document.errors.map((error) => notYaml(error.message, lines.linePos(error.pos[0]).line, language)));
  const lineOf = (path: Path): number => lineIn(document, lines, path);
  const content = contentOf(document);
  if (content.is === 'broken') return faulty([notYaml(content.why, 1, language)]);
  const { localeError } = language === 'zh-CN' ? locales.zhCN() : locales.en();
  const read = platformSchema.safeParse(content.value, { error: localeError });
  if (!read.success) return faulty(read.error.issues.flatMap((issue) => shapeFaults(issue, lineOf, language)));
  const findings = lintPlatform(read.data);
  if (findings.length === 0) return { is: 'platform', platform: read.data };
  return faulty(findings.map((finding) => senseFault(finding, lineOf, language)));
};

const faulty = (faults: readonly Fault[]): ParsedPlatform => ({
  is: 'faulty',
  faults: [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
});

const contentOf = (document: Document): { is: 'value'; value: unknown } | { is: 'broken'; why: string } => {
  try {
    // An alias has no use here, and a nest of them could fill the memory.
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    return depthOf(value) > DEEPEST ? { is: 'broken', why: `nested deeper than ${DEEPEST}` } : { is: 'value', value };
  } catch (error) {
    return { is: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
};

const depthOf = (value: unknown, depth = 0): number =>
  typeof value !== 'object' || value === null || depth > DEEPEST
    ? depth
    : Object.values(value).reduce<number>((most, each) => Math.max(most, depthOf(each, depth + 1)), depth);

/** The line of the key or value at `path`, counted from 1; of its nearest parent where it isn't there. */
const lineIn = (document: Document, lines: LineCounter, path: Path): number => {
  if (path.length === 0) return 1;
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const name = String(path.at(-1));
  const key = isMap(parent) ? parent.items.find((pair) => isNode(pair.key) && String(pair.key) === name)?.key : undefined;
  const node = isNode(key) ? key : document.getIn(path, true);
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : lineIn(document, lines, path.slice(0, -1));
};

const notYaml = (why: string, line: number, language: Language): Fault => ({
  line,
  wrong: say(language, 'platform.not-yaml', { why }),
  remedy: say(language, 'platform.not-yaml.do'),
});

const shapeFaults = (issue: z.core.$ZodIssue, lineOf: (path: Path) => number, language: Language): readonly Fault[] => {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  const key = issue.message === 'one-kind' ? 'platform.one-kind' : 'platform.shape';
  return paths.map((path) => ({
    line: lineOf(path),
    ...(path.length === 0 ? {} : { place: placeText(path) }),
    wrong: say(language, key, { why: issue.message }),
    remedy: say(language, `${key}.do`),
  }));
};

const senseFault = ({ path, name, filling }: PlatformFinding, lineOf: (path: Path) => number, language: Language): Fault => ({
  line: lineOf(path),
  place: placeText(path),
  wrong: say(language, `platform.${name}`, filling),
  remedy: say(language, `platform.${name}.do`, filling),
});
