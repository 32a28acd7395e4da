import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';

/** The longest id a client may carry; the default of 23 is shorter than a gateway's own. */
const LONGEST_CLIENT_ID = 128;

/** An MQTT broker inside this process, on loopback alone, that can go away and come back as a real one does. */
export interface StageBroker {
  readonly url: string;
  /** Hangs up on everybody and listens no more. */
  goAway(): Promise<void>;
  /** Listens again, on the same port; harmless while it listens. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a broker on a free port of loopback, for MQTT 3.1.1. */
export const startBroker = async (): Promise<StageBroker> => {
  const aedes = await Aedes.createBroker({ maxClientsIdLength: LONGEST_CLIENT_ID });
  const callers = new Set<Socket>();
  const open = (): Server =>
    createServer((socket) => {
      callers.add(socket);
      socket.on('close', () => callers.delete(socket));
      aedes.handle(socket);
    });
  let server = open();
  const port = await listening(server, 0);
  const goAway = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const caller of callers) caller.destroy();
    await closed;
  };
  return {
    url: `mqtt://127.0.0.1:${port}`,
    goAway,
    comeBack: async () => {
      if (server.listening) return;
      server = open();
      await listening(server, port);
    },
    close: async () => {
      await goAway();
      await new Promise<void>((resolve) => aedes.close(resolve));
    },
  };
};

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); // listening: it has an address
  });
