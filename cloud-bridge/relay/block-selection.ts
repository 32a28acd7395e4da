import type { SealedBlock } from '../../gateway/domain/block.ts';
import type { LaneDelivery, LaneWant } from './lane-delivery.ts';
import type { NumberRange } from './number-ranges.ts';
import type { SealedBlocks } from './sealed-blocks.ts';

/** The run of blocks without a break at the end of `blocks` (for what is newest), or at its beginning. */
export const unbroken = (blocks: readonly SealedBlock[], at: 'end' | 'beginning'): readonly SealedBlock[] => {
  const rising = [...blocks].sort((a, b) => a.first - b.first);
  const breaks = rising.flatMap((block, place) => (place > 0 && rising[place - 1]?.last !== block.first - 1 ? [place] : []));
  return at === 'end' ? rising.slice(breaks.at(-1) ?? 0) : rising.slice(0, breaks[0] ?? rising.length);
};

/** Fetches what a lane wants, at most `bytes` of lines or one block; tells the lane of numbers that the journal no longer has. */
export const fetchWanted = async (
  source: Pick<SealedBlocks, 'undelivered' | 'blocks'>,
  lane: LaneDelivery,
  laneName: SealedBlock['lane'],
  want: LaneWant,
  bytes: number,
): Promise<readonly SealedBlock[]> => {
  const { covered, head } = lane;
  const expected: NumberRange = want.is === 'range' ? want.range : [covered.upTo[0] + 1, head[0]];
  const found =
    want.is === 'range'
      ? await source.blocks(laneName, want.range[0], want.range[1], bytes)
      : await source.undelivered(laneName, covered, { bytes, order: want.is });
  const run = unbroken(found, want.is === 'newest' ? 'end' : 'beginning');
  const [first] = run;
  if (first === undefined) lane.gone(expected);
  else if (want.is !== 'newest' && first.first > expected[0]) lane.gone([expected[0], first.first - 1]);
  return run;
};
