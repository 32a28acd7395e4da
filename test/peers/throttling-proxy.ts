import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** What passed in one direction. */
export interface Passed {
  readonly bytes: number;
  /** Runs of bytes handed on at once: about as many TCP segments with data, as long as each is shorter than one. */
  readonly runs: number;
}

/** A TCP proxy on loopback with a thin, or a broken, wire in its middle. */
export interface ThrottlingProxy {
  readonly port: number;
  up(): Passed;
  down(): Passed;
  connections(): number;
  /** Half-open: takes bytes from both sides no longer, and closes nothing. */
  stall(): void;
  resume(): void;
  /** Breaks every open connection, at once. */
  cut(): void;
  close(): Promise<void>;
}

export interface ThrottlingSettings {
  readonly port: number;
  /** In each direction; absent is as fast as it goes. */
  readonly bitsPerSecond?: number;
  /** One way, in ms. */
  readonly delay?: number;
}

const TICK = 10;

interface Way {
  readonly from: Socket;
  readonly to: Socket;
  readonly passed: { bytes: number; runs: number };
  credit: number;
}

/** Opens the proxy before a broker on `port` of this machine. */
export const startThrottlingProxy = async ({ port, bitsPerSecond, delay = 0 }: ThrottlingSettings): Promise<ThrottlingProxy> => {
  const up = { bytes: 0, runs: 0 };
  const down = { bytes: 0, runs: 0 };
  const ways = new Set<Way>();
  const perTick = bitsPerSecond === undefined ? Number.POSITIVE_INFINITY : (bitsPerSecond / 8 / 1000) * TICK;
  let stalled = false;
  let connections = 0;

  const hand = (way: Way, bytes: Buffer): void => {
    way.passed.bytes += bytes.length;
    way.passed.runs += 1;
    if (delay === 0) way.to.write(bytes);
    else setTimeout(() => way.to.write(bytes), delay);
  };
  // Reads no more than the wire carries: what is beyond waits in the sender's own socket buffers, as on a modem.
  const turn = (way: Way): void => {
    way.credit = Math.min(way.credit + perTick, Math.max(perTick, 256));
    const waiting = way.from.readableLength;
    const size = Math.min(Math.floor(way.credit), waiting);
    if (stalled || size === 0) return;
    const bytes: unknown = way.from.read(size);
    if (!Buffer.isBuffer(bytes)) return;
    way.credit -= bytes.length;
    hand(way, bytes);
  };
  const ticking = setInterval(() => {
    for (const way of ways) turn(way);
  }, TICK);

  const join = (near: Socket): void => {
    connections += 1;
    const far = dial({ host: '127.0.0.1', port, noDelay: true });
    near.setNoDelay(true);
    const pair: Way[] = [
      { from: near, to: far, passed: up, credit: 0 },
      { from: far, to: near, passed: down, credit: 0 },
    ];
    const end = (): void => {
      for (const way of pair) ways.delete(way);
      if (stalled) return;
      near.destroy();
      far.destroy();
    };
    for (const way of pair) {
      ways.add(way);
      way.from.on('error', end);
      way.from.on('close', end);
      way.from.on('end', end);
      // Unpaced, a chunk goes on as it comes: a tick would be a delay of its own.
      way.from.on('readable', () => perTick === Number.POSITIVE_INFINITY && turn(way));
    }
  };
  const server = createServer({ pauseOnConnect: false }, join);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const { from } of ways) from.destroy();
    ways.clear();
  };
  return {
    port: portOf(server),
    up: () => ({ ...up }),
    down: () => ({ ...down }),
    connections: () => connections,
    stall: () => {
      stalled = true;
    },
    resume: () => {
      stalled = false;
    },
    cut,
    close: async () => {
      clearInterval(ticking);
      stalled = false;
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
  return address.port;
};
