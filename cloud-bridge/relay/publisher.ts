import type { Millis } from '../../gateway/domain/clock.ts';

/** What a broker made of a message: taken it, or declined it for a reason. */
export type PublishOutcome = { readonly is: 'taken' } | { readonly is: 'denied'; readonly reason: string };

/** A message that is retained on its topic: the status, and the will. */
export interface RetainedMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

/**
 * How a connection was lost. `taken-over`: the broker says that another client connected under this one's name (MQTT 5, 3.14.2.1,
 * reason 0x8E). `closed`: the broker closed it without a word, as a 3.1.1 broker does then, too. `broken`: anything else.
 */
export type LossKind = 'taken-over' | 'closed' | 'broken';

/** One open connection to a broker. A lost one never comes back. */
export interface Connection {
  /** On `3.1.1` a broker has no word for "denied": it acknowledges all the same. */
  readonly protocol: '3.1.1' | '5';
  /** The longest packet that the broker takes, in bytes; absent where it sets no limit. */
  readonly longest?: number;
  /** How many messages the broker takes before it has answered the first. */
  readonly mostInFlight: number;
  /** Publishes with QoS 1. Resolves with the broker's word; rejects when the connection is lost first. Sets no deadline. */
  publish(topic: string, payload: Uint8Array, options?: { readonly retain: boolean }): Promise<PublishOutcome>;
  /** Subscribes with QoS 1; resolves with what was granted, filter by filter. Rejects when the connection is lost first. */
  subscribe(filters: readonly string[]): Promise<readonly boolean[]>;
  unsubscribe(filters: readonly string[]): Promise<void>;
  /** Calls back with each message; one listener. */
  onMessage(listener: (topic: string, payload: Uint8Array) => void): void;
  /** Calls back once when the connection is lost, with words that say why, and how; one listener. Not after `close` or `drop`. */
  onLost(listener: (reason: string, kind: LossKind) => void): void;
  /** Says goodbye, so that the broker keeps the will to itself; resolves when the socket is closed. */
  close(): Promise<void>;
  /** Lets the connection go at once: the other side is taken for dead. */
  drop(): void;
}

/** What a relay needs of MQTT. */
export interface Publisher {
  /**
   * One attempt. Nothing is queued and nothing is repeated: that is the relay's part.
   *
   * Rejects with EdgeError `broker-unreachable`, `broker-refused` (user, password, client id) or `broker-untrusted`
   * (certificate), and with `broker-unreachable` as soon as `signal` is aborted.
   */
  connect(attempt: {
    readonly will: RetainedMessage;
    readonly keepAlive: Millis;
    readonly signal: AbortSignal;
  }): Promise<Connection>;
}
