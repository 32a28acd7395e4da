import { readFileSync } from 'node:fs';
import { createServer, connect as dial, type Socket } from 'node:net';
import { createServer as createTlsServer, connect as dialTls } from 'node:tls';
import type { IssuedCertificate } from './certificates.ts';

/** What stands before a broker that knows MQTT 5, and makes one of it that knows only 3.1.1. */
export interface OldBroker {
  readonly port: number;
  /** Connections of version 3.1.1 that were let through. */
  readonly passed: () => number;
  close(): Promise<void>;
}

export interface OldBrokerSettings {
  /** Of the broker behind it. */
  readonly port: number;
  /** TLS on both sides: `server` is shown to clients, which must show a certificate of `ca`; `client` is shown to the broker. */
  readonly tls?: { readonly ca: string; readonly server: IssuedCertificate; readonly client: IssuedCertificate };
}

/** CONNACK, "Unacceptable protocol version": MQTT 3.1.1, 3.2.2.3. */
const REFUSED = Buffer.from([0x20, 2, 0, 1]);

/** Bytes of a CONNECT before its protocol level: type, remaining length, and the protocol's name with its length. */
const levelOf = (connect: Buffer): number => {
  let place = 1;
  while (((connect[place] ?? 0) & 0x80) !== 0) place += 1;
  return connect[place + 7] ?? 0;
};

const pem = ({ cert, key }: IssuedCertificate) => ({ cert: readFileSync(cert), key: readFileSync(key) });

/** Listens on loopback, and hands on whoever speaks version 3.1.1. */
export const startOldBroker = async ({ port, tls }: OldBrokerSettings): Promise<OldBroker> => {
  const open = new Set<Socket>();
  let passed = 0;
  const far = (): Socket =>
    tls === undefined
      ? dial({ host: '127.0.0.1', port })
      : dialTls({ host: '127.0.0.1', port, ca: readFileSync(tls.ca), ...pem(tls.client) });
  const keep = (socket: Socket, other: () => Socket | undefined): void => {
    open.add(socket);
    const end = (): void => {
      open.delete(socket);
      other()?.destroy();
    };
    socket.on('error', end);
    socket.on('close', end);
  };
  const meet = (near: Socket): void => {
    let behind: Socket | undefined;
    keep(near, () => behind);
    near.once('data', (connect: Buffer) => {
      if (levelOf(connect) !== 4) {
        near.end(REFUSED);
        return;
      }
      passed += 1;
      behind = far();
      keep(behind, () => near);
      behind.write(connect);
      near.pipe(behind).pipe(near);
    });
  };
  const server =
    tls === undefined
      ? createServer(meet)
      : createTlsServer({ ca: readFileSync(tls.ca), ...pem(tls.server), requestCert: true, rejectUnauthorized: true }, meet);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    passed: () => passed,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
