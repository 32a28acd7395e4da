import { EdgeError } from '../../gateway/domain/edge-error.ts';
import { type BrokerTrust, brokerAddress, openBrokerSocket } from './broker-socket.ts';
import type { ConnectAttempt, MqttLogin } from './mqtt-handshake.ts';
import { OtherVersion, type ProtocolVersion } from './mqtt-version.ts';
import type { Connection, Publisher } from './publisher.ts';

export interface MqttPublisherSettings extends BrokerTrust, MqttLogin {
  /** `mqtt://host:port` or `mqtts://host:port`; ports default to 1883 and 8883. */
  readonly url: string;
  /** The version that is tried first; default 5. */
  readonly begin?: '5' | '3.1.1';
}

/**
 * A publisher over MQTT.js, without its queue and its reconnecting: it carries one connection's bytes, and what is to be
 * sent stays in the journal. MQTT 5 where the broker offers it, else 3.1.1. EdgeError `config-invalid` for a wrong URL.
 */
export const mqttPublisher = (settings: MqttPublisherSettings): Publisher => {
  const address = brokerAddress(settings.url);
  let first: ProtocolVersion = settings.begin === '3.1.1' ? 4 : 5;
  const speak = async (version: ProtocolVersion, attempt: ConnectAttempt): Promise<Connection> => {
    // Loaded with the first connection, before the socket that it must not keep waiting: a start has more urgent work.
    const { handshake } = await import('./mqtt-handshake.ts');
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
