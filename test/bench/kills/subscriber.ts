import { createSmallReceiver } from '../../../simulators/stage/small-receiver.ts';
import type { NumberedReading } from './committed.ts';
import type { Arrived } from './outcome.ts';

/** A platform in this process that keeps all readings it gets, under their numbers. */
export interface Subscriber {
  arrived(): Arrived;
  /** The last number without a hole before it. */
  upTo(): number;
  close(): Promise<void>;
}

/** Subscribes with a session that the broker keeps; says `stored` where it is to. */
export const openSubscriber = async (url: string, answers: boolean): Promise<Subscriber> => {
  const readings = new Map<number, NumberedReading>();
  const receiver = createSmallReceiver({
    url,
    gateway: 'kills',
    receiver: 'platform',
    connection: { clean: false, clientId: 'platform' },
    answers,
    onBlock: (block) => {
      if (block.lane !== 'readings') return;
      for (const [offset, [, place, value]] of block.readings.entries()) {
        const number = block.first + offset;
        readings.set(number, { number, channel: block.channels[place] ?? '', value });
      }
    },
  });
  await receiver.ready;
  return {
    arrived: () => ({ readings, counts: receiver.counts(), holes: receiver.holes('readings').length }),
    upTo: () => receiver.upTo('readings'),
    close: () => receiver.close(),
  };
};
