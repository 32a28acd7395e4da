import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { type Fault, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** A path of keys and places in a file: `['rules', 2, 'silence']`. */
export type Path = readonly PropertyKey[];

/** What the text of a data file turned out to be. */
export type YamlText = YamlContent | { readonly is: 'faulty'; readonly faults: readonly Fault[] };

/** The content of a data file, and where each part of it stands. */
interface YamlContent {
  readonly is: 'content';
  readonly value: unknown;
  /** The line of the key or value at a path, counted from 1; of its nearest parent where it isn't there. */
  readonly lineOf: (path: Path) => number;
  /** Whether the file has something at a path. */
  readonly has: (path: Path) => boolean;
}

/** How a data file is read. */
export interface YamlReading {
  readonly language: Language;
  /** So many aliases are data; a nest of many more could fill the memory. */
  readonly mostAliases: number;
}

type Document = ReturnType<typeof parseDocument>;

/** Reads the text of a data file. Never throws: what is no YAML comes back as faults, all of them, with their lines. */
export const readYamlText = (text: string, { language, mostAliases }: YamlReading): YamlText => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message, pos }) => notYaml(message, lines.linePos(pos[0]).line, language));
    return { is: 'faulty', faults };
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases });
    return { is: 'content', value, lineOf: (path) => lineIn(document, lines, path), has: (path) => document.hasIn(path) };
  } catch (error) {
    return { is: 'faulty', faults: [notYaml(wordsOf(error), 1, language)] };
  }
};

/** The fault of a text that can't be read as data. */
export const notYaml = (why: string, line: number, language: Language): Fault => ({
  line,
  wrong: say(language, 'data.not-yaml', { why }),
  remedy: say(language, 'data.not-yaml.do'),
});

/** A value that stands below its key is found by the key. */
const lineIn = (document: Document, lines: LineCounter, path: Path): number => {
  if (path.length === 0) return lines.linePos(document.contents?.range?.[0] ?? 0).line;
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const name = String(path.at(-1));
  const key = isMap(parent) ? parent.items.find((pair) => isNode(pair.key) && String(pair.key) === name)?.key : undefined;
  const node = isNode(key) ? key : document.getIn(path, true);
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : lineIn(document, lines, path.slice(0, -1));
};
