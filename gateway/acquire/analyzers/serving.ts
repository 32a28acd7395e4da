import type { Server } from 'node:net';

/** Serves from now on. Rejects where the address can't be had; whatever goes wrong later is told to `onLost`. */
export const serve = (server: Server, host: string, port: number, onLost: (reason: string) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      server.on('error', (error) => onLost(error.message));
      resolve();
    });
  });

/** Lets nobody else in. Resolves when the last caller has gone: sending them away is the server's own. */
export const endServing = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
