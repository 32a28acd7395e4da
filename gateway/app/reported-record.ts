import type { Block, ReadingsBlock } from '../domain/block.ts';
import { parseBlockLine } from '../domain/block-line.ts';
import type { Millis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { EMPTY_HEAD, type Head, type Lane } from '../domain/lane.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { EarlierFile } from '../journal/earlier-file.ts';
import type { BlocksBegan, RecordFile } from '../journal/record-file.ts';
import type { EarlierJournal, ReportedBlocks, ReportedRecord } from '../reports/report-sources.ts';

/** No block is open for longer: `keep.seal` allows no more. */
const LONGEST_BLOCK_TIME: Millis = 3_600_000;

/**
 * A record's file as reports read it, up to a number of each lane: by default, to where it ends now.
 * Reading throws EdgeError `record-broken` for a block that does not hold, `journal-damaged`.
 */
export const reportedRecord = (
  file: RecordFile,
  earlier: readonly EarlierJournal[],
  upTo?: Readonly<Record<Lane, number>>,
): ReportedRecord => {
  const { id: journal, key } = file.identity();
  const now = file.heads();
  const heads = {
    readings: headAt(file, 'readings', now.readings, upTo?.readings),
    urgent: headAt(file, 'urgent', now.urgent, upTo?.urgent),
  };
  return { journal, key, heads, earlier, ...reportedBlocks(file, { readings: heads.readings[0], urgent: heads.urgent[0] }) };
};

/** A journal's file, as far as blocks are read from it. */
export type BlockFile = Pick<EarlierFile, 'lines' | 'firstWithin'>;

/** The blocks of a journal's file, by default to where it ends. Reading throws as that of `reportedRecord`. */
export const reportedBlocks = (file: BlockFile, upTo = WHOLE): ReportedBlocks =>
  blocksFrom({
    firstWithin: (lane, number, began) => file.firstWithin(lane, number, began),
    blocks: (lane, first) => blocks(file, lane, first, upTo),
  });

/** Where blocks come from: from which number on those of a span are to be looked for, and the blocks from a number on. */
export interface BlockSource extends Pick<BlockFile, 'firstWithin'> {
  blocks(lane: Lane, first: number): Iterable<Block>;
}

/** What a report reads of a journal, from wherever its blocks come. */
export const blocksFrom = (source: BlockSource): ReportedBlocks => ({
  *urgent() {
    for (const block of source.blocks('urgent', 1)) if (block.lane === 'urgent') yield block;
  },
  *readings(from, to) {
    const began = { from: from - LONGEST_BLOCK_TIME, to };
    let next = source.firstWithin('readings', 1, began);
    while (next !== undefined) next = yield* readingsFrom(source, next, began);
  },
  *numbered(first, last) {
    for (const block of source.blocks('readings', first)) {
      if (block.first > last) return;
      if (block.lane === 'readings') yield block;
    }
  },
});

/** Reads on from a number while blocks began within a span. Gives where the next of them may be: a clock that was ahead comes back. */
function* readingsFrom(source: BlockSource, first: number, began: BlocksBegan): Generator<ReadingsBlock, number | undefined> {
  for (const block of source.blocks('readings', first)) {
    if (block.lane === 'readings' && block.t0 >= began.from && block.t0 < began.to) {
      yield block;
      continue;
    }
    const next = source.firstWithin('readings', block.last + 1, began);
    if (next === undefined || next > block.last + 1) return next;
  }
  return undefined;
}

const WHOLE: Readonly<Record<Lane, number>> = { readings: Number.POSITIVE_INFINITY, urgent: Number.POSITIVE_INFINITY };

function* blocks(file: BlockFile, lane: Lane, first: number, upTo: Readonly<Record<Lane, number>>): Generator<Block> {
  for (const line of file.lines(lane, first)) {
    const block = blockIn(line);
    if (block.first > upTo[lane]) return;
    yield block;
  }
}

const blockIn = (line: string): Block => {
  const parsed = parseBlockLine(line, sha256);
  if (parsed.is === 'broken')
    throw new EdgeError('record-broken', `a block does not hold (${parsed.reason}): ${line.slice(0, 120)}`);
  return parsed.block;
};

const headAt = (file: RecordFile, lane: Lane, now: Head, wanted: number | undefined): Head => {
  if (wanted === undefined || wanted >= now[0]) return now;
  if (wanted === 0) return EMPTY_HEAD;
  for (const line of file.lines(lane, wanted)) {
    const { last } = blockIn(line);
    if (last === wanted) return [last, line.slice(-66, -2)];
    break;
  }
  throw new EdgeError('usage', `${lane} ${wanted} is not the end of a block`);
};
