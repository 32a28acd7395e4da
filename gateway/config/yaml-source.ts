import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Finding, FindingName, Path } from './finding.ts';
import { printable } from './printable.ts';

/** A configuration's text, read: its content, and where each part of it stands. */
export interface YamlSource {
  readonly content: unknown;
  /** The line, counted from 1, of a place or of what is nearest above it. */
  lineOf(path: Path): number | undefined;
  /** A short value as somebody typed it, fit for a terminal; undefined where there is none. */
  writtenAt(path: Path): string | undefined;
}

/** What a text turned out to be; without a source it was no YAML at all. */
interface ReadYaml {
  readonly source?: YamlSource;
  readonly findings: readonly Finding[];
}

// A nest of aliases unfolds to any size ("billion laughs"); a site needs one for each of its devices at most.
const MOST_ALIASES = 1_000;

/** Faults of the text after which the rest can still be believed. */
const HARMLESS: ReadonlySet<string> = new Set(['DUPLICATE_KEY']);

const NAMES: Readonly<Record<string, FindingName>> = {
  TAB_AS_INDENT: 'yaml-tab',
  DUPLICATE_KEY: 'yaml-duplicate-key',
  BAD_INDENT: 'yaml-indent',
  MISSING_CHAR: 'yaml-missing-sign',
  BLOCK_AS_IMPLICIT_KEY: 'yaml-colon',
  MULTIPLE_DOCS: 'yaml-documents',
  RESOURCE_EXHAUSTION: 'yaml-too-deep',
  TAG_RESOLVE_FAILED: 'yaml-tag',
};

/**
 * Reads the text of a configuration. Never throws: what is wrong with it as YAML comes back as findings, one a line. Words
 * of the parser are not passed on, since they quote the text, and the text may hold a secret.
 */
export const readYaml = (text: string): ReadYaml => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, resolveKnownTags: false });
  const problems = [...document.errors, ...document.warnings];
  const findings = problems.map(({ code, pos }) => ({
    name: NAMES[code] ?? ('yaml-unreadable' as const),
    path: [],
    line: lines.linePos(pos[0]).line,
  }));
  if (problems.some(({ code }) => !HARMLESS.has(code))) return { findings: onePerLine(findings) };
  const lost = lostAliases(document, lines);
  if (lost.length > 0) return { findings: [...findings, ...lost] };
  try {
    const content: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { source: sourceOf(content, document, lines), findings };
  } catch {
    // The parser's words would name what stands in the file.
    return { findings: [...findings, { name: 'yaml-aliases', path: [], line: 1 }] };
  }
};

/** Aliases of what isn't there, or comes later. */
const lostAliases = (document: Document.Parsed, lines: LineCounter): readonly Finding[] => {
  const anchors = new Set<string>();
  const lost: Finding[] = [];
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        if (!anchors.has(node.source))
          lost.push({ name: 'yaml-alias', path: [], line: lines.linePos(node.range?.[0] ?? 0).line });
      } else if (node.anchor !== undefined) anchors.add(node.anchor);
    },
  });
  return lost;
};

const onePerLine = (findings: readonly Finding[]): readonly Finding[] =>
  [...new Map([...findings].reverse().map((finding) => [finding.line, finding])).values()].reverse();

const sourceOf = (content: unknown, document: Document.Parsed, lines: LineCounter): YamlSource => ({
  content,
  lineOf: (path) => {
    const offset = offsetOf(document, path);
    return offset === undefined ? undefined : lines.linePos(offset).line;
  },
  writtenAt: (path) => {
    const node = path.reduce<Node | undefined>((at, step) => resolved(document, child(at, step)), root(document));
    return isScalar(node) ? printable(node.source ?? String(node.value)) : undefined;
  },
});

const root = (document: Document.Parsed): Node | undefined => document.contents ?? undefined;

const resolved = (document: Document.Parsed, node: Node | undefined): Node | undefined =>
  isAlias(node) ? node.resolve(document) : node;

const pairOf = (node: Node | undefined, step: string | number) =>
  isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.source ?? key.value) === String(step)) : undefined;

const child = (node: Node | undefined, step: string | number): Node | undefined => {
  const value = isSeq(node) ? node.items[Number(step)] : pairOf(node, step)?.value;
  return isNode(value) ? value : undefined;
};

/** A value below a key is found by the key, an item of a list by itself. */
const offsetOf = (document: Document.Parsed, path: Path): number | undefined => {
  let node = root(document);
  let offset = node?.range?.[0];
  for (const step of path) {
    const key = pairOf(node, step)?.key;
    const next = child(node, step);
    offset = (isNode(key) ? key.range?.[0] : next?.range?.[0]) ?? offset;
    node = resolved(document, next);
  }
  return offset;
};
