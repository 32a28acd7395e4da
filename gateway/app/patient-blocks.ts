import type { Block } from '../domain/block.ts';
import { parseBlockLine } from '../domain/block-line.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { ReportedBlocks, UnreadStretch } from '../reports/report-sources.ts';
import { linesAround } from './lines-around.ts';
import { type BlockFile, blocksFrom } from './reported-record.ts';
import type { JournalProof } from './urgent-proof.ts';

/** Where a journal ended, as the one that took its place tells. */
interface JournalEnd {
  readonly until: UtcMillis;
  readonly upTo: Readonly<Record<Lane, number>> | null;
  /** Looked at only when blocks are asked for: it reads the whole lane `urgent`. */
  proof(): JournalProof;
}

/**
 * The blocks of a journal that was set aside, as far as they can be read, hold and are proven; and what lies between them.
 * Reading throws nothing of damage.
 */
export const patientBlocks = (file: BlockFile, end: JournalEnd): ReportedBlocks => {
  const unread = new Map<string, UnreadStretch>();
  const note = (stretch: UnreadStretch): void => void unread.set(`${stretch.what} ${stretch.reason}`, stretch);
  return {
    ...blocksFrom({
      blocks: (lane, first) => wholeBlocks(file, { lane, first }, end, note),
      firstWithin: (lane, number, began) => firstWithin(file, lane, number, began),
    }),
    unread: () => [...unread.values()],
  };
};

/** The index of times may be damaged as well: then all blocks are looked at. */
const firstWithin = (file: BlockFile, ...[lane, number, began]: Parameters<BlockFile['firstWithin']>): number | undefined => {
  try {
    return file.firstWithin(lane, number, began);
  } catch (error) {
    if (error instanceof EdgeError) return number;
    throw error;
  }
};

/** Why blocks are not given: they are gone or broken, or nothing vouches for them. */
type Missing = 'damaged' | 'unproven';

function* wholeBlocks(
  file: BlockFile,
  { lane, first }: { readonly lane: Lane; readonly first: number },
  { until, upTo, proof }: JournalEnd,
  note: (stretch: UnreadStretch) => void,
): Generator<Block> {
  let [next, readTo] = [first, 0];
  let missing: Missing | undefined;
  const stretch = (last: number | 'unknown', to: UtcMillis): UnreadStretch => ({
    what: lane, from: readTo, to, reason: `${missing ?? 'damaged'}:${next}..${last}`,
  }); // biome-ignore format: a list to read
  for (const block of provenBlocks(file, { lane, first }, proof())) {
    if (typeof block === 'string') {
      missing = missing === 'unproven' ? missing : block;
      continue;
    }
    // Numbers that are missing before the first block were retired, unless something there can't be read.
    if (block.first > next && (missing !== undefined || readTo > 0)) note(stretch(block.first - 1, block.t0));
    [next, readTo, missing] = [block.last + 1, endOf(block), undefined];
    yield block;
  }
  const end = upTo?.[lane];
  if (missing !== undefined || (end !== undefined && end >= next)) note(stretch(end ?? 'unknown', until));
}

const endOf = (block: Block): UtcMillis => block.t0 + (block.lane === 'readings' ? (block.readings.at(-1)?.[0] ?? 0) : 0);

/** More blocks without any hash that is proven are never held: urgent blocks, each of which names one, come far more often. */
const MOST_HELD = 20_000;

/** A lane's blocks from a number on that are proven, with a word for each that is not. */
function* provenBlocks(
  file: BlockFile,
  { lane, first }: { readonly lane: Lane; readonly first: number },
  proof: JournalProof,
): Generator<Block | Missing> {
  let held: Block[] = [];
  let head: readonly [last: number, hash: string] = [0, ''];
  for (const line of linesAround(file, lane, first)) {
    const parsed = line === undefined ? undefined : parseBlockLine(line, sha256);
    const block = parsed?.is === 'block' && parsed.block.lane === lane ? parsed.block : undefined;
    const isNext = block !== undefined && block.first === head[0] + 1 && block.prev === head[1];
    if (held.length > 0 && (!isNext || held.length === MOST_HELD)) {
      yield 'unproven';
      held = [];
    }
    if (block === undefined || parsed?.is !== 'block') {
      yield 'damaged';
      continue;
    }
    head = [block.last, parsed.hash];
    held.push(block);
    const isProven = lane === 'urgent' ? proof.isProven(block.last) : proof.readings.get(block.last) === parsed.hash;
    if (!isProven) continue;
    yield* held;
    held = [];
  }
  if (held.length > 0) yield 'unproven';
}
