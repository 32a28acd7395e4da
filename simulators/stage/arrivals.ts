import type { Block } from '../../gateway/domain/block.ts';
import type { ArrivedValue } from './comparison.ts';

/** What arrived of each channel, in order of its numbers. Waits that were in vain bring no value, and are not kept here. */
export interface Arrivals {
  take(block: Block): void;
  of(channel: string): readonly ArrivedValue[];
}

/** An empty collection. */
export const createArrivals = (): Arrivals => {
  const channels = new Map<string, ArrivedValue[]>();
  const listOf = (channel: string): ArrivedValue[] => {
    const list = channels.get(channel) ?? [];
    channels.set(channel, list);
    return list;
  };
  return {
    take: (block) => {
      if (block.lane !== 'readings') return;
      for (const [place, [offset, channel, value, quality]] of block.readings.entries()) {
        const isAnswer = quality !== 'no-answer' && quality?.startsWith('exception:') !== true;
        if (isAnswer)
          listOf(block.channels[channel] ?? '').push({ elapsed: block.up + offset, value, number: block.first + place });
      }
    },
    of: (channel) => (channels.get(channel) ?? []).sort((one, other) => one.number - other.number),
  };
};
