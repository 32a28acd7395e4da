import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { ServerTCP } from 'modbus-serial';
import type { Clock } from '../../gateway/domain/clock.ts';
import { EdgeError, wordsOf } from '../../gateway/domain/edge-error.ts';
import type { AnswersModbus, ModbusReply } from './modbus-answer.ts';
import { modbusVector } from './modbus-vector.ts';
import { disturbTcp, type TcpFault, type TcpFaults } from './tcp-faults.ts';

export interface TcpServerNeeds {
  readonly clock: Clock;
  readonly answers: AnswersModbus;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** What happens to answers; needs `random`. */
  readonly faults?: TcpFaults;
  readonly random?: () => number;
}

/** Devices behind a Modbus TCP address, served by modbus-serial's ServerTCP. */
export interface TcpServer {
  readonly host: string;
  readonly port: number;
  disturb(faults: TcpFaults): void;
  /** Ends all connections, as a switch that loses power does; the server goes on. */
  dropConnections(): void;
  struck(): ReadonlyMap<TcpFault, number>;
  close(): Promise<void>;
}

/** How often another free port is tried when somebody else was faster. */
const TRIES = 5;

// ServerTCP takes port 0 for "the default, 502" and never says which port it has; so a free one is asked for here.
const freePort = async (host: string): Promise<number> => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Puts a piece of `frame`; `isOpen` while more of it follows. */
type TurnOfFrames = (frame: object, isOpen: boolean, put: () => void) => void;

/** A connection is one stream: while a frame is half sent, whatever is due of others waits for its end. */
const turnOfFrames = (): TurnOfFrames => {
  let open: object | undefined;
  let waiting: (() => void)[] = [];
  const turn: TurnOfFrames = (frame, isOpen, put) => {
    if (open !== undefined && open !== frame) {
      waiting.push(() => turn(frame, isOpen, put));
      return;
    }
    put();
    open = isOpen ? frame : undefined;
    if (isOpen) return;
    const next = waiting;
    waiting = [];
    for (const go of next) go();
  };
  return turn;
};

/** What a socket's writes are turned into, while the library answers a request; anything else passes untouched. */
const createWriter = (clock: Clock, tellStruck: (fault: TcpFault) => void) => {
  let become = disturbTcp({}, undefined);
  let answering: ModbusReply | undefined;
  const completed = (reply: ModbusReply, socket: Socket): void => {
    if (reply.is === 'words' && !socket.destroyed) reply.completed?.(clock.elapsed());
  };
  const send = (
    socket: Socket,
    write: (bytes: Uint8Array, done?: (error?: Error | null) => void) => boolean,
    turn: TurnOfFrames,
    frame: Uint8Array,
    reply: ModbusReply,
  ): void => {
    const { sendings, done } = become(frame);
    for (const fault of done) tellStruck(fault);
    let isTold = false;
    let under = {};
    for (const sending of sendings) {
      if (sending.is === 'close') {
        socket.destroy();
        return;
      }
      const put = (): void => {
        if (socket.destroyed) return;
        write(sending.bytes, (error) => {
          if (error || !sending.completes || isTold) return;
          isTold = true;
          completed(reply, socket);
        });
      };
      const [its, isOpen] = [under, sending.begins === true];
      if (!isOpen) under = {};
      const inTurn = (): void => turn(its, isOpen, put);
      if (sending.after === 0) inTurn();
      else clock.after(sending.after, inTurn);
    }
  };
  return {
    disturb: (next: (frame: Uint8Array) => ReturnType<typeof become>): void => {
      become = next;
    },
    around: (reply: ModbusReply, write: () => void): void => {
      answering = reply;
      write();
      answering = undefined;
    },
    /** From here on this socket's answers go through the faults. */
    takeOver: (socket: Socket): void => {
      const write = socket.write.bind(socket);
      const turn = turnOfFrames();
      socket.setNoDelay(true);
      socket.write = (bytes: Uint8Array | string) => {
        if (answering === undefined || typeof bytes === 'string') return write(bytes);
        send(socket, write, turn, bytes, answering);
        return true;
      };
    },
  };
};

const listening = async (server: ServerTCP): Promise<void> => {
  const faulty = once(server, 'serverError').then(([error]) => Promise.reject(error));
  await Promise.race([once(server, 'initialized'), faulty]);
};

/**
 * Serves devices on an address until closed. Throws EdgeError `line-not-found` where the address can't be had.
 */
export const serveTcp = async (needs: TcpServerNeeds): Promise<TcpServer> => {
  const { clock, answers, host = '127.0.0.1', random } = needs;
  const struck = new Map<TcpFault, number>();
  const writer = createWriter(clock, (fault) => struck.set(fault, (struck.get(fault) ?? 0) + 1));
  const taken = new WeakSet<Socket>();
  let sockets: ReadonlyMap<Socket, unknown> = new Map();
  const takeOverNew = (): void => {
    for (const socket of sockets.keys()) {
      if (taken.has(socket)) continue;
      taken.add(socket);
      writer.takeOver(socket);
    }
  };
  const vector = modbusVector({ clock, answers, onRequest: takeOverNew, around: writer.around });
  const open = async (tries: number): Promise<{ server: ServerTCP; port: number }> => {
    const port = needs.port || (await freePort(host));
    const server = new ServerTCP(vector, { host, port, unitID: 255 });
    sockets = server.socks;
    try {
      await listening(server);
      return { server, port };
    } catch (error) {
      if (needs.port || tries === 0)
        throw new EdgeError('line-not-found', `${host}:${port}: ${wordsOf(error)}`, { cause: error });
      return open(tries - 1);
    }
  };
  writer.disturb(disturbTcp(needs.faults ?? {}, random));
  const { server, port } = await open(TRIES);
  return {
    host,
    port,
    disturb: (faults) => writer.disturb(disturbTcp(faults, random)),
    dropConnections: () => {
      for (const socket of sockets.keys()) socket.destroy();
    },
    struck: () => struck,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
