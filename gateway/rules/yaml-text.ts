import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { Fault } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** A path of keys and places in a file: `['rules', 2, 'silence']`. */
export type Path = readonly PropertyKey[];

/** What the text of a data file turned out to be. */
export type YamlText =
  | { readonly is: 'content'; readonly value: unknown; readonly lineOf: (path: Path) => number }
  | { readonly is: 'faulty'; readonly faults: readonly Fault[] };

/** Sources stand behind anchors; many more aliases than this are a bomb, not data. */
const MOST_ALIASES = 500;

type Document = ReturnType<typeof parseDocument>;

/** Reads the text of a YAML file. Never throws: what is no YAML comes back as faults, all of them, with their lines. */
export const readYamlText = (text: string, language: Language): YamlText => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => notYaml(error.message, lines.linePos(error.pos[0]).line, language));
    return { is: 'faulty', faults };
  }
  const content = contentOf(document);
  if (content.is === 'broken') return { is: 'faulty', faults: [notYaml(content.why, 1, language)] };
  return { is: 'content', value: content.value, lineOf: (path) => lineIn(document, lines, path) };
};

const contentOf = (document: Document): { is: 'value'; value: unknown } | { is: 'broken'; why: string } => {
  try {
    return { is: 'value', value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    return { is: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
};

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
  wrong: say(language, 'alarm.pack.not-yaml', { why }),
  remedy: say(language, 'alarm.pack.not-yaml.do'),
});
