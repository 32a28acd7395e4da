import type { Block } from '../domain/block.ts';
import { parseBlockLine } from '../domain/block-line.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Lane } from '../domain/lane.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { ReportedBlocks, UnreadStretch } from '../reports/report-sources.ts';
import { linesAround } from './lines-around.ts';
import { type BlockFile, blocksFrom } from './reported-record.ts';

/** Where a journal ended, as the one that took its place tells. */
interface JournalEnd {
  readonly until: UtcMillis;
  readonly upTo: Readonly<Record<Lane, number>> | null;
  /** It is read from what was carried over of its file: what is missing at its end is gone. */
  readonly isCarried: boolean;
}

/** The blocks of a journal that was set aside, as far as they can be read and hold; and what lies between them. Reading throws nothing of damage. */
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

function* wholeBlocks(
  file: BlockFile,
  { lane, first }: { readonly lane: Lane; readonly first: number },
  { until, upTo, isCarried }: JournalEnd,
  note: (stretch: UnreadStretch) => void,
): Generator<Block> {
  let [next, readTo, isDamaged] = [first, 0, false];
  const stretch = (last: number | 'unknown', to: UtcMillis): UnreadStretch => ({
    what: lane, from: readTo, to, reason: `damaged:${next}..${last}`,
  }); // biome-ignore format: a list to read
  for (const line of linesAround(file, lane, first)) {
    const parsed = line === undefined ? undefined : parseBlockLine(line, sha256);
    if (parsed?.is !== 'block') {
      isDamaged = true;
      continue;
    }
    const { block } = parsed;
    // Numbers that are missing before the first block were retired, unless something there can't be read.
    if (block.first > next && (isDamaged || readTo > 0)) note(stretch(block.first - 1, block.t0));
    [next, readTo, isDamaged] = [block.last + 1, endOf(block), false];
    yield block;
  }
  const end = upTo?.[lane];
  if (isDamaged || (isCarried && end !== undefined && end >= next)) note(stretch(end ?? 'unknown', until));
}

const endOf = (block: Block): UtcMillis => block.t0 + (block.lane === 'readings' ? (block.readings.at(-1)?.[0] ?? 0) : 0);
