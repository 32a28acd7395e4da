import { createServer, type Server, type Socket } from 'node:net';
import type { Clock, Millis } from '../../domain/clock.ts';
import type { LentThing } from '../line/line-connection.ts';
import { openingFault } from '../line/port-fault.ts';
import type { Conversation } from './conversation.ts';
import { endServing, serve } from './serving.ts';

/** So many callers at once; an analyzer is one, and its lost connections are a few more. */
const MOST_CALLERS = 16;

/** Where all places are taken, one that has been silent for so long makes room. */
const LONG_SILENT: Millis = 30_000;

/** How soon the system starts to look after a silent connection, in ms. */
const KEEP_ALIVE = 10_000;

/** A caller that doesn't fetch its answers is let go before they fill the memory. */
const MOST_UNSENT = 262_144;

interface Caller {
  readonly socket: Socket;
  heardAt: Millis;
}

/** A place where analyzers call: each caller has a conversation of its own. */
class Listener implements LentThing {
  readonly #server: Server;
  readonly #clock: Clock;
  readonly #begin: (write: (bytes: Uint8Array) => void) => Conversation;
  readonly #callers = new Set<Caller>();
  #onLost: ((reason: string) => void) | undefined;

  constructor(clock: Clock, begin: (write: (bytes: Uint8Array) => void) => Conversation) {
    this.#clock = clock;
    this.#begin = begin;
    this.#server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE }, (socket) =>
      this.#meet(socket),
    );
  }

  listen(host: string, port: number): Promise<void> {
    return serve(this.#server, host, port, (reason) => this.#onLost?.(reason));
  }

  onLost(listener: (reason: string) => void): void {
    this.#onLost = listener;
  }

  close(): Promise<void> {
    const closed = endServing(this.#server);
    for (const { socket } of this.#callers) socket.destroy();
    return closed;
  }

  #meet(socket: Socket): void {
    // Whatever goes wrong with a caller ends in its close.
    socket.on('error', () => socket.destroy());
    if (this.#callers.size >= MOST_CALLERS && !this.#makeRoom()) {
      socket.destroy();
      return;
    }
    const caller = { socket, heardAt: this.#clock.elapsed() };
    const conversation = this.#begin((bytes) => {
      if (socket.writableLength > MOST_UNSENT) socket.destroy();
      else if (socket.writable) socket.write(bytes);
    });
    this.#callers.add(caller);
    socket.on('data', (bytes) => {
      caller.heardAt = this.#clock.elapsed();
      conversation.onBytes(bytes);
    });
    socket.once('close', () => {
      this.#callers.delete(caller);
      conversation.close();
    });
  }

  #makeRoom(): boolean {
    const [longest] = [...this.#callers].sort((a, b) => a.heardAt - b.heardAt);
    if (longest === undefined || this.#clock.elapsed() - longest.heardAt < LONG_SILENT) return false;
    this.#callers.delete(longest);
    longest.socket.destroy();
    return true;
  }
}

/** Listens for analyzers. Throws line-busy where the port is taken, line-forbidden where this user may not, line-lost otherwise. */
export const openListener = async (
  { host, port }: { readonly host: string; readonly port: number },
  clock: Clock,
  begin: (write: (bytes: Uint8Array) => void) => Conversation,
): Promise<LentThing> => {
  const listener = new Listener(clock, begin);
  try {
    await listener.listen(host, port);
    return listener;
  } catch (error) {
    throw openingFault(`${host}:${port}`, error);
  }
};
