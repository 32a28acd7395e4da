import type { Clock } from '../../gateway/domain/clock.ts';
import type { AnswersModbus } from './modbus-answer.ts';
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
  close(): Promise<void>;
}

interface LineNeeds {
  readonly clock: Clock;
  readonly answers: AnswersModbus;
  readonly random: () => number;
}

/** Without the keys that were left out, as the servers' own shapes want them. */
const given = (faults: ScenarioFaults) => {
  const {
    late,
    lost,
    truncated,
    duplicated,
    stray,
    foreignUnit,
    flipped,
    burst,
    scrambled,
    noise,
    wrongTransaction,
    split,
    closed,
  } = faults;
  return {
    common: {
      ...(late && { late }),
      ...(lost && { lost }),
      ...(truncated && { truncated }),
      ...(duplicated && { duplicated }),
      ...(stray && { stray }),
      ...(foreignUnit && { foreignUnit }),
    },
    serial: { ...(flipped && { flipped }), ...(burst && { burst }), ...(scrambled && { scrambled }), ...(noise && { noise }) },
    tcp: { ...(wrongTransaction && { wrongTransaction }), ...(split && { split }), ...(closed && { closed }) },
  };
};

const tcpFaults = (faults: ScenarioFaults) => ({ ...given(faults).common, ...given(faults).tcp });
const serialFaults = (faults: ScenarioFaults) => ({ ...given(faults).common, ...given(faults).serial });

const tcpLine = async (line: ScenarioLine, address: { host: string; port: number }, needs: LineNeeds): Promise<WorldLine> => {
  const server = await serveTcp({ ...needs, ...address, faults: tcpFaults(line.faults) });
  const { host, port, dropConnections, close } = server;
  const disturb = (faults: ScenarioFaults): void => server.disturb(tcpFaults(faults));
  return { id: line.id, kind: 'tcp', address: `${host}:${port}`, host, port, disturb, dropConnections, close };
};

const rtuTcpLine = async (line: ScenarioLine, address: { host: string; port: number }, needs: LineNeeds): Promise<WorldLine> => {
  const server = await serveRtuOverTcp({ ...needs, ...address, faults: serialFaults(line.faults) });
  const { host, port, dropConnections, close } = server;
  const disturb = (faults: ScenarioFaults): void => server.disturb(serialFaults(faults));
  return { id: line.id, kind: 'rtu-over-tcp', address: `${host}:${port}`, host, port, disturb, dropConnections, close };
};

const nothing = (): undefined => undefined;

const serialLine = async (line: ScenarioLine, path: string, { clock, answers }: LineNeeds): Promise<WorldLine> => {
  const { baud, parity } = line;
  const { close } = await serveSerial({ clock, answers, path, baud, parity });
  // The library's serial server sends as it likes: such a line is spoiled from outside, by what stands between the ports.
  return { id: line.id, kind: 'serial', address: path, disturb: nothing, dropConnections: nothing, close };
};

/** Begins to serve a line. Throws EdgeError `line-not-found` where its address can't be had. */
export const openWorldLine = (line: ScenarioLine, needs: LineNeeds): Promise<WorldLine> => {
  if (line.tcp !== undefined) return tcpLine(line, line.tcp, needs);
  if (line.rtuOverTcp !== undefined) return rtuTcpLine(line, line.rtuOverTcp, needs);
  return serialLine(line, line.serial ?? '', needs);
};
