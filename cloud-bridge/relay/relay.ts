import type { Clock, Millis, UtcMillis } from '../../gateway/domain/clock.ts';
import type { Delivered } from '../../gateway/domain/delivered.ts';
import type { EdgeError } from '../../gateway/domain/edge-error.ts';
import type { Head, Lane } from '../../gateway/domain/lane.ts';
import type { Status } from '../contract/status.ts';
import { topicsOf } from '../contract/topics.ts';
import { createBackoff } from './backoff.ts';
import { keepConnected } from './broker-loop.ts';
import { type Acknowledge, LaneDelivery } from './lane-delivery.ts';
import type { Publisher } from './publisher.ts';
import { createRelayCounters, type RelayCounters } from './relay-counters.ts';
import { createStateBoard, type RelayState, type RelayStateWord } from './relay-state.ts';
import type { SealedBlocks } from './sealed-blocks.ts';
import { Uplink } from './uplink.ts';
import { createUrgentCall } from './urgent-call.ts';

/** Where a relay tells what a technician may want to read; pino's logger fits. */
export interface RelayLog {
  info(detail: object, words: string): void;
  warn(detail: object, words: string): void;
}

/** The journal as it was when it was opened. */
export interface JournalStart {
  readonly journal: string;
  readonly heads: Readonly<Record<Lane, Head>>;
  /** What this uplink had already; nothing for a new one, which so receives the past. */
  readonly delivered: Readonly<Record<Lane, Delivered>>;
}

export interface RelayNeeds {
  /** The uplink's id. */
  readonly uplink: string;
  readonly gateway: string;
  readonly opened: JournalStart;
  readonly blocks: SealedBlocks;
  readonly publisher: Publisher;
  readonly clock: Clock;
  /** Evenly between 0 and 1, for the jitter of pauses. */
  readonly random: () => number;
  readonly acknowledge: Acknowledge;
  readonly log: RelayLog;
  onState(state: RelayState): void;
  /** The platform says what time it is (UTC ms). Nobody vouches for it but the uplink's own trust. */
  onStamp?(at: UtcMillis): void;
  /** What the status says beyond the relay's own: boot, clock, counters per line and unit. */
  /** What the site's mains-sense inputs say; a change goes out at once. Absent: it has none. */
  mains?(): Status['mains'];
  describe(): Pick<Status, 'boot' | 'clock' | 'lines' | 'units'>;
}

/** How an uplink stands. */
export interface RelayStatus {
  readonly id: string;
  readonly connected: boolean;
  /** Numbers sealed and not yet delivered, per lane. */
  readonly backlog: Readonly<Record<Lane, number>>;
  readonly counters: RelayCounters;
  /** Why the last attempt to connect failed, until one succeeds. */
  readonly failure?: EdgeError;
  /** What is wrong, with reasons. */
  readonly states: ReadonlyMap<RelayStateWord, string>;
}

/** One uplink's relay: what is sealed leaves the box, and what was stored there comes back as a frontier. */
export interface Relay {
  /** Begins to connect, and goes on until `stop`. */
  start(): void;
  status(): RelayStatus;
  /** Hands over what is sealed for at most `most`, says goodbye, and ends. */
  stop(most: Millis): Promise<void>;
}

/** Builds a relay; nothing happens until `start`. */
export const createRelay = (needs: RelayNeeds): Relay => {
  const { uplink: id, clock, blocks, log, opened } = needs;
  const lanes = { urgent: laneOf(needs, 'urgent'), readings: laneOf(needs, 'readings') };
  const counters = createRelayCounters();
  const board = createStateBoard(id, needs.onState);
  const [stopping, hurry] = [new AbortController(), new AbortController()];
  const uplink = new Uplink({
    onStamp: () => undefined,
    mains: () => undefined,
    ...needs,
    topics: topicsOf(needs.gateway),
    journal: opened.journal,
    lanes,
    counters,
    board,
  });
  let ended: Promise<void> = Promise.resolve();

  const backoff = createBackoff(needs.random);
  const call = createUrgentCall({ clock, backoff, isWaiting: () => lanes.urgent.isWaiting });
  blocks.onSealed((lane, head) => {
    lanes[lane].sealed(head);
    uplink.pump();
    if (lane === 'urgent') call.sealed();
  });

  const onFailed = (failure: EdgeError, pause: Millis): void => {
    uplink.failed(failure);
    log.warn({ uplink: id, code: failure.code, message: failure.message, pause: Math.round(pause) }, 'uplink not connected');
  };

  return {
    start: () => {
      ended = keepConnected(
        {
          publisher: needs.publisher,
          clock,
          backoff,
          will: () => uplink.will(),
          use: (connection) => uplink.use(connection),
          onStable: () => uplink.stayed(),
          rest: call.rest,
          onFailed,
          hurry: hurry.signal,
        },
        stopping.signal,
      );
    },
    status: () => ({
      id,
      ...standOf(uplink),
      backlog: { urgent: lanes.urgent.backlog, readings: lanes.readings.backlog },
      counters: counters.now(),
      states: board.standing(),
    }),
    stop: async (most) => {
      if (most > 0) hurry.abort();
      await uplink.handOver(most);
      stopping.abort();
      await uplink.close();
      await ended;
    },
  };
};

const standOf = ({ connected, failure }: Uplink): Pick<RelayStatus, 'connected' | 'failure'> => ({
  connected,
  ...(failure === undefined ? {} : { failure }),
});

const laneOf = ({ uplink, opened, acknowledge, blocks }: RelayNeeds, lane: Lane): LaneDelivery =>
  new LaneDelivery({
    delivered: opened.delivered[lane],
    head: opened.heads[lane],
    acknowledge,
    settle: (delivered) => blocks.settle(uplink, lane, delivered),
  });
