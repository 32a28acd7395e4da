import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { SerialPort } from 'serialport';
import type { BytePort } from '../../../gateway/domain/byte-port.ts';
import type { Cancel, Clock, Millis } from '../../../gateway/domain/clock.ts';
import { EdgeError, wordsOf } from '../../../gateway/domain/edge-error.ts';
import { socketPort } from '../socket-port.ts';

/** A meter's wire, held until closed. */
export interface MeterWire {
  /** `host:port` where it is served, or what it is connected to. */
  readonly address: string;
  readonly host?: string;
  readonly port?: number;
  close(): Promise<void>;
}

/** Whatever has a wire: a meter, or one who watches its wire. */
interface Wired {
  connect(port: BytePort): void;
  close(): Promise<void>;
}

interface NetPlace {
  readonly host: string;
  readonly port: number;
}

/** How soon a connection or port that was lost, or isn't there yet, is tried again. */
const AGAIN: Millis = 2000;

/** The meter behind a serial-to-Ethernet box: whoever connects last has it. Throws EdgeError `line-not-found` where the address can't be had. */
export const serveMeter = async (meter: Wired, { host, port }: NetPlace): Promise<MeterWire> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.setNoDelay(true));
    // Whoever breaks off is no fault of the meter's: `close` follows.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    meter.connect(socketPort(socket));
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new EdgeError('line-not-found', `${host}:${port}: ${wordsOf(error)}`, { cause: error });
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    address: `${host}:${bound}`,
    host,
    port: bound,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all([meter.close(), closed]);
    },
  };
};

/** Tries until there is a port, and again whenever it is lost. */
const keepConnected = (clock: Clock, meter: Wired, open: (opened: (port: BytePort) => void, failed: () => void) => void) => {
  let isOpen = true;
  let waiting: Cancel | undefined;
  const again = (): void => {
    if (isOpen) waiting = clock.after(AGAIN, attempt);
  };
  const attempt = (): void => open((port) => (isOpen ? meter.connect(port) : void port.close()), again);
  attempt();
  return async (): Promise<void> => {
    isOpen = false;
    waiting?.();
    await meter.close();
  };
};

/** The meter calls a listening gateway, and calls again whenever the connection is lost. */
export const callGateway = (clock: Clock, meter: Wired, { host, port }: NetPlace): MeterWire => {
  const close = keepConnected(clock, meter, (opened, failed) => {
    const socket = connect({ host, port, noDelay: true });
    socket.on('error', () => socket.destroy());
    socket.once('connect', () => opened(socketPort(socket)));
    socket.once('close', failed);
  });
  return { address: `${host}:${port}`, host, port, close };
};

const serialBytePort = (serial: SerialPort): BytePort => ({
  write: (bytes) => {
    // A write that fails closes the port, and `close` follows; the library wants a callback all the same.
    if (serial.isOpen) serial.write(Buffer.from(bytes), () => undefined);
  },
  onBytes: (listener) => {
    serial.on('data', listener);
  },
  onLost: (listener) => {
    serial.once('close', () => listener('the port was closed'));
  },
  close: async () => {
    if (serial.isOpen) serial.close();
  },
});

/** The meter on a serial port or a pseudo-terminal of this machine. */
export const plugIn = (clock: Clock, meter: Wired, { path, baud }: { path: string; baud: number }): MeterWire => {
  const close = keepConnected(clock, meter, (opened, failed) => {
    const serial = new SerialPort({ path, baudRate: baud, autoOpen: false });
    serial.on('error', () => undefined);
    serial.once('close', failed);
    serial.open((error) => (error ? failed() : opened(serialBytePort(serial))));
  });
  return { address: path, close };
};
