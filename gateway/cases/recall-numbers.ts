import type { Fact } from '../domain/fact.ts';

/** What is asked of the record: the blocks of lane `urgent` that hold any number of `first..last`, as their lines. */
export interface UrgentBlocks {
  blocks(
    lane: 'urgent',
    first: number,
    last: number,
    bytes: number,
  ): Promise<readonly { readonly first: number; readonly last: number; readonly line: string }[]>;
}

/** Who learns the numbers. */
export interface Recalling {
  readonly numbered: number;
  recall(facts: readonly Fact[], first: number): void;
}

/** So much text of the record is read at a time. */
const AT_ONCE = 262_144;

/** The farthest that is looked back: numbers are noted with every commit, so a few facts are the rule. */
const FARTHEST = 5000;

/**
 * Teaches the desk, at its start, the numbers of the facts that became durable just before the run ended. A correction names the
 * number of what it corrects, and a number is known only after its commit. `head` is the last number of lane `urgent`.
 */
export const recallNumbers = async (desk: Recalling, record: UrgentBlocks, head: number): Promise<void> => {
  for (let next = Math.max(desk.numbered + 1, head - FARTHEST, 1); next <= head; ) {
    const blocks = await record.blocks('urgent', next, head, AT_ONCE);
    for (const { line, first } of blocks) desk.recall(factsIn(line), first);
    next = Math.max(next + 1, (blocks.at(-1)?.last ?? head) + 1);
  }
};

/** The facts of a block's line: the record's own text, verified where it is read. */
const factsIn = (line: string): readonly Fact[] => (JSON.parse(line) as { readonly facts: readonly Fact[] }).facts;
