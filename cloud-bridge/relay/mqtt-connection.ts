import type { IConnackPacket, MqttClient } from 'mqtt';
import type { Connection, LossKind, PublishOutcome } from './publisher.ts';

/** Reason codes from here on say no (MQTT 5, 2.4). */
const DENIAL = 0x80;
/** "Session taken over": another client connected with this client's name (MQTT 5, 3.14.2.1). */
const TAKEN_OVER = 0x8e;

type Settle<Result> = (error: Error | null | undefined, result: Result) => void;

/** One open MQTT.js client as a connection. Whatever was promised ends with the connection, at the latest. */
export const mqttConnection = (client: MqttClient, connack: IConnackPacket, protocol: Connection['protocol']): Connection => {
  const longest = connack.properties?.maximumPacketSize;
  const ending = watchEnd(client);
  const drop = (): void => {
    client.end(true);
    // `end` does nothing while a gentler one is under way.
    client.stream.destroy();
  };
  return {
    protocol,
    mostInFlight: connack.properties?.receiveMaximum ?? 65_535,
    ...(longest === undefined ? {} : { longest }),
    publish: (topic, payload, options) =>
      ending
        .orResult<unknown>((done) => {
          const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
          client.publish(topic, bytes, { qos: 1, retain: options?.retain ?? false }, done);
        })
        .then((): PublishOutcome => ({ is: 'taken' }), deniedOr),
    subscribe: (filters) =>
      ending.orResult((done) => {
        // A filter that is denied comes as an error, with the broker's codes all the same.
        client.subscribe([...filters], { qos: 1 }, (error, _, packet) => {
          if (packet === undefined) done(error ?? new Error('not subscribed'), []);
          else
            done(
              null,
              filters.map((_filter, place) => Number(packet.granted[place]) < DENIAL),
            );
        });
      }),
    unsubscribe: (filters) => ending.orResult((done) => client.unsubscribe([...filters], (error) => done(error, undefined))),
    onMessage: (listener) => client.on('message', (topic, payload) => listener(topic, payload)),
    onLost: ending.onLost,
    close: () =>
      new Promise((resolve) => {
        ending.onLost(() => undefined);
        client.end(false, () => resolve());
      }),
    drop: () => {
      ending.onLost(() => undefined);
      drop();
    },
  };
};

/** Ends every open promise when the client's socket closes: MQTT.js keeps its callbacks, for a reconnection of its own. */
const watchEnd = (client: MqttClient) => {
  const open = new Set<(error: Error) => void>();
  let reason = 'the connection was closed';
  let kind: LossKind = 'closed';
  let lost: (reason: string, kind: LossKind) => void = () => undefined;
  let ended = false;
  client.on('error', (error) => {
    reason = error.message;
    kind = 'broken';
  });
  client.on('disconnect', ({ reasonCode }) => {
    reason = `the broker disconnected, reason code ${reasonCode ?? 0}`;
    kind = reasonCode === TAKEN_OVER ? 'taken-over' : 'broken';
  });
  client.on('close', () => {
    ended = true;
    for (const reject of open) reject(new Error(reason));
    open.clear();
    lost(reason, kind);
  });
  return {
    onLost: (listener: (reason: string, kind: LossKind) => void): void => {
      lost = listener;
    },
    orResult: <Result>(ask: (done: Settle<Result>) => void): Promise<Result> =>
      new Promise((resolve, reject) => {
        // MQTT.js would queue what comes now, for a connection that never will be.
        if (ended) return reject(new Error(reason));
        open.add(reject);
        ask((error, result) => {
          open.delete(reject);
          if (error instanceof Error) reject(error);
          else resolve(result);
        });
      }),
  };
};

/** An acknowledgement with a denying reason code (MQTT 5, 3.4.2.1) is the broker's word; any other error is the link's. */
const deniedOr = (error: unknown): PublishOutcome => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'number' || code < DENIAL) throw error;
  return { is: 'denied', reason: `reason code ${code}` };
};
