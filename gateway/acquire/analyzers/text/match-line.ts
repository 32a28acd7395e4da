import type { PatternNode } from '../../../../device-profiles/analyzer/line-pattern.ts';

/** One step of a pattern's program. */
type Step =
  | { readonly is: 'sign'; fits(sign: string): boolean }
  | { readonly is: 'fork'; readonly first: number; readonly second: number }
  | { readonly is: 'jump'; readonly to: number }
  | { readonly is: 'mark'; readonly name: string; readonly opens: boolean }
  | { readonly is: 'end' };

/** Where a named group began and ended, counted in signs. */
type Marks = ReadonlyMap<string, readonly [from: number, to: number]>;

/** The named groups of a line that a pattern fits as a whole; undefined where it doesn't. A group that took no part is absent. */
export type LineMatcher = (line: string) => ReadonlyMap<string, string> | undefined;

/**
 * Makes a pattern ready to be held against lines. All ways through the pattern go forward together, sign by sign, the
 * preferred first: the time is the line's length times the pattern's, whatever either of them is. Source: Thompson,
 * Regular Expression Search Algorithm, CACM 11 (1968).
 */
export const lineMatcher = (root: PatternNode): LineMatcher => {
  const steps: Step[] = [];
  assemble(root, steps);
  steps.push({ is: 'end' });
  return (line) => run(steps, [...line]);
};

const assemble = (node: PatternNode, steps: Step[]): void => {
  switch (node.is) {
    case 'sign':
      steps.push(node);
      return;
    case 'sequence':
      for (const part of node.parts) assemble(part, steps);
      return;
    case 'choice':
      assembleChoice(node.options, steps);
      return;
    case 'group':
      steps.push({ is: 'mark', name: node.name, opens: true });
      assemble(node.part, steps);
      steps.push({ is: 'mark', name: node.name, opens: false });
      return;
    case 'repeat':
      assembleRepeat(node, steps);
  }
};

const assembleChoice = (options: readonly PatternNode[], steps: Step[]): void => {
  const [first, ...others] = options;
  if (first === undefined) return;
  if (others.length === 0) {
    assemble(first, steps);
    return;
  }
  const fork = steps.push({ is: 'end' }) - 1;
  assemble(first, steps);
  const jump = steps.push({ is: 'end' }) - 1;
  steps[fork] = { is: 'fork', first: fork + 1, second: steps.length };
  assembleChoice(others, steps);
  steps[jump] = { is: 'jump', to: steps.length };
};

const assembleRepeat = ({ part, least, most, lazy }: PatternNode & { is: 'repeat' }, steps: Step[]): void => {
  for (let time = 0; time < least; time += 1) assemble(part, steps);
  const endless = most === Number.POSITIVE_INFINITY;
  for (let time = least; time < (endless ? least + 1 : most); time += 1) {
    const fork = steps.push({ is: 'end' }) - 1;
    assemble(part, steps);
    if (endless) steps.push({ is: 'jump', to: fork });
    const [into, past] = [fork + 1, steps.length];
    steps[fork] = lazy ? { is: 'fork', first: past, second: into } : { is: 'fork', first: into, second: past };
  }
};

interface Way {
  readonly at: number;
  readonly marks: Marks;
}

const run = (steps: readonly Step[], signs: readonly string[]): ReadonlyMap<string, string> | undefined => {
  let ways = waysFrom(steps, [{ at: 0, marks: new Map() }], 0);
  for (const [place, sign] of signs.entries()) {
    const next: Way[] = [];
    for (const { at, marks } of ways) {
      const step = steps[at];
      if (step?.is === 'sign' && step.fits(sign)) next.push({ at: at + 1, marks });
    }
    if (next.length === 0) return undefined;
    ways = waysFrom(steps, next, place + 1);
  }
  const whole = ways.find(({ at }) => steps[at]?.is === 'end');
  if (whole === undefined) return undefined;
  return new Map(
    [...whole.marks].flatMap(([name, [from, to]]) => (to < from ? [] : [[name, signs.slice(from, to).join('')] as const])),
  );
};

/** Where the ways stand once all is gone through that takes no sign; each step once, the preferred way first. */
const waysFrom = (steps: readonly Step[], starts: readonly Way[], place: number): readonly Way[] => {
  const seen = new Set<number>();
  const found: Way[] = [];
  const open = [...starts].reverse();
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    if (seen.has(way.at)) continue;
    seen.add(way.at);
    const step = steps[way.at];
    const { at, marks } = way;
    if (step?.is === 'fork') open.push({ at: step.second, marks }, { at: step.first, marks });
    else if (step?.is === 'jump') open.push({ at: step.to, marks });
    else if (step?.is === 'mark') open.push({ at: at + 1, marks: marked(marks, step, place) });
    else found.push(way);
  }
  return found;
};

const marked = (marks: Marks, { name, opens }: Step & { is: 'mark' }, place: number): Marks =>
  new Map([...marks, [name, opens ? [place, -1] : [marks.get(name)?.[0] ?? place, place]]]);
