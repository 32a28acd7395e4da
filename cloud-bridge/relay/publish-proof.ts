import { LANES, type Lane } from '../../gateway/domain/lane.ts';
import type { Topics } from '../contract/topics.ts';
import type { Acknowledge, LaneDelivery } from './lane-delivery.ts';
import type { Connection } from './publisher.ts';

/**
 * Sees to it that a broker's word is worth something. MQTT 5 has reason codes. A 3.1.1 broker acknowledges what its access
 * list denies all the same (MQTT 3.1.1, 3.3.5: it "MUST" either acknowledge or close), so its word counts only once a
 * message of this box came back to it: it listens to its own topics until then.
 */
export interface PublishProof {
  /** What to listen to in order to see the echo; empty where none is needed. */
  readonly filters: readonly string[];
  /** Remembers what to recognise. */
  sent(lane: Lane, payload: Uint8Array): void;
  /** Looks whether a message is an echo; proves its lane, and listens no longer. True when the topic is one of our own. */
  heard(topic: string, payload: Uint8Array): boolean;
}

/** Proof for one connection: rights may change between two. */
export const createPublishProof = (
  connection: Pick<Connection, 'protocol' | 'unsubscribe'>,
  topics: Topics,
  lanes: Readonly<Record<Lane, LaneDelivery>>,
  acknowledge: Acknowledge,
): PublishProof => {
  const needed = acknowledge === 'broker' && connection.protocol === '3.1.1';
  if (acknowledge === 'broker' && !needed) for (const lane of LANES) lanes[lane].prove();
  const awaited = new Map<Lane, Uint8Array>();
  return {
    filters: needed ? LANES.map((lane) => topics.lanes[lane]) : [],
    sent: (lane, payload) => {
      if (needed && !lanes[lane].proven) awaited.set(lane, payload);
    },
    heard: (topic, payload) => {
      const lane = LANES.find((name) => topics.lanes[name] === topic);
      if (lane === undefined) return false;
      const expected = awaited.get(lane);
      if (expected !== undefined && Buffer.compare(expected, payload) === 0) {
        awaited.delete(lane);
        lanes[lane].prove();
        // Only thrift: whether the broker heeds it, or the connection is lost first, changes nothing.
        connection.unsubscribe([topic]).catch(() => undefined);
      }
      return true;
    },
  };
};
