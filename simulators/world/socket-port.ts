import type { Socket } from 'node:net';
import type { BytePort } from '../../gateway/domain/byte-port.ts';

/** A socket as a port. */
export const socketPort = (socket: Socket): BytePort => ({
  write: (bytes) => {
    if (!socket.destroyed) socket.write(bytes.slice());
  },
  onBytes: (listener) => {
    socket.on('data', listener);
  },
  onLost: (listener) => {
    socket.once('close', () => listener('the connection ended'));
  },
  close: async () => {
    socket.destroy();
  },
});
