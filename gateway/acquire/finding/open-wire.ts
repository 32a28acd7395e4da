import type { BytePort } from '../../domain/byte-port.ts';
import type { Clock, Millis } from '../../domain/clock.ts';
import type { LineSettings } from '../line/line-settings.ts';
import type { OpenedPort } from '../line/opened-port.ts';
import type { Bus, BusWitness } from '../modbus/bus.ts';
import type { EchoMemory } from '../modbus/local-echo.ts';
import { RtuBus } from '../modbus/rtu-bus.ts';
import { rtuTiming } from '../modbus/rtu-timing.ts';
import { TcpBus } from '../modbus/tcp-bus.ts';
import { transactionIds } from '../modbus/transaction-ids.ts';
import { type AskerManners, askerOn } from './bus-asker.ts';
import { tapped } from './line-tap.ts';
import type { Teller } from './unit-question.ts';

/** A line opened for a person who asks, apart from any polling. */
export interface OpenWire extends Teller {
  /** True once what was sent came back on the same wire. */
  heardEcho(): boolean;
  close(): Promise<void>;
}

/** Opens a port, a new one at each call. */
export type OpenPort = (settings: LineSettings, signal: AbortSignal) => Promise<OpenedPort>;

/** Takes a line for one person's questions, and becomes its only owner. @throws EdgeError of the port's opening. */
export const openWire = async (settings: LineSettings, open: OpenPort, clock: Clock, signal: AbortSignal): Promise<OpenWire> => {
  const port = await open(settings, signal);
  const tap = tapped(port);
  const echo: EchoMemory = { heard: false };
  const bus = busOn(settings, tap.port, clock, echo, port.adapter?.latency);
  tap.port.onLost(() => bus.close());
  return {
    ...askerOn(bus, { clock, ...(settings.link.kind === 'tcp' ? OVER_TCP : { ...tap, ...ON_A_WIRE }) }),
    heardEcho: () => echo.heard,
    close: async () => {
      bus.close();
      await tap.port.close();
    },
  };
};

/** Nobody knows yet which device it is: each gets the silence after its answer that the touchiest of them want, and time for an answer that comes late. */
const ON_A_WIRE = { quietAfter: 10, afterSilence: 3 } as const;

// In TCP, frames carry ids: a late answer fits no other question, and what else is heard says nothing of the wire.
const OVER_TCP: Omit<AskerManners, 'clock'> = { quietAfter: 0, afterSilence: 0, begin: () => undefined, heard: () => [] };

// Nobody counts here: what a person asks, a person sees.
const UNCOUNTED: BusWitness = {
  noise: () => undefined,
  late: () => undefined,
  early: () => undefined,
  timely: () => undefined,
  quarantined: () => undefined,
  derailed: () => undefined,
};

const busOn = (settings: LineSettings, port: BytePort, clock: Clock, echo: EchoMemory, holdsBack: Millis | undefined): Bus =>
  settings.link.kind === 'tcp'
    ? new TcpBus(port, { clock, ids: transactionIds(clock.now()), witness: UNCOUNTED })
    : new RtuBus(port, { clock, timing: rtuTiming(settings, settings.slowest, holdsBack), echo, witness: UNCOUNTED });
