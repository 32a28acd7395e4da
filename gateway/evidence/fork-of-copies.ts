import { parseBlockLine } from '../domain/block-line.ts';
import { LANES, type Lane } from '../domain/lane.ts';
import { sha256 } from './sha256.ts';
import type { ChainReport, Verification, WrongPlace } from './verification.ts';

/** A copy of a record, verified by itself, that can be read once more. */
export interface RecordCopy {
  /** What people call it: its file. */
  readonly name: string;
  readonly verification: Verification;
  lines(): AsyncIterable<string> | Iterable<string>;
}

/**
 * Holds each copy against those before it: two that hold by themselves are a fork where they go on from one block by two
 * different ones. Gives the copies' verifications, that of the later copy with the place. Reads both in step, and keeps nothing.
 */
export const forksAmong = async (copies: readonly RecordCopy[]): Promise<readonly Verification[]> => {
  const judged: Verification[] = [];
  for (const [place, copy] of copies.entries()) {
    const fork = await forkWithAny(copy, copies.slice(0, place));
    judged.push(fork === undefined ? copy.verification : { ...copy.verification, wrong: fork });
  }
  return judged;
};

const forkWithAny = async (copy: RecordCopy, others: readonly RecordCopy[]): Promise<WrongPlace | undefined> => {
  if (copy.verification.wrong !== undefined) return undefined;
  for (const other of others) {
    for (const [one, its] of sharedChains(other.verification, copy.verification)) {
      const number = await whereTheyPart(linksOf(other.lines(), one), linksOf(copy.lines(), its));
      if (number !== undefined) return { wrong: 'fork', line: 0, journal: its.journal, lane: its.lane, number, with: other.name };
    }
  }
  return undefined;
};

/** Chains of one lane of one journal, in both. */
const sharedChains = (one: Verification, other: Verification): readonly (readonly [ChainReport, ChainReport])[] => {
  if (one.wrong !== undefined) return [];
  const inOrder = LANES.flatMap((lane) => one.chains.filter((chain) => chain.lane === lane));
  return inOrder.flatMap((chain) => other.chains.filter((its) => isSame(chain, its)).map((its) => [chain, its] as const));
};

/** Whose chain something is. */
interface Chain {
  readonly gateway: string;
  readonly journal: string;
  readonly lane: Lane;
}

const isSame = (one: Chain, other: Chain): boolean =>
  one.gateway === other.gateway && one.journal === other.journal && one.lane === other.lane;

/** What of a block says where it stands in its chain. */
interface Link {
  readonly first: number;
  readonly last: number;
  readonly prev: string;
  readonly hash: string;
}

/** The first number at which one chain goes on otherwise than the other; undefined where neither contradicts the other. */
const whereTheyPart = async (one: AsyncGenerator<Link>, other: AsyncGenerator<Link>): Promise<number | undefined> => {
  let [a, b] = [await nextOf(one), await nextOf(other)];
  while (a !== undefined && b !== undefined) {
    if (contradict(a, b)) return Math.max(a.first, b.first);
    const [lastA, lastB] = [a.last, b.last];
    if (lastA <= lastB) a = await nextOf(one);
    if (lastB <= lastA) b = await nextOf(other);
  }
  return undefined;
};

/** Two blocks that no one chain can hold: they overlap and are not the same, or the later doesn't follow from the earlier. */
const contradict = (a: Link, b: Link): boolean => {
  if (a.hash === b.hash) return false;
  const [early, late] = a.first <= b.first ? [a, b] : [b, a];
  return late.first <= early.last || (late.first === early.last + 1 && late.prev !== early.hash);
};

const nextOf = async (links: AsyncGenerator<Link>): Promise<Link | undefined> => {
  const { value, done } = await links.next();
  return done === true ? undefined : value;
};

/** A chain's blocks, each once, in rising order. */
async function* linksOf(lines: AsyncIterable<string> | Iterable<string>, chain: ChainReport): AsyncGenerator<Link> {
  let reached = 0;
  for await (const line of lines) {
    const parsed = parseBlockLine(line, sha256);
    if (parsed.is !== 'block' || !isSame(parsed.block, chain)) continue;
    const { first, last, prev } = parsed.block;
    if (last > reached) yield { first, last, prev, hash: parsed.hash };
    reached = Math.max(reached, last);
  }
}
