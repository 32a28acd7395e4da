import { type MqttPublisherSettings, mqttPublisher } from '../../../cloud-bridge/relay/mqtt-publisher.ts';
import type { Publisher } from '../../../cloud-bridge/relay/publisher.ts';
import { createRelay, type Relay } from '../../../cloud-bridge/relay/relay.ts';
import type { RelayState } from '../../../cloud-bridge/relay/relay-state.ts';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import type { Clock } from '../../../gateway/domain/clock.ts';
import type { MemoryJournal } from '../memory-journal.ts';

export const GATEWAY = 'no3-canteen';

/** A relay under test, with all that it said. */
export interface WatchedRelay {
  readonly relay: Relay;
  readonly states: RelayState[];
  /** What time the platform said it is. */
  readonly stamps: number[];
  /** Codes and reasons of attempts and connections that failed. */
  readonly log: object[];
}

interface RelayWish {
  readonly journal: MemoryJournal;
  readonly publisher: Publisher;
  readonly acknowledge?: 'stored' | 'broker';
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Default `city`. */
  readonly uplink?: string;
}

/** Builds and starts a relay. */
export const startRelay = ({
  journal,
  publisher,
  acknowledge = 'stored',
  clock = systemClock,
  random = Math.random,
  uplink = 'city',
}: RelayWish): WatchedRelay => {
  const states: RelayState[] = [];
  const stamps: number[] = [];
  const log: object[] = [];
  const note = (detail: object): void => void log.push(detail);
  const relay = createRelay({
    uplink, gateway: GATEWAY, acknowledge, blocks: journal, clock, random, publisher,
    opened: { journal: journal.journal, heads: journal.heads(), delivered: journal.delivered(uplink) },
    log: { info: note, warn: note },
    onState: (state) => states.push(state),
    onStamp: (at) => stamps.push(at),
    describe: () => ({ boot: 7, clock: 'sure' }),
  }); // biome-ignore format: needs to read
  relay.start();
  return { relay, states, stamps, log };
};

/** A publisher over MQTT.js to a broker of this machine. */
export const publisherTo = (url: string, more: Partial<MqttPublisherSettings> = {}): Publisher =>
  mqttPublisher({ url, clientId: `larder-${GATEWAY}`, ...more });
