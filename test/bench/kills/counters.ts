import { systemClock } from '../../../gateway/app/system-clock.ts';
import type { AnswersModbus } from '../../../simulators/world/modbus-answer.ts';
import { serveTcp, type TcpServer } from '../../../simulators/world/tcp-server.ts';

/** Devices of one 32-bit register each, which counts its own answers: no value is ever sent twice. */
export interface Counters {
  readonly server: TcpServer;
  readonly units: readonly number[];
  /** The values that a unit sent in answers that it completed, in order. */
  sent(unit: number): readonly number[];
  /** How many values all of them sent. */
  total(): number;
}

/** Serves `units` counters on a free port of loopback. */
export const serveCounters = async (units: number): Promise<Counters> => {
  const all = Array.from({ length: units }, (_, place) => place + 1);
  const next = new Map<number, number>();
  const sent = new Map<number, number[]>(all.map((unit) => [unit, []]));
  const answers: AnswersModbus = {
    answer: ({ unit, table, address, count }) => {
      const log = sent.get(unit);
      if (log === undefined || table !== 'holding' || address !== 0 || count !== 2) return [];
      const value = (next.get(unit) ?? 0) + 1;
      next.set(unit, value);
      return [{ is: 'words', words: [value >>> 16, value & 0xffff], after: 0, completed: () => void log.push(value) }];
    },
  };
  const server = await serveTcp({ clock: systemClock, answers });
  return {
    server,
    units: all,
    sent: (unit) => sent.get(unit) ?? [],
    total: () => all.reduce((sum, unit) => sum + (sent.get(unit)?.length ?? 0), 0),
  };
};

/** The profile of a counter, for the site's own folder. */
export const COUNTER_PROFILE = {
  id: 'bench-counter',
  vendor: 'bench',
  models: ['counter of its own answers'],
  kind: 'a device whose every answer is another',
  transports: ['tcp'],
  unitId: null,
  registers: [
    { name: 'count', role: 'measurement', table: 'holding', address: 0, type: 'uint32', unit: 'kWh', range: [0, 4_294_967_295] },
  ],
  sources: ['made for measuring'],
  confidence: 'high',
  verified: false,
} as const;
