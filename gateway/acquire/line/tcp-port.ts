import { connect, type Socket } from 'node:net';
import type { BytePort } from '../../domain/byte-port.ts';
import { openingFault } from './port-fault.ts';

/** A frame of Modbus TCP has at most 260 bytes, and one is asked for at a time. */
const RECEIVE_BYTES = 4096;

/** How soon the system starts to look after a silent connection, in ms. */
const KEEP_ALIVE = 10_000;

/** An open TCP connection as a port. The bytes it gives are its own buffer: whoever keeps them copies them at once. */
class TcpPort implements BytePort {
  #socket: Socket | undefined;
  #listener: ((bytes: Uint8Array) => void) | undefined;
  #onLost: ((reason: string) => void) | undefined;

  /** Connects; `done` gets a fault, or undefined. Reading goes into one buffer for good: polling fast, that is half the cost. */
  connect(host: string, port: number, done: (fault: Error | undefined) => void): void {
    let fault: Error | undefined;
    const buffer = new Uint8Array(RECEIVE_BYTES);
    const callback = (size: number): boolean => {
      this.#listener?.(buffer.subarray(0, size));
      return true;
    };
    const keep = { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE };
    const socket = connect({ host, port, ...keep, onread: { buffer, callback } });
    this.#socket = socket;
    socket.once('connect', () => done(undefined));
    socket.on('error', (error) => {
      fault = error;
    });
    socket.once('close', () => {
      done(fault ?? new Error('the connection was closed'));
      this.#lost(fault?.message ?? 'the other side closed the connection');
    });
  }

  write(bytes: Uint8Array): void {
    this.#socket?.write(bytes);
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
  }

  onLost(listener: (reason: string) => void): void {
    this.#onLost = listener;
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#listener = undefined;
    // Destroyed, not ended: whatever is still under way belongs to no request any more.
    socket?.destroy();
  }

  #lost(reason: string): void {
    if (this.#socket === undefined) return;
    this.#socket = undefined;
    this.#listener = undefined;
    this.#onLost?.(reason);
  }
}

/** Opens a TCP connection; throws line-not-found where nobody listens, line-lost for other failures. Aborting `signal` gives up the opening. */
export const openTcpPort = (host: string, port: number, signal: AbortSignal): Promise<BytePort> =>
  new Promise((resolve, reject) => {
    const opened = new TcpPort();
    let open = false;
    const giveUp = (): void => void opened.close();
    signal.addEventListener('abort', giveUp, { once: true });
    opened.connect(host, port, (fault) => {
      if (open) return;
      open = true;
      signal.removeEventListener('abort', giveUp);
      if (fault === undefined) resolve(opened);
      else reject(openingFault(`${host}:${port}`, fault));
    });
  });
