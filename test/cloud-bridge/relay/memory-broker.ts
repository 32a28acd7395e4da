import { unpackMessage } from '../../../cloud-bridge/contract/block-message.ts';
import { type Status, statusSchema } from '../../../cloud-bridge/contract/status.ts';
import { topicsOf } from '../../../cloud-bridge/contract/topics.ts';
import type { Connection, LossKind, Publisher, PublishOutcome } from '../../../cloud-bridge/relay/publisher.ts';
import type { Block } from '../../../gateway/domain/block.ts';
import { EdgeError, type EdgeErrorCode } from '../../../gateway/domain/edge-error.ts';
import type { Lane } from '../../../gateway/domain/lane.ts';
import { BlockCheck } from '../../../simulators/stage/block-check.ts';
import type { ManualClock } from '../../../simulators/world/manual-clock.ts';
import { GATEWAY } from './broker-site.ts';

const topics = topicsOf(GATEWAY);

/** A message as it came to the broker. */
export interface Arrived {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly at: number;
}

const statusOf = (payload: Uint8Array): Status => statusSchema.parse(JSON.parse(Buffer.from(payload).toString()));

/** A client's connection, as the broker sees it. */
interface Client {
  listener?: (topic: string, payload: Uint8Array) => void;
  lost?: (reason: string, kind: LossKind) => void;
  heard: readonly string[];
  /** What it waits for, and will wait for in vain. */
  readonly open: Set<(error: Error) => void>;
}

/**
 * A broker and a receiver without a network, to do with as a test likes. All clients have one name: one that connects takes the
 * connection of the one before.
 */
export interface MemoryBroker {
  readonly publisher: Publisher;
  readonly check: BlockCheck;
  /** Messages on the lanes' topics, oldest first. */
  readonly arrived: Arrived[];
  /** Statuses, newest last. */
  readonly statuses: Status[];
  /** What it would say of a client that is lost. */
  will(): Status | undefined;
  /** Times of attempts to connect. */
  readonly attempts: number[];
  /** Why nobody can connect; undefined lets everybody in. */
  away: EdgeErrorCode | undefined;
  /** False: messages go nowhere and nobody says so, as on a half-open link. */
  acknowledges: boolean;
  /** MQTT 5: why publishing is denied. 3.1.1: denied in silence. */
  denies: string | undefined;
  /** MQTT 5: the only lane that is denied. */
  deniesLane: Lane | undefined;
  /** False: no receiver is there. */
  receives: boolean;
  /** Why the receiver refuses a block; undefined stores it. */
  refuses: (block: Block) => string | undefined;
  /** The longest packet that it takes. */
  longest: number | undefined;
  say(topic: string, answer: object): void;
  /** Ends the connection. */
  cut(how?: LossKind): void;
  closed(): number;
}

export const memoryBroker = (clock: ManualClock, protocol: '5' | '3.1.1' = '5'): MemoryBroker => {
  let client: Client | undefined;
  let closed = 0;
  let testament: Uint8Array | undefined;
  const hears = (topic: string): boolean =>
    client?.heard.some((filter) => filter === topic || (topic.startsWith(filter.replace(/\+$/, '')) && filter.endsWith('+'))) ===
    true;
  const tell = (topic: string, payload: Uint8Array): void => {
    if (hears(topic)) client?.listener?.(topic, payload);
  };
  const receive = async (payload: Uint8Array): Promise<void> => {
    const message = await unpackMessage(payload);
    const refused = broker.check.take(message.is === 'lines' ? message.lines : undefined);
    for (const refusal of refused) broker.say(topics.answer('refused', 'r1'), refusal);
    broker.say(topics.answer('stored', 'r1'), broker.check.account());
  };
  const publish = async (own: Client, topic: string, payload: Uint8Array): Promise<PublishOutcome> => {
    if (own !== client) throw new Error('the connection is gone');
    if (!broker.acknowledges) return new Promise((_, reject) => own.open.add(reject));
    if (topic === topics.status) broker.statuses.push(statusOf(payload));
    else if (broker.deniesLane !== undefined && topic === topics.lanes[broker.deniesLane])
      return { is: 'denied', reason: 'lane' };
    else if (broker.denies === undefined) {
      broker.arrived.push({ topic, payload, at: clock.elapsed() });
      tell(topic, payload);
      if (broker.receives) void receive(payload);
    } else if (protocol === '5') return { is: 'denied', reason: broker.denies };
    return { is: 'taken' };
  };
  const connection = (own: Client): Connection => ({
    protocol,
    mostInFlight: 20,
    ...(broker.longest === undefined ? {} : { longest: broker.longest }),
    publish: (topic, payload) => publish(own, topic, payload),
    subscribe: async (filters) => {
      own.heard = filters;
      return filters.map(() => true);
    },
    unsubscribe: async (filters) => {
      own.heard = own.heard.filter((filter) => !filters.includes(filter));
    },
    onMessage: (take) => {
      own.listener = take;
    },
    onLost: (take) => {
      own.lost = take;
    },
    close: async () => {
      closed += 1;
    },
    drop: () => {
      if (client === own) client = undefined;
      for (const reject of own.open) reject(new Error('dropped'));
      own.open.clear();
    },
  });
  const broker: MemoryBroker = {
    publisher: {
      connect: async ({ will }) => {
        testament = will.payload;
        broker.attempts.push(clock.elapsed());
        if (broker.away !== undefined) throw new EdgeError(broker.away, 'away');
        const before = client;
        client = { heard: [], open: new Set() };
        before?.lost?.('taken over', protocol === '5' ? 'taken-over' : 'closed');
        return connection(client);
      },
    },
    check: new BlockCheck({ refuse: (block) => broker.refuses(block) }),
    arrived: [],
    statuses: [],
    will: () => (testament === undefined ? undefined : statusOf(testament)),
    attempts: [],
    away: undefined,
    acknowledges: true,
    denies: undefined,
    deniesLane: undefined,
    receives: true,
    refuses: () => undefined,
    longest: undefined,
    say: (topic, answer) => tell(topic, Buffer.from(JSON.stringify(answer))),
    cut: (how = 'broken') => client?.lost?.('cut', how),
    closed: () => closed,
  };
  return broker;
};

/** Lets time go by until something is so; at most an hour of the clock. */
export const until = async (clock: ManualClock, isSo: () => boolean, step = 20): Promise<void> => {
  const end = clock.elapsed() + 3_600_000;
  while (!isSo()) {
    if (clock.elapsed() > end) throw new Error('it never came to be');
    await clock.advance(step);
  }
};
