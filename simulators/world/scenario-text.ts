import { isNode, LineCounter, parseDocument } from 'yaml';
import { wordsOf } from '../../gateway/domain/edge-error.ts';

/** A YAML text, read: its content, and where each part of it stands. */
export type ScenarioText =
  | { readonly is: 'content'; readonly content: unknown; lineOf(path: readonly PropertyKey[]): number }
  | { readonly is: 'broken'; readonly faults: readonly { readonly line: number; readonly why: string }[] };

/** Reads YAML; never throws. An alias has no use in a scenario, and a nest of them could fill the memory. */
export const readScenarioText = (text: string): ScenarioText => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, why: message }));
    return { is: 'broken', faults };
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  try {
    return { is: 'content', content: document.toJS({ maxAliasCount: 0 }), lineOf };
  } catch (error) {
    return { is: 'broken', faults: [{ line: 1, why: wordsOf(error) }] };
  }
};
