import type { Socket } from 'node:net';
import { type IConnackPacket, MqttClient } from 'mqtt';
import { writeToStream } from 'mqtt-packet';
import type { Millis } from '../../gateway/domain/clock.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import { LONGEST_MESSAGE } from '../contract/block-message.ts';
import { type BrokerTrust, brokerAddress, openBrokerSocket, socketErrorCode } from './broker-socket.ts';
import { mqttConnection } from './mqtt-connection.ts';
import type { Connection, Publisher, RetainedMessage } from './publisher.ts';

// Else MQTT.js keeps a buffer for each of the 65,536 numbers that a packet may carry: 7 MB, for good.
writeToStream.cacheNumbers = false;

export interface MqttPublisherSettings extends BrokerTrust {
  /** `mqtt://host:port` or `mqtts://host:port`; ports default to 1883 and 8883. */
  readonly url: string;
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  /** The version that is tried first; default 5. */
  readonly begin?: '5' | '3.1.1';
}

type Attempt = Parameters<Publisher['connect']>[0];
type ProtocolVersion = 4 | 5;

/** The broker doesn't speak this version: it said so, or closed the connection without a word. */
class OtherVersion extends Error {
  readonly stated: boolean;
  constructor(stated: boolean) {
    super('the broker does not answer this version of MQTT');
    this.stated = stated;
  }
}

/**
 * A publisher over MQTT.js, without its queue and its reconnecting: it carries one connection's bytes, and what is to be
 * sent stays in the journal. MQTT 5 where the broker offers it, else 3.1.1. EdgeError `config-invalid` for a wrong URL.
 */
export const mqttPublisher = (settings: MqttPublisherSettings): Publisher => {
  const address = brokerAddress(settings.url);
  let first: ProtocolVersion = settings.begin === '3.1.1' ? 4 : 5;
  const speak = async (version: ProtocolVersion, attempt: Attempt): Promise<Connection> => {
    const socket = await openBrokerSocket(address, settings, attempt.signal);
    return handshake(socket, settings, version, attempt);
  };
  return {
    connect: async (attempt) => {
      try {
        return await speak(first, attempt);
      } catch (error) {
        if (!(error instanceof OtherVersion)) throw error;
        const other = first === 5 ? 4 : 5;
        const connection = await speak(other, attempt).catch(asUnreachable);
        // A broker that merely broke off may well speak the first version next time.
        if (error.stated) first = other;
        return connection;
      }
    },
  };
};

const asUnreachable = (error: unknown): never => {
  if (error instanceof OtherVersion) throw new EdgeError('broker-unreachable', error.message, { cause: error });
  throw error;
};

/** No packet may be longer, in bytes: the echo of the longest message, with its envelope. */
const LONGEST_PACKET = LONGEST_MESSAGE + 4096;

/** Breaks a connection on which a packet never ends: MQTT.js would collect it in memory. */
const boundPackets = (socket: Socket, client: MqttClient): void => {
  let unparsed = 0;
  socket.on('data', (bytes: Uint8Array) => {
    unparsed += bytes.length;
    if (unparsed > LONGEST_PACKET) socket.destroy(new Error('the broker sent a packet that is too long'));
  });
  client.on('packetreceive', () => {
    unparsed = 0;
  });
};

/** Says CONNECT over a socket that is open and trusted; resolves once the broker has accepted. */
const handshake = (
  socket: Socket,
  settings: MqttPublisherSettings,
  version: ProtocolVersion,
  attempt: Attempt,
): Promise<Connection> =>
  new Promise((resolve, reject) => {
    const { signal } = attempt;
    const client = new MqttClient(() => socket, clientOptions(settings, version, attempt.will, attempt.keepAlive));
    boundPackets(socket, client);
    const refuse = (error: Error): void => {
      settle();
      client.end(true);
      socket.destroy();
      reject(error);
    };
    const connected = (connack: IConnackPacket): void => {
      settle();
      resolve(mqttConnection(client, connack, version === 5 ? '5' : '3.1.1'));
    };
    const failed = (error: Error): void => refuse(refusalOf(error));
    const closed = (): void => refuse(new OtherVersion(false));
    const gaveUp = (): void => refuse(new EdgeError('broker-unreachable', 'no answer to CONNECT in time'));
    const settle = (): void => {
      client.removeListener('connect', connected);
      client.removeListener('error', failed);
      client.removeListener('close', closed);
      signal.removeEventListener('abort', gaveUp);
      // A late error must find somebody.
      client.on('error', () => undefined);
    };
    client.on('connect', connected);
    client.on('error', failed);
    client.on('close', closed);
    signal.addEventListener('abort', gaveUp, { once: true });
    if (signal.aborted) gaveUp();
  });

/** An answer is at most 32 KiB; a broker that sends more is not listened to. */
const LONGEST_ANSWER_PACKET = 65_536;

const clientOptions = (
  { clientId, username, password }: MqttPublisherSettings,
  version: ProtocolVersion,
  { topic, payload }: RetainedMessage,
  keepAlive: Millis,
) => ({
  protocolId: 'MQTT' as const,
  protocolVersion: version,
  clientId,
  clean: true,
  keepalive: Math.round(keepAlive / 1000),
  will: { topic, payload: Buffer.from(payload), qos: 1 as const, retain: true },
  reconnectPeriod: 0,
  resubscribe: false,
  queueQoSZero: false,
  ...(username === undefined ? {} : { username }),
  ...(password === undefined ? {} : { password }),
  ...(version === 5 ? { properties: { maximumPacketSize: LONGEST_ANSWER_PACKET, receiveMaximum: 64 } } : {}),
});

/** CONNACK codes (3.1.1, 3.2.2.3; 5, 3.2.2.2) that a person must see to: identifier, user, password, rights, banned. */
const REFUSALS = new Set([2, 4, 5, 0x85, 0x86, 0x87, 0x8a, 0x8c]);
/** "Unacceptable protocol version", and its word in MQTT 5. */
const OTHER_VERSION = new Set([1, 0x84]);

const refusalOf = (error: Error): Error => {
  const code = 'code' in error ? Number(error.code) : Number.NaN;
  if (OTHER_VERSION.has(code) || /parse|protocol/i.test(error.message)) return new OtherVersion(true);
  // With TLS 1.3 a broker's verdict on this box's certificate comes after the handshake, as an error of the socket.
  return new EdgeError(REFUSALS.has(code) ? 'broker-refused' : socketErrorCode(error), error.message, { cause: error });
};
