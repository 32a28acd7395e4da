import { EventEmitter } from 'node:events';
import { ServerSerial } from 'modbus-serial';
import type { Clock } from '../../gateway/domain/clock.ts';
import { EdgeError, wordsOf } from '../../gateway/domain/edge-error.ts';
import type { AnswersModbus } from './modbus-answer.ts';
import { modbusVector } from './modbus-vector.ts';

export interface SerialServerNeeds {
  readonly clock: Clock;
  readonly answers: AnswersModbus;
  /** A serial port or a pseudo-terminal. */
  readonly path: string;
  readonly baud: number;
  readonly parity: 'none' | 'even' | 'odd';
}

/** Devices on a serial port of this machine, served by modbus-serial's ServerSerial. */
export interface SerialServer {
  close(): Promise<void>;
}

// Three and a half characters, and what a busy machine may hold bytes apart: the library cuts by a timer alone, and a request
// that it cut in two is lost.
const silenceAfter = (baud: number): number => Math.ceil((3.5 * 11 * 1000) / baud) + 50;

/** A wire that is torn out in mid-answer ends the answer, not the process: the library leaves its port's errors to nobody. */
const outliveTornWire = (server: ServerSerial): void => {
  const port: unknown = 'getPort' in server && typeof server.getPort === 'function' ? server.getPort() : undefined;
  if (port instanceof EventEmitter) port.on('error', () => undefined);
};

/**
 * Serves devices on a serial port until closed. The library takes a request whatever its checksum, and says nothing of when
 * an answer has left: it counts as completed once written. Throws EdgeError `line-not-found` where the port can't be opened.
 */
export const serveSerial = async ({ clock, answers, path, baud, parity }: SerialServerNeeds): Promise<SerialServer> => {
  const vector = modbusVector({
    clock,
    answers,
    around: (reply, write) => {
      write();
      if (reply.is === 'words') reply.completed?.(clock.elapsed());
    },
  });
  const server = await new Promise<ServerSerial>((resolve, reject) => {
    const openCallback = (error: Error | null): void => {
      if (error === null || error === undefined) resolve(opening);
      else reject(new EdgeError('line-not-found', `${path}: ${wordsOf(error)}`, { cause: error }));
    };
    const settings = { path, baudRate: baud, parity, unitID: 255, interval: silenceAfter(baud), openCallback };
    const opening = new ServerSerial(vector, settings);
  });
  outliveTornWire(server);
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
};
