import type { Socket } from 'node:net';
import { type IConnackPacket, MqttClient } from 'mqtt';
import { writeToStream } from 'mqtt-packet';
import type { Millis } from '../../gateway/domain/clock.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import { LONGEST_MESSAGE } from '../contract/block-message.ts';
import { socketErrorCode } from './broker-socket.ts';
import { mqttConnection } from './mqtt-connection.ts';
import { OtherVersion, type ProtocolVersion } from './mqtt-version.ts';
import type { Connection, Publisher, RetainedMessage } from './publisher.ts';

// Else MQTT.js keeps a buffer for each of the 65,536 numbers that a packet may carry: 7 MB, for good.
writeToStream.cacheNumbers = false;

/** Who this box is to its broker. */
export interface MqttLogin {
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
}

/** A wish to be connected. */
export type ConnectAttempt = Parameters<Publisher['connect']>[0];

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
export const handshake = (
  socket: Socket,
  login: MqttLogin,
  version: ProtocolVersion,
  attempt: ConnectAttempt,
): Promise<Connection> =>
  new Promise((resolve, reject) => {
    const { signal } = attempt;
    const client = new MqttClient(() => socket, clientOptions(login, version, attempt.will, attempt.keepAlive));
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
  { clientId, username, password }: MqttLogin,
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
