import { describe, expect, test } from 'vitest';
import { LaneDelivery } from '../../../cloud-bridge/relay/lane-delivery.ts';
import { takeAnswer } from '../../../cloud-bridge/relay/receiver-answers.ts';
import type { SealedBlock } from '../../../gateway/domain/block.ts';
import { NOTHING_DELIVERED } from '../../../gateway/domain/delivered.ts';
import { GENESIS, type Lane } from '../../../gateway/domain/lane.ts';

const hashOf = (last: number): string => last.toString(16).padStart(64, '0');
/** Ten blocks of ten readings. */
const blocks: readonly SealedBlock[] = Array.from({ length: 10 }, (_, place) => ({
  lane: 'readings',
  first: place * 10 + 1,
  last: place * 10 + 10,
  hash: hashOf(place * 10 + 10),
  line: '',
}));

const lane = (head: number) =>
  new LaneDelivery({ delivered: NOTHING_DELIVERED, head: [head, hashOf(head)], acknowledge: 'stored', settle: () => undefined });

const told = async (readings: object, more: object = {}) => {
  const lanes: Record<Lane, LaneDelivery> = { readings: lane(100), urgent: lane(0) };
  const needs = {
    journal: 'k3v9q2xw',
    lanes,
    blocks: {
      blocks: async (_lane: Lane, first: number) => blocks.filter((block) => block.first <= first && first <= block.last),
    },
  };
  const answer = JSON.stringify({ v: 1, journal: 'k3v9q2xw', readings, ...more });
  const outcomes = await takeAnswer(needs, 'larder/1/no3-canteen/stored/city', Buffer.from(answer));
  return { outcomes, delivered: lanes.readings.delivered };
};

describe('what a receiver says that it has stored', () => {
  test('moves the frontier to an edge of the journal’s own', async () => {
    const { outcomes, delivered } = await told({ upTo: 40, hash: hashOf(40), beyond: [[61, 80, hashOf(80)]] });
    expect(outcomes).toEqual([{ is: 'moved', lane: 'readings' }]);
    expect(delivered).toEqual({ upTo: [40, hashOf(40)], beyond: [[61, 80, hashOf(80)]] });
  });

  test('comes with the platform’s own time, where it says so', async () => {
    const { outcomes } = await told({ upTo: 40, hash: hashOf(40) }, { at: 1_795_248_000_000 });
    expect(outcomes).toEqual([
      { is: 'stamp', at: 1_795_248_000_000 },
      { is: 'moved', lane: 'readings' },
    ]);
  });

  test('does not count where a range begins within a block: half of it would pass for delivered', async () => {
    const { delivered } = await told({ upTo: 0, hash: GENESIS, beyond: [[62, 80, hashOf(80)]] });
    expect(delivered).toEqual(NOTHING_DELIVERED);
  });

  test.each([
    ['ahead of the journal', { upTo: 110, hash: hashOf(110), beyond: [] }],
    ['with another hash', { upTo: 40, hash: hashOf(41), beyond: [] }],
    ['within a block', { upTo: 45, hash: hashOf(45), beyond: [] }],
  ])('%s is of a journal that was restored or cloned', async (_what, readings) => {
    const { outcomes, delivered } = await told(readings);
    expect(outcomes).toEqual([{ is: 'foreign-frontier', lane: 'readings', receiver: 'city' }]);
    expect(delivered).toEqual(NOTHING_DELIVERED);
  });
});
