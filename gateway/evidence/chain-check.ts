import type { Block } from '../domain/block.ts';
import { GENESIS, type Head, type Lane } from '../domain/lane.ts';
import type { Wrong } from './verification.ts';

/** So many of the latest blocks are remembered by hash: enough to know a repeated block, or a fork, for what it is. */
const REMEMBERED = 8192;

/** Numbers that are not there: `prev` is the hash of the block that would end them. */
export interface Hole {
  readonly first: number;
  readonly last: number;
  readonly prev: string;
}

/** A hash that somebody says the block ending at a number has. */
export type Claim = Head;

/** Follows one lane of one journal, block by block. */
export class ChainCheck {
  readonly lane: Lane;
  readonly #hashes = new Map<number, string>();
  readonly #claims: Claim[] = [];
  readonly #holes: Hole[] = [];
  #first = 0;
  #head: Head = [0, GENESIS];
  #blocks = 0;
  #repeated = 0;

  constructor(lane: Lane) {
    this.lane = lane;
  }

  get first(): number {
    return this.#first;
  }

  get head(): Head {
    return this.#head;
  }

  get blocks(): number {
    return this.#blocks;
  }

  get repeated(): number {
    return this.#repeated;
  }

  get holes(): readonly Hole[] {
    return this.#holes;
  }

  /** Claims beyond the end of the lane. */
  get open(): readonly Claim[] {
    return this.#claims;
  }

  /** Takes the next block. Gives what is wrong with it. */
  add({ first, last, prev }: Block, hash: string): Wrong | undefined {
    const [before, expected] = this.#head;
    if (first <= before) return this.#again(last, hash);
    if (first === before + 1 && prev !== expected) return 'link';
    if (first > before + 1) this.#holes.push({ first: before + 1, last: first - 1, prev });
    if (this.#blocks === 0) this.#first = first;
    this.#blocks += 1;
    this.#head = [last, hash];
    this.#remember(last, hash);
    return this.#claimed(first, last, hash);
  }

  /** Takes note of a claim; claims come in rising order. Gives what is wrong with it. */
  claim([last, hash]: Claim): Wrong | undefined {
    if (last === 0) return hash === GENESIS ? undefined : 'head';
    if (last > this.#head[0]) {
      if (this.#claims.at(-1)?.[0] !== last) this.#claims.push([last, hash]);
      return this.#claims.at(-1)?.[1] === hash ? undefined : 'head';
    }
    const known = this.#hashes.get(last);
    return known === undefined || known === hash ? undefined : 'head';
  }

  #again(last: number, hash: string): Wrong | undefined {
    const known = this.#hashes.get(last);
    if (known === hash) {
      this.#repeated += 1;
      return undefined;
    }
    return known === undefined && last < this.#oldestRemembered() ? 'order' : 'fork';
  }

  #claimed(first: number, last: number, hash: string): Wrong | undefined {
    for (let claim = this.#claims[0]; claim !== undefined && claim[0] <= last; claim = this.#claims[0]) {
      this.#claims.shift();
      // A claim on what lies in a hole can't be judged; the hole itself is.
      if (claim[0] >= first && (claim[0] !== last || claim[1] !== hash)) return 'head';
    }
    return undefined;
  }

  #remember(last: number, hash: string): void {
    this.#hashes.set(last, hash);
    if (this.#hashes.size > REMEMBERED) this.#hashes.delete(this.#oldestRemembered());
  }

  #oldestRemembered(): number {
    return this.#hashes.keys().next().value ?? 0;
  }
}
