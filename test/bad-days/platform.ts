import type { IClientOptions } from 'mqtt';
import type { Block, UrgentBlock } from '../../gateway/domain/block.ts';
import type { Fact } from '../../gateway/domain/fact.ts';
import { createArrivals } from '../../simulators/stage/arrivals.ts';
import { createSmallReceiver, type SmallReceiver } from '../../simulators/stage/small-receiver.ts';
import type { CountingDevices } from './counting-devices.ts';
import type { Later } from './gateway-on-trial.ts';
import { type Outcome, outcomeOf, together } from './what-arrived.ts';

/** The platform's side of a trial: a receiver that stores, and all that reached it. */
export interface Platform {
  readonly receiver: SmallReceiver;
  readonly blocks: readonly Block[];
  facts(): readonly Fact[];
  /** What became of what the devices sent. */
  outcome(devices: CountingDevices): Outcome;
  /** What is wrong with the record as it arrived; nothing when it is whole. */
  faults(): readonly string[];
}

export interface PlatformWish {
  readonly url: string;
  /** More for MQTT.js: TLS, user, password, version. */
  readonly connection?: IClientOptions;
}

/** A receiver of gateway `bad-day`, which answers `stored`. */
export const openPlatform = async (later: Later, { url, connection }: PlatformWish): Promise<Platform> => {
  const arrivals = createArrivals();
  const blocks: Block[] = [];
  const receiver = createSmallReceiver({
    url,
    gateway: 'bad-day',
    receiver: 'platform',
    ...(connection === undefined ? {} : { connection }),
    onBlock: (block) => {
      blocks.push(block);
      arrivals.take(block);
    },
  });
  later(() => receiver.close());
  await receiver.ready;
  return {
    receiver,
    blocks,
    facts: () => blocks.filter((block): block is UrgentBlock => block.lane === 'urgent').flatMap(({ facts }) => facts),
    outcome: ({ channels, sent }) =>
      together(channels.map((channel) => outcomeOf(sent(channel), arrivals.of(channel), unansweredIn(blocks, channel)))),
    faults: () => faultsOf(receiver),
  };
};

const faultsOf = (receiver: SmallReceiver): readonly string[] => {
  const { brokenChains, duplicated, unreadable } = receiver.counts();
  return [
    ...(brokenChains + duplicated + unreadable === 0 ? [] : [JSON.stringify({ brokenChains, duplicated, unreadable })]),
    ...(['urgent', 'readings'] as const).flatMap((lane) =>
      receiver.holes(lane).map(([first, last]) => `${lane} ${first}..${last} is missing`),
    ),
  ];
};

/** When the record says that a channel's device gave no answer in time, on the clock that only grows. */
const unansweredIn = (blocks: readonly Block[], channel: string): readonly number[] =>
  blocks.flatMap((block) =>
    block.lane === 'readings'
      ? block.readings.flatMap(([offset, place, , quality]) =>
          quality === 'no-answer' && block.channels[place] === channel ? [block.up + offset] : [],
        )
      : [],
  );
