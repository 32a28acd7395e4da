import type { Profile } from '../../../../device-profiles/profile.ts';
import type { OpenPort } from '../../../../gateway/acquire/finding/open-wire.ts';
import type { LineSettings } from '../../../../gateway/acquire/line/line-settings.ts';
import type { BytePort } from '../../../../gateway/domain/byte-port.ts';
import type { Clock } from '../../../../gateway/domain/clock.ts';
import { bytePipe } from '../../../../simulators/world/byte-pipe.ts';
import { type AnswersModbus, answeringTogether } from '../../../../simulators/world/modbus-answer.ts';
import { serveRtu } from '../../../../simulators/world/rtu-slave.ts';
import { createDevice, type SimulatedDevice } from '../../../../simulators/world/simulated-device.ts';

/** A wire with devices that understand one speed and parity. */
export interface TestWire {
  readonly clock: Clock;
  readonly devices: readonly AnswersModbus[];
  readonly baud?: number;
  readonly parity?: LineSettings['parity'];
  /** The adapter hears itself. */
  readonly echo?: boolean;
  /** What comes back from the wire when it is spoken to at another speed or parity; nothing when absent. */
  readonly misunderstood?: (far: BytePort, settings: LineSettings) => void;
}

/** Opens the wire at whatever speed it is asked for. */
export const opening =
  ({ clock, devices, baud = 9600, parity = 'none', echo = false, misunderstood }: TestWire): OpenPort =>
  async (settings) => {
    const bits = 1 + settings.dataBits + (settings.parity === 'none' ? 0 : 1) + settings.stopBits;
    const pace = { clock, baud: settings.baud, bits };
    // Characters in portions, as an adapter hands them over: each by itself would only make the tests slower.
    const [near, far] = bytePipe({ ...pace, grain: 8, echo });
    if (settings.baud === baud && settings.parity === parity) serveRtu(far, { ...pace, answers: answeringTogether(devices) });
    else misunderstood?.(far, settings);
    return near;
  };

/** A device as its profile says, at a unit id. */
export const deviceAt = (
  clock: Clock,
  unit: number,
  profile: Profile,
  values: Readonly<Record<string, number>> = {},
): SimulatedDevice => createDevice({ id: `${profile.id}-${unit}`, unit, profile, values }, { clock });

/** A serial line as the commands open it. */
export const SERIAL_LINE: LineSettings = {
  id: 'line',
  link: { kind: 'serial', path: '/dev/ttyUSB0' },
  baud: 9600,
  parity: 'none',
  dataBits: 8,
  stopBits: 2,
  slowest: 200,
  rs485: 'auto',
};
