import { createHash } from 'node:crypto';
import type { Refused, Stored } from '../../cloud-bridge/contract/answers.ts';
import type { Block } from '../../gateway/domain/block.ts';
import { parseBlockLine } from '../../gateway/domain/block-line.ts';
import { MOST_RANGES } from '../../gateway/domain/delivered.ts';
import { GENESIS, type Lane } from '../../gateway/domain/lane.ts';
import { keepBlock, type LaneShelf } from './lane-shelf.ts';

/** What arrived, as a stranger sees it. */
export interface ReceivedCounts {
  readonly messages: number;
  readonly blocks: number;
  /** Readings and facts in them. */
  readonly values: number;
  /** Blocks that came again with the same numbers and hash: no duplicate, but traffic. */
  readonly repeated: number;
  /** Blocks whose numbers another block had already taken. */
  readonly duplicated: number;
  /** Messages and lines that could not be read. */
  readonly unreadable: number;
  /** Blocks that don't follow from, or lead to, their neighbours. */
  readonly brokenChains: number;
  readonly refused: number;
}

export interface BlockCheckSettings {
  /** Called once for each block that is new and fits its chain. */
  readonly onBlock?: ((block: Block, line: string) => void) | undefined;
  /** A reason to refuse a block that would fit. */
  readonly refuse?: ((block: Block) => string | undefined) | undefined;
}

type Shelves = Readonly<Record<Lane, LaneShelf>>;
const EMPTY: Shelves = { urgent: [], readings: [] };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Checks the numbering, chain and hash of what arrives, journal by journal. */
export class BlockCheck {
  readonly #settings: BlockCheckSettings;
  readonly #counts = {
    messages: 0,
    blocks: 0,
    values: 0,
    repeated: 0,
    duplicated: 0,
    unreadable: 0,
    brokenChains: 0,
    refused: 0,
  };
  readonly #journals = new Map<string, Shelves>();
  #journal = '';

  constructor(settings: BlockCheckSettings) {
    this.#settings = settings;
  }

  get counts(): ReceivedCounts {
    return { ...this.#counts };
  }

  /** The journal that wrote last; empty before the first block. */
  get journal(): string {
    return this.#journal;
  }

  /** The last number of a lane without a hole before it. */
  upTo(lane: Lane): number {
    return frontier(this.#shelves[lane])?.last ?? 0;
  }

  /** Ranges that are missing below the highest number seen. */
  holes(lane: Lane): readonly (readonly [first: number, last: number])[] {
    const shelf = this.#shelves[lane];
    return shelf
      .map(({ first }, place) => [(shelf[place - 1]?.last ?? 0) + 1, first - 1] as const)
      .filter(([first, last]) => first <= last);
  }

  /** Takes a message's lines in; gives what must be refused. */
  take(lines: readonly string[] | undefined): readonly Refused[] {
    this.#counts.messages += 1;
    if (lines === undefined) this.#counts.unreadable += 1;
    return (lines ?? []).flatMap((line) => this.#takeLine(line));
  }

  /** What is stored, as the answer says it. */
  account(): Stored {
    const { urgent, readings } = this.#shelves;
    return { v: 1, journal: this.#journal, urgent: accountOf(urgent), readings: accountOf(readings) };
  }

  get #shelves(): Shelves {
    return this.#journals.get(this.#journal) ?? EMPTY;
  }

  #takeLine(line: string): readonly Refused[] {
    const parsed = parseBlockLine(line, sha256);
    if (parsed.is === 'broken') {
      this.#counts.unreadable += 1;
      return [];
    }
    this.#journal = parsed.block.journal;
    const reason = this.#settings.refuse?.(parsed.block) ?? this.#keep(parsed.block, parsed.hash, line);
    if (reason === undefined) return [];
    this.#counts.refused += 1;
    const { journal, lane, first } = parsed.block;
    return [{ v: 1, journal, lane, first, hash: parsed.hash, reason }];
  }

  /** Keeps a block; gives the reason where it can't. */
  #keep(block: Block, hash: string, line: string): string | undefined {
    const { first, last, prev, lane, journal } = block;
    const { outcome, shelf } = keepBlock(this.#shelves[lane], { first, last, prev, hash });
    if (outcome !== 'new') {
      this.#counts[outcome] += 1;
      return outcome === 'repeated' ? undefined : outcome;
    }
    this.#journals.set(journal, { ...this.#shelves, [lane]: shelf });
    this.#counts.blocks += 1;
    this.#counts.values += last - first + 1;
    this.#settings.onBlock?.(block, line);
    return undefined;
  }
}

const frontier = (shelf: LaneShelf) => (shelf[0]?.first === 1 ? shelf[0] : undefined);

const accountOf = (shelf: LaneShelf) => {
  const front = frontier(shelf);
  const beyond = shelf.filter((run) => run !== front).slice(-MOST_RANGES);
  return {
    upTo: front?.last ?? 0,
    hash: front?.hash ?? GENESIS,
    beyond: beyond.map(({ first, last, hash }): [number, number, string] => [first, last, hash]),
  };
};
