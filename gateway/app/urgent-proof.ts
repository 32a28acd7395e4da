import type { Block } from '../domain/block.ts';
import { parseBlockLine } from '../domain/block-line.ts';
import type { CheckpointFact, Fact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';
import { checkpointText } from '../domain/signed-text.ts';
import { sha256 } from '../evidence/sha256.ts';
import { signatureHolds } from '../evidence/signature.ts';
import { linesAround } from './lines-around.ts';
import type { BlockFile } from './reported-record.ts';

/** What the journal that took a place says of the one before: it alone is a witness, for a file that was set aside can be rewritten whole. */
export interface Witness {
  /** The journal that it names. */
  readonly journal: string;
  /** Where that one's lanes ended; undefined where nobody knew. */
  readonly heads: Readonly<Record<Lane, Head>> | undefined;
  /** The key of the journal that took its place: the box's own. */
  readonly key: string;
}

/** What of a journal that was set aside is proven by its successor's word, or by the box's signature. */
export interface JournalProof {
  /** Whether an urgent block that ends with a number is the one that was sealed. */
  isProven(last: number): boolean;
  /** The hashes that blocks of readings must have, by their last number. */
  readonly readings: ReadonlyMap<number, string>;
}

/**
 * Reads the lane `urgent` of a journal once. Each block names the hash of the one before it: so a block is proven where the
 * blocks behind it lead, without a hole, to the head that the next journal names, or to a checkpoint that the box's key signed.
 */
export const proofOf = (file: BlockFile, witness: Witness | undefined): JournalProof => {
  const runs: UrgentRun[] = [];
  let run: UrgentRun | undefined;
  for (const line of witness === undefined ? [] : linesAround(file, 'urgent', 1)) {
    const parsed = line === undefined ? undefined : parseBlockLine(line, sha256);
    if (parsed?.is !== 'block' || parsed.block.lane !== 'urgent') {
      run = undefined;
      continue;
    }
    if (run?.isFollowedBy(parsed.block) !== true) {
      run = new UrgentRun(parsed.block.first);
      runs.push(run);
    }
    run.take(parsed.block, parsed.hash, witness?.heads?.urgent);
  }
  const proven = witness === undefined ? [] : runs.map((each) => each.proven(witness));
  return {
    isProven: (last) => proven.some(({ from, to }) => from <= last && last <= to),
    readings: new Map([...proven.flatMap(({ readings }) => readings), ...(witness?.heads ? [witness.heads.readings] : [])]),
  };
};

/** Blocks of the lane `urgent` that follow on each other. */
class UrgentRun {
  readonly #first: number;
  #head: Head = [0, ''];
  #provenTo = 0;
  readonly #checkpoints: { readonly fact: CheckpointFact; readonly gateway: string; readonly before: number }[] = [];
  readonly #readings: (readonly [last: number, head: Head])[] = [];

  constructor(first: number) {
    this.#first = first;
  }

  isFollowedBy({ first, prev }: Block): boolean {
    return first === this.#head[0] + 1 && prev === this.#head[1];
  }

  take(block: Extract<Block, { lane: 'urgent' }>, hash: string, sealed: Head | undefined): void {
    const { gateway, first, last, prev, head } = block;
    for (const fact of block.facts) {
      if (isCheckpointOf(fact, [first - 1, prev])) this.#checkpoints.push({ fact, gateway, before: first - 1 });
    }
    if (head[0] !== this.#readings.at(-1)?.[1][0]) this.#readings.push([last, head]);
    this.#head = [last, hash];
    if (sealed?.[0] === last && sealed[1] === hash) this.#provenTo = last;
  }

  /** How far the run is proven, and the heads of the other lane that it names so far. */
  proven({ journal, key }: Witness): { readonly from: number; readonly to: number; readonly readings: readonly Head[] } {
    const behind = this.#checkpoints.filter(({ before }) => before > this.#provenTo);
    const signed = behind.findLast(({ fact: { at, heads, sig }, gateway }) =>
      signatureHolds(key, checkpointText(gateway, journal, at, heads), sig),
    );
    const to = Math.max(this.#provenTo, signed?.before ?? 0);
    const named = this.#readings.filter(([last]) => last <= to).map(([, head]) => head);
    return { from: this.#first, to, readings: [...named, ...(signed === undefined ? [] : [signed.fact.heads.readings])] };
  }
}

const isCheckpointOf = (fact: Fact, [last, hash]: Head): fact is CheckpointFact =>
  fact.kind === 'checkpoint' && fact.heads?.urgent?.[0] === last && fact.heads.urgent[1] === hash;
