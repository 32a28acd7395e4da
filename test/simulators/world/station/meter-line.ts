import { connect } from 'node:net';
import type { BytePort } from '../../../../gateway/domain/byte-port.ts';
import { bytePipe } from '../../../../simulators/world/byte-pipe.ts';
import { createManualClock, type ManualClock } from '../../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../../simulators/world/seeded-random.ts';
import { socketPort } from '../../../../simulators/world/socket-port.ts';
import { createMeter } from '../../../../simulators/world/station/create-meter.ts';
import type { Dose, MeasuredResult } from '../../../../simulators/world/station/measured-result.ts';
import type { WiredMeter } from '../../../../simulators/world/station/meter.ts';
import type { MeterFaults } from '../../../../simulators/world/station/meter-faults.ts';
import type { WiredKind } from '../../../../simulators/world/station/meter-kind.ts';
import { serveMeter } from '../../../../simulators/world/station/meter-wire.ts';

/** A host on an open port; told when the port is gone. */
export interface Host {
  onBytes(bytes: Uint8Array): void;
  close(): void;
}
export type OpenHost = (write: (bytes: Uint8Array) => void) => Host;

/** A wire between a meter and a host that comes back whenever it is lost, a second later. */
export interface Line {
  close(): Promise<void>;
}

const joined = (port: BytePort, openHost: OpenHost, lost: () => void): void => {
  const host = openHost((bytes) => port.write(bytes));
  port.onBytes((bytes) => host.onBytes(bytes));
  port.onLost(() => {
    host.close();
    lost();
  });
};

/** The wire in memory. */
export const overPipe = async (clock: ManualClock, meter: WiredMeter, openHost: OpenHost): Promise<Line> => {
  let near: BytePort | undefined;
  const open = (): void => {
    const [hostEnd, meterEnd] = bytePipe({ clock });
    near = hostEnd;
    joined(hostEnd, openHost, () => clock.after(1000, open));
    meter.connect(meterEnd);
  };
  open();
  return {
    close: async () => {
      await near?.close();
      await meter.close();
    },
  };
};

/** The wire as a real socket. */
export const overTcp = async (clock: ManualClock, meter: WiredMeter, openHost: OpenHost): Promise<Line> => {
  const { host = '', port = 0, close } = await serveMeter(meter, { host: '127.0.0.1', port: 0 });
  let isOpen = true;
  const open = (): void => {
    if (!isOpen) return;
    const socket = connect({ host, port, noDelay: true });
    socket.on('error', () => socket.destroy());
    joined(socketPort(socket), openHost, () => clock.after(1000, open));
  };
  open();
  return {
    close: async () => {
      isOpen = false;
      await close();
    },
  };
};

export interface Wired {
  readonly clock: ManualClock;
  readonly meter: WiredMeter;
  readonly line: Line;
}

/** A meter of this kind on a wire to a host. */
export const wired = async (
  kind: WiredKind,
  openHost: (clock: ManualClock) => OpenHost,
  { faults = {}, seed = 1, over = overPipe }: { faults?: MeterFaults; seed?: number; over?: typeof overPipe } = {},
): Promise<Wired> => {
  const clock = createManualClock();
  const meter = createMeter(kind, { id: 'meter-1', clock, random: seededRandom(seed), faults });
  return { clock, meter, line: await over(clock, meter, openHost(clock)) };
};

/** Doses of so many channels. */
export const dosesOf = (channels: number, first = 1): readonly Dose[] =>
  Array.from({ length: channels }, (_, place) => ({
    channel: place + 1,
    sampleId: `S-${first + place}`,
    value: Number(((first + place) * 1.7).toFixed(1)),
  }));

/** Moves on until the operator's transfer is done. Throws where it never is. */
export const transferred = async ({ clock, meter }: Pick<Wired, 'clock' | 'meter'>, most = 3_600_000): Promise<void> => {
  for (let waited = 0; meter.isTransferring(); waited += 1000) {
    if (waited > most) throw new Error(`The transfer isn't done after ${most} ms.`);
    await clock.advance(1000, 'turns');
  }
};

/** Waits on real sockets, without the clock. */
export const turns = async (until: () => boolean): Promise<void> => {
  for (let turn = 0; !until(); turn += 1) {
    if (turn > 100_000) throw new Error('What is waited for did not come.');
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** What a host must have of a result. */
export const rowOf = ({ sampleId, value }: MeasuredResult): string => `${sampleId}=${value}`;
