import { profileSchema } from '../../../device-profiles/profile.ts';
import type { PolledDevice } from '../../../gateway/acquire/modbus/polled-device.ts';

/** What a test wants of its device. */
export interface TestDeviceParts {
  readonly unit?: number;
  readonly every?: number;
  /** Registers, as a profile's file would have them; or how many plain ones from address 0 on. */
  readonly registers?: number | readonly Readonly<Record<string, unknown>>[];
  readonly limits?: Readonly<Record<string, unknown>>;
  readonly quirks?: Readonly<Record<string, unknown>>;
  /** Place of its first channel in the channel table. */
  readonly firstPlace?: number;
  readonly offset?: number;
}

const plainRegisters = (count: number): readonly Readonly<Record<string, unknown>>[] =>
  Array.from({ length: count }, (_, address) => ({
    name: `r${address}`,
    role: 'measurement',
    table: 'holding',
    address,
    type: 'uint16',
    unit: 'degC',
  }));

/** A device with a profile of its own, all of its measurements and states as channels. */
export const testDevice = (parts: TestDeviceParts = {}): PolledDevice => {
  const { unit = 1, every = 1000, registers = 2, limits = {}, quirks = {}, firstPlace = 0, offset = 0 } = parts;
  const profile = profileSchema.parse({
    id: `test-${unit}`,
    vendor: 'test',
    models: ['test'],
    kind: 'test',
    transports: ['rtu', 'tcp'],
    unitId: null,
    registers: typeof registers === 'number' ? plainRegisters(registers) : registers,
    limits,
    quirks,
    sources: ['a test'],
    confidence: 'high',
    verified: false,
  });
  const shown = profile.registers.filter(({ role }) => role === 'measurement' || role === 'state');
  return {
    id: `device-${unit}`,
    unit,
    every,
    profile,
    channels: shown.map(({ name }, index) => ({ place: firstPlace + index, register: name, offset })),
  };
};
