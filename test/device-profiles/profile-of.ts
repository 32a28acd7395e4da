import { type Profile, profileSchema } from '../../device-profiles/profile.ts';

type Parts = Readonly<Record<string, unknown>>;

/** A register that is clean by itself; `parts` take the place of its own. */
export const register = (parts: Parts = {}): Parts => ({
  name: 'temperature',
  role: 'measurement',
  table: 'input',
  address: 1,
  type: 'int16',
  scale: 0.1,
  unit: 'degC',
  range: [-40, 60],
  ...parts,
});

/** A state of one word: nothing but a number. */
export const state = (parts: Parts = {}): Parts => ({
  name: 'mode',
  role: 'state',
  table: 'holding',
  address: 50,
  type: 'uint16',
  ...parts,
});

/** A profile that is clean by itself, as if read from a file; `parts` take the place of its own. */
export const profileOf = (registers: readonly Parts[], parts: Parts = {}): Profile =>
  profileSchema.parse({
    id: 'trial',
    vendor: 'Nobody',
    models: ['T-1'],
    kind: 'sensor',
    transports: ['tcp'],
    unitId: 1,
    registers,
    sources: ['made up for this test'],
    confidence: 'low',
    verified: false,
    ...parts,
  });
