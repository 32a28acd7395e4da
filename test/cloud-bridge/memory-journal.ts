import { createHash } from 'node:crypto';
import type { SealedBlocks } from '../../cloud-bridge/relay/sealed-blocks.ts';
import { type BlockReading, type SealedBlock, sealBlock } from '../../gateway/domain/block.ts';
import { covers, type Delivered, NOTHING_DELIVERED } from '../../gateway/domain/delivered.ts';
import type { Fact } from '../../gateway/domain/fact.ts';
import { EMPTY_HEAD, type Head, type Lane } from '../../gateway/domain/lane.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A journal of blocks in memory, for tests of what leaves the box. */
export interface MemoryJournal extends SealedBlocks {
  /** To be replaced by a test. */
  undelivered: SealedBlocks['undelivered'];
  readonly journal: string;
  heads(): Record<Lane, Head>;
  /** What an uplink has settled. */
  delivered(uplink: string): Record<Lane, Delivered>;
  lines(lane: Lane): readonly string[];
  /** Seals `count` readings as one block; values walk a little. */
  sealReadings(count: number, t0?: number): SealedBlock;
  sealFacts(facts: readonly Fact[], t0?: number): SealedBlock;
  /** Takes away the oldest blocks up to a number, as retention does. */
  retire(lane: Lane, upTo: number): void;
}

const CHANNELS = ['fridge-1/temperature', 'fridge-1/humidity'];

export const memoryJournal = (journal = 'k3v9q2xw', gateway = 'no3-canteen'): MemoryJournal => {
  const blocks: Record<Lane, SealedBlock[]> = { urgent: [], readings: [] };
  const settled = new Map<string, Record<Lane, Delivered>>();
  const listeners: ((lane: Lane, head: Head) => void)[] = [];
  const heads: Record<Lane, Head> = { urgent: EMPTY_HEAD, readings: EMPTY_HEAD };
  const header = (lane: Lane, count: number, t0: number) => ({
    v: 1 as const, gateway, journal, first: heads[lane][0] + 1, last: heads[lane][0] + count, prev: heads[lane][1],
    config: 'c41d07ae52b8', boot: 7, up: 86_400_123, t0, clock: 'sure' as const,
  }); // biome-ignore format: a header to read
  const keep = (block: SealedBlock): SealedBlock => {
    blocks[block.lane].push(block);
    heads[block.lane] = [block.last, block.hash];
    for (const listener of listeners) listener(block.lane, heads[block.lane]);
    return block;
  };
  const most = (found: readonly SealedBlock[], bytes: number): readonly SealedBlock[] => {
    let sum = 0;
    return found.filter(({ line }, place) => {
      sum += line.length;
      return place === 0 || sum <= bytes;
    });
  };
  const of = (uplink: string): Record<Lane, Delivered> =>
    settled.get(uplink) ?? { urgent: NOTHING_DELIVERED, readings: NOTHING_DELIVERED };
  return {
    journal,
    heads: () => ({ ...heads }),
    delivered: of,
    lines: (lane) => blocks[lane].map(({ line }) => line),
    sealReadings: (count, t0 = 1_795_248_000_000) => {
      const readings = Array.from({ length: count }, (_, n): BlockReading => [n * 500, n % 2, 4 + ((n * 7) % 10) / 10]);
      return keep(sealBlock({ ...header('readings', count, t0), lane: 'readings', channels: CHANNELS, readings }, sha256));
    },
    sealFacts: (facts, t0 = 1_795_248_000_000) =>
      keep(sealBlock({ ...header('urgent', facts.length, t0), lane: 'urgent', head: heads.readings, facts }, sha256)),
    retire: (lane, upTo) => {
      blocks[lane] = blocks[lane].filter(({ last }) => last > upTo);
    },
    undelivered: async (lane, delivered, { bytes, order }) => {
      const missing = blocks[lane].filter(({ first }) => !covers(delivered, first));
      return most(order === 'oldest' ? missing : missing.reverse(), bytes);
    },
    blocks: async (lane, from, to, bytes) =>
      most(
        blocks[lane].filter(({ first, last }) => first <= to && from <= last),
        bytes,
      ),
    settle: (uplink, lane, delivered) => settled.set(uplink, { ...of(uplink), [lane]: delivered }),
    onSealed: (listener) => listeners.push(listener),
  };
};

/** A fact to seal: a state that lasts. */
export const someFact = (at = 1_795_248_000_000, on = 'line:kitchen'): Fact => ({
  kind: 'state',
  at,
  on,
  state: 'lost',
  active: true,
});
