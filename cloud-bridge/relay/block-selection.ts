import type { SealedBlock } from '../../gateway/domain/block.ts';
import type { LaneDelivery, LaneWant } from './lane-delivery.ts';
import type { SealedBlocks } from './sealed-blocks.ts';

/** The run of blocks without a break at the end of `blocks` (for what is newest), or at its beginning. */
const unbroken = (blocks: readonly SealedBlock[], at: 'end' | 'beginning'): readonly SealedBlock[] => {
  const rising = [...blocks].sort((a, b) => a.first - b.first);
  const breaks = rising.flatMap((block, place) => (place > 0 && rising[place - 1]?.last !== block.first - 1 ? [place] : []));
  return at === 'end' ? rising.slice(breaks.at(-1) ?? 0) : rising.slice(0, breaks[0] ?? rising.length);
};

/**
 * Fetches what a lane wants, at most `bytes` of lines or one block, and tells the lane of numbers that the journal no longer
 * has: those before the oldest block that it gives. An answer without any block proves nothing of numbers to come.
 */
export const fetchWanted = async (
  source: Pick<SealedBlocks, 'undelivered' | 'blocks'>,
  lane: LaneDelivery,
  laneName: SealedBlock['lane'],
  want: LaneWant,
  bytes: number,
): Promise<readonly SealedBlock[]> => {
  const { covered } = lane;
  if (want.is === 'range') {
    const [from, to] = want.range;
    const run = unbroken(await source.blocks(laneName, from, to, bytes), 'beginning');
    lane.passOver([from, (run[0]?.first ?? to + 1) - 1]);
    return run;
  }
  const found = await source.undelivered(laneName, covered, { bytes, order: want.is });
  if (want.is === 'newest') return unbroken(found, 'end');
  const run = unbroken(found, 'beginning');
  if (run[0] !== undefined) lane.gone([covered.upTo[0] + 1, run[0].first - 1]);
  return run;
};
