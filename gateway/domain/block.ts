import type { ClockTrust, Millis, UtcMillis } from './clock.ts';
import type { Fact } from './fact.ts';
import type { Head, Lane } from './lane.ts';

/** A block line longer than this (in UTF-16 units) is refused unread: a receiver's memory is bounded too. */
export const LONGEST_BLOCK = 1_048_576;

/** `[ms after t0, place in channels, value or null, quality when not good]`. */
export type BlockReading =
  | readonly [offset: number, place: number, value: number | null]
  | readonly [offset: number, place: number, value: number | null, quality: string];

/** What both lanes' blocks carry, in the order in which it is written. */
export interface BlockHeader {
  readonly v: 1;
  readonly gateway: string;
  /** Random id made with the journal file. */
  readonly journal: string;
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  readonly prev: string;
  /** The channel table in force: first 12 hex digits of its SHA-256. */
  readonly config: string;
  /** Starts of the machine so far. */
  readonly boot: number;
  /** The clock that only grows, at `t0`, in whole ms. */
  readonly up: Millis;
  readonly t0: UtcMillis;
  readonly clock: ClockTrust;
}

export interface ReadingsBlock extends BlockHeader {
  readonly lane: 'readings';
  readonly channels: readonly string[];
  readonly readings: readonly BlockReading[];
}

export interface UrgentBlock extends BlockHeader {
  readonly lane: 'urgent';
  /** The readings lane when this block was sealed: an alarm can't be ordered before its cause. */
  readonly head: Head;
  readonly facts: readonly Fact[];
}

export type Block = ReadingsBlock | UrgentBlock;

/** A sealed block: one line of UTF-8 JSON, kept and sent byte for byte, with what its keeper must know of it. */
export interface SealedBlock {
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  readonly hash: string;
  readonly line: string;
}

/** SHA-256 of UTF-8 text, as 64 lower-case hex digits. Handed in: this layer knows no platform. */
export type Sha256 = (text: string) => string;

const HASH_MARK = ',"hash":"';

/** Seals what `JSON.stringify` gave of a block (without hash): the line, with the hash of all that stands before it. */
export const sealText = (body: string, sha256: Sha256): { readonly line: string; readonly hash: string } => {
  const hashed = body.slice(0, -1);
  const hash = sha256(hashed);
  return { line: `${hashed}${HASH_MARK}${hash}"}`, hash };
};

/**
 * Seals a block. The order of keys is the record's: header, then `head` and `facts`, or `channels` and `readings`, then `hash`.
 * The hash covers the line up to and not including its last `,"hash":`.
 */
export const sealBlock = (block: Block, sha256: Sha256): SealedBlock => {
  const { v, gateway, journal, lane, first, last, prev, config, boot, up, t0, clock } = block;
  const header = { v, gateway, journal, lane, first, last, prev, config, boot, up, t0, clock };
  const body =
    block.lane === 'urgent'
      ? { ...header, head: block.head, facts: block.facts }
      : { ...header, channels: block.channels, readings: block.readings };
  return { lane, first, last, ...sealText(JSON.stringify(body), sha256) };
};

/** Parts a block line into the text that was hashed and the hash it claims; undefined when it doesn't end as a block does. */
export const splitHash = (line: string): { readonly hashed: string; readonly hash: string } | undefined => {
  const mark = line.lastIndexOf(HASH_MARK);
  const hash = line.slice(mark + HASH_MARK.length, -2);
  return mark > 0 && line.endsWith('"}') && /^[0-9a-f]{64}$/.test(hash) ? { hashed: line.slice(0, mark), hash } : undefined;
};
