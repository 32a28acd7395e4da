import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { BytePort } from '../../gateway/domain/byte-port.ts';
import { EdgeError, wordsOf } from '../../gateway/domain/edge-error.ts';
import type { FrameFaults } from './frame-faults.ts';
import { type RtuSlave, type RtuSlaveNeeds, serveRtu } from './rtu-slave.ts';
import { socketPort } from './socket-port.ts';
import { wiredPort } from './wired-port.ts';

/** Serial devices behind a converter that passes bytes through: RTU frames in a TCP connection. */
export interface RtuTcpServer {
  readonly host: string;
  readonly port: number;
  disturb(faults: FrameFaults): void;
  dropConnections(): void;
  close(): Promise<void>;
}

/** A converter hands frames over whole. */
const WHOLE_FRAMES = 260;

const portOn = (socket: Socket, { clock, baud, bits = 11 }: RtuSlaveNeeds): BytePort => {
  const port = socketPort(socket);
  return baud === undefined ? port : wiredPort(port, { clock, character: (bits * 1000) / baud, grain: WHOLE_FRAMES });
};

/** Serves devices on an address until closed. Throws EdgeError `line-not-found` where the address can't be had. */
export const serveRtuOverTcp = async (
  needs: RtuSlaveNeeds & { readonly host?: string; readonly port?: number },
): Promise<RtuTcpServer> => {
  const { host = '127.0.0.1', port = 0 } = needs;
  const connections = new Map<Socket, RtuSlave>();
  let faults = needs.faults ?? {};
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    connections.set(socket, serveRtu(portOn(socket, needs), { ...needs, faults }));
    // A master that breaks off is no fault of the world's: `close` follows.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => connections.delete(socket));
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new EdgeError('line-not-found', `${host}:${port}: ${wordsOf(error)}`, { cause: error });
  }
  const dropConnections = (): void => {
    for (const socket of connections.keys()) socket.destroy();
  };
  const address = server.address();
  return {
    host,
    port: typeof address === 'object' && address !== null ? address.port : port,
    disturb: (next) => {
      faults = next;
      for (const slave of connections.values()) slave.disturb(next);
    },
    dropConnections,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      dropConnections();
      await closed;
    },
  };
};
