import type { Block } from '../domain/block.ts';
import { parseBlockLine } from '../domain/block-line.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { LANES, type Lane } from '../domain/lane.ts';
import { sha256 } from '../evidence/sha256.ts';
import type { BlockFile } from './reported-record.ts';

/** Where a record is cut off: the last number of each lane. */
export type RecordCut = Readonly<Record<Lane, number>>;

/**
 * Whether a cut leaves out facts that were sealed before readings that it keeps: a record never ended so, and a page of it would
 * say of what was too warm that nobody was alarmed. Each urgent block names how far the readings had come.
 */
export const endsAtDifferentTimes = (file: Pick<BlockFile, 'lines'>, cut: RecordCut): boolean => {
  const next = blockBehind(file, 'urgent', cut);
  return next?.lane === 'urgent' && next.head[0] < cut.readings;
};

/** The lane of which a cut leaves out what began before a moment; undefined where it leaves out nothing of it. */
export const laneCutBefore = (file: Pick<BlockFile, 'lines'>, cut: RecordCut, moment: UtcMillis): Lane | undefined =>
  LANES.find((lane) => (blockBehind(file, lane, cut)?.t0 ?? moment) < moment);

const blockBehind = (file: Pick<BlockFile, 'lines'>, lane: Lane, cut: RecordCut): Block | undefined => {
  for (const line of file.lines(lane, cut[lane] + 1)) {
    const parsed = parseBlockLine(line, sha256);
    if (parsed.is === 'block') return parsed.block;
    throw new EdgeError('record-broken', `a block does not hold (${parsed.reason}): ${line.slice(0, 120)}`);
  }
  return undefined;
};
