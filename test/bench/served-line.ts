import type { LineSettings } from '../../gateway/acquire/line/line-settings.ts';
import type { OpenedPort } from '../../gateway/acquire/line/opened-port.ts';
import type { LineCounters } from '../../gateway/acquire/modbus/line-counters.ts';
import { openLine } from '../../gateway/acquire/running-line.ts';
import type { Clock, Millis } from '../../gateway/domain/clock.ts';
import { bytePipe } from '../../simulators/world/byte-pipe.ts';
import { serveRtu } from '../../simulators/world/rtu-slave.ts';
import { QUIET_LOG } from '../gateway/acquire/quiet-log.ts';
import { testDevice } from '../gateway/acquire/test-device.ts';

/** A line of ten units and their world. */
export interface ServedLine {
  readonly settings: LineSettings;
  /** The clock of the gateway. */
  readonly clock: Clock;
  /** The clock of wire and units. */
  readonly world: Clock;
  readonly every: Millis;
  /** What the units take to answer, after the silence that ends a request. */
  readonly turnaround: Millis;
  /** Characters that the wire hands over at a time; default 1. On a real clock whole frames: a late timer would cut them. */
  readonly grain?: number;
  isDead(unit: number): boolean;
  /** Lets time pass. */
  pass(time: Millis): Promise<void>;
  /** Sees every request leave, and every byte arrive. */
  readonly watched?: (port: OpenedPort) => OpenedPort;
}

export const UNITS = 10;
const REGISTERS = 20;

/** Characters of a request, and of an answer of 20 registers. */
export const REQUEST_CHARACTERS = 8;
export const ANSWER_CHARACTERS = 5 + 2 * REGISTERS;

/** Polls ten units of twenty registers each for `time`; gives how many polls each unit answered, and what was counted. */
export const pollTenUnits = async (
  line: ServedLine,
  time: Millis,
): Promise<{ readonly polls: readonly number[]; readonly counters: LineCounters }> => {
  const { clock, world, settings, turnaround, every, grain = 1, watched = (port) => port } = line;
  const [near, far] = bytePipe({ clock: world, baud: settings.baud, bits: 10, grain });
  const answer = ({ unit, count }: { readonly unit: number; readonly count: number }) =>
    line.isDead(unit) ? [] : [{ is: 'words' as const, words: Array.from({ length: count }, () => unit), after: 0 }];
  serveRtu(far, { clock: world, baud: settings.baud, bits: 10, turnaround, answers: { answer } });
  const polls = Array.from({ length: UNITS }, () => 0);
  const devices = polls.map((_, index) =>
    testDevice({ unit: index + 1, every, registers: REGISTERS, firstPlace: index * REGISTERS }),
  );
  const running = openLine(settings, devices, {
    clock,
    log: QUIET_LOG,
    open: async () => watched(near),
    onState: () => undefined,
    onObservation: ({ channels, qualities }) => {
      const unit = (channels[0] ?? 0) / REGISTERS;
      if (qualities === undefined) polls[unit] = (polls[unit] ?? 0) + 1;
    },
  });
  running.start();
  await line.pass(time);
  const counters = running.counters();
  const stopped = running.stop();
  await line.pass(2_000);
  await stopped;
  return { polls, counters };
};
