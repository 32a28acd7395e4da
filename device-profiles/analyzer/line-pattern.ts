/** A pattern, taken apart. */
export type PatternNode =
  | { readonly is: 'sign'; fits(sign: string): boolean }
  | { readonly is: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly is: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly is: 'group'; readonly name: string; readonly part: PatternNode }
  | { readonly is: 'repeat'; readonly part: PatternNode; readonly least: number; readonly most: number; readonly lazy: boolean };

/** A pattern that was understood, or where it wasn't. */
export type ParsedPattern =
  | { readonly is: 'pattern'; readonly root: PatternNode; readonly groups: readonly string[] }
  | { readonly is: 'faulty'; readonly at: number };

/** A pattern unfolds to at most so many signs: the time to match a line grows with it. */
const LARGEST = 2_000;

class Unreadable extends Error {}

/**
 * Takes a pattern apart: the part of regular expressions that can be matched in time linear in the line's length, so that
 * no pattern of any profile can hang the gateway. Signs, `.`, classes, escapes, groups, named groups, `|`, `* + ? {n,m}`
 * and their lazy forms; no back-references, no looking around, no `\b`. `^` and `$` may stand at the ends and mean nothing.
 */
export const parsePattern = (source: string): ParsedPattern => {
  const reader = new Reader(source.replace(/^\^/, '').replace(/(?<!\\)\$$/, ''));
  try {
    const root = reader.choice();
    reader.end();
    return sizeOf(root) > LARGEST ? { is: 'faulty', at: 0 } : { is: 'pattern', root, groups: reader.groups };
  } catch (error) {
    if (error instanceof Unreadable) return { is: 'faulty', at: reader.at };
    throw error;
  }
};

const sizeOf = (node: PatternNode): number => {
  switch (node.is) {
    case 'sign':
      return 1;
    case 'group':
      return 2 + sizeOf(node.part);
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + sizeOf(part), 0);
    case 'choice':
      return node.options.reduce((sum, part) => sum + 1 + sizeOf(part), 0);
    case 'repeat':
      return (1 + sizeOf(node.part)) * (node.most === Number.POSITIVE_INFINITY ? node.least + 1 : node.most);
  }
};

/** Reads a pattern from left to right; throws Unreadable. */
class Reader {
  readonly groups: string[] = [];
  at = 0;
  readonly #source: string;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  end(): void {
    if (this.at < this.#source.length) throw new Unreadable();
  }

  choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take(/\|/y) !== undefined) options.push(this.#sequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { is: 'choice', options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.at))) parts.push(this.#repeated(this.#atom()));
    return { is: 'sequence', parts };
  }

  #atom(): PatternNode {
    const opened = this.#take(/\((\?:|\?<([A-Za-z_]\w*)>)?/y);
    if (opened !== undefined) return this.#group(opened[2]);
    const [atom = ''] = this.#take(/\.|\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u.{4}|\\x..|\\./uy) ?? [];
    if (atom === '') return literal((this.#take(/[^()[\]{}*+?|^$\\]/uy) ?? this.#fail())[0]);
    if (/^\\[bBk1-9]/.test(atom)) return this.#fail();
    return { is: 'sign', fits: this.#fitting(atom) };
  }

  #group(name: string | undefined): PatternNode {
    this.#depth += 1;
    if (this.#depth > 20 || (name !== undefined && this.groups.includes(name))) this.#fail();
    if (name !== undefined) this.groups.push(name);
    const part = this.choice();
    if (this.#take(/\)/y) === undefined) this.#fail();
    this.#depth -= 1;
    return name === undefined ? part : { is: 'group', name, part };
  }

  #repeated(part: PatternNode): PatternNode {
    const [found, , from, comma, to] = this.#take(/([*+?]|\{(\d{1,4})(,?)(\d{0,4})\})/y) ?? [];
    if (found === undefined) return part;
    const lazy = this.#take(/\?/y) !== undefined;
    const [least, most] = bounds(found, from, comma, to);
    if (least > most) this.#fail();
    return { is: 'repeat', part, least, most, lazy };
  }

  /** One sign held against one atom: a regular expression of one step, which can't take long. */
  #fitting(atom: string): (sign: string) => boolean {
    try {
      const one = new RegExp(`^${atom}$`, 'u');
      return (sign) => one.test(sign);
    } catch (error) {
      if (error instanceof SyntaxError) return this.#fail();
      throw error;
    }
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#source) ?? undefined;
    if (found !== undefined) this.at = pattern.lastIndex;
    return found;
  }

  #fail(): never {
    throw new Unreadable();
  }
}

const literal = (sign: string): PatternNode => ({ is: 'sign', fits: (other) => other === sign });

const bounds = (found: string, from = '', comma = '', to = ''): readonly [number, number] => {
  if (found === '*') return [0, Number.POSITIVE_INFINITY];
  if (found === '+') return [1, Number.POSITIVE_INFINITY];
  if (found === '?') return [0, 1];
  if (comma === '') return [Number(from), Number(from)];
  return [Number(from), to === '' ? Number.POSITIVE_INFINITY : Number(to)];
};
