import type { Clock } from '../../gateway/domain/clock.ts';
import type { AnswersModbus } from './modbus-answer.ts';
import { moodyUnits } from './moody-units.ts';
import { serveRtuOverTcp } from './rtu-tcp-server.ts';
import type { ScenarioLine } from './scenario-schema.ts';
import type { ScenarioFaults } from './scenario-words.ts';
import { serveSerial } from './serial-server.ts';
import { serveTcp } from './tcp-server.ts';

/** A line of a world, being served. */
export interface WorldLine {
  readonly id: string;
  readonly kind: 'tcp' | 'rtu-over-tcp' | 'serial';
  /** `host:port`, or the serial port's path. */
  readonly address: string;
  readonly host?: string;
  readonly port?: number;
  disturb(faults: ScenarioFaults): void;
  /** Ends the connections that are there now; nothing on a serial line. */
  dropConnections(): void;
  /** While the plug is out no request reaches anybody; connections stay open, as they do behind a dead switch. */
  plug(isIn: boolean): void;
  close(): Promise<void>;
}

/** A line before its units have moods. */
type Served = Omit<WorldLine, 'plug'>;

interface LineNeeds {
  readonly clock: Clock;
  readonly answers: AnswersModbus;
  readonly random: () => number;
}

const tcpLine = async (line: ScenarioLine, address: { host: string; port: number }, needs: LineNeeds): Promise<Served> => {
  const server = await serveTcp({ ...needs, ...address, faults: line.faults });
  const { host, port, disturb, dropConnections, close } = server;
  return { id: line.id, kind: 'tcp', address: `${host}:${port}`, host, port, disturb, dropConnections, close };
};

const rtuTcpLine = async (line: ScenarioLine, address: { host: string; port: number }, needs: LineNeeds): Promise<Served> => {
  const { baud, parity } = line;
  const bits = parity === 'none' ? 10 : 11;
  const server = await serveRtuOverTcp({ ...needs, ...address, baud, bits, faults: line.faults });
  const { host, port, disturb, dropConnections, close } = server;
  return { id: line.id, kind: 'rtu-over-tcp', address: `${host}:${port}`, host, port, disturb, dropConnections, close };
};

const nothing = (): undefined => undefined;

const serialLine = async (line: ScenarioLine, path: string, { clock, answers }: LineNeeds): Promise<Served> => {
  const { baud, parity } = line;
  const { close } = await serveSerial({ clock, answers, path, baud, parity });
  // The library's serial server sends as it likes: such a line is spoiled from outside, by what stands between the ports.
  return { id: line.id, kind: 'serial', address: path, disturb: nothing, dropConnections: nothing, close };
};

/** Begins to serve a line. Throws EdgeError `line-not-found` where its address can't be had. */
export const openWorldLine = async (line: ScenarioLine, needs: LineNeeds): Promise<WorldLine> => {
  const units = moodyUnits(needs.answers, needs.random);
  const served = await openServed(line, { ...needs, answers: units });
  units.feel(line.faults);
  const disturb = (faults: ScenarioFaults): void => {
    units.feel(faults);
    served.disturb(faults);
  };
  return { ...served, disturb, plug: units.plug };
};

const openServed = (line: ScenarioLine, needs: LineNeeds): Promise<Served> => {
  if (line.tcp !== undefined) return tcpLine(line, line.tcp, needs);
  if (line.rtuOverTcp !== undefined) return rtuTcpLine(line, line.rtuOverTcp, needs);
  return serialLine(line, line.serial ?? '', needs);
};
