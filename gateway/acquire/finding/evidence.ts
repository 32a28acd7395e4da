import { type IdentityCheck, type Profile, registerCount, registerSchema, type Table } from '../../../device-profiles/profile.ts';
import type { Interview } from './interview.ts';
import { rawOf } from './read-device.ts';

/** What one look at a device said about one profile. */
export interface Evidence {
  readonly of: 'holds' | 'refuses' | 'own-unit';
  readonly table: Table;
  readonly address: number;
  /** The raw number there; absent where the device gave none. */
  readonly raw?: number;
  /** False where the device can't be of this profile. */
  readonly agrees: boolean;
  /** How much it says: the binary logarithm of how many others would fail the same look, were registers filled by chance. */
  readonly bits: number;
}

const WORD_BITS = 16;

/** A device's own unit id in the very register where the profile says that it is: one number of all. */
const OWN_UNIT_BITS = 8;

/** Most devices refuse most reads: to be refused says little. */
const REFUSAL_BITS = 1;

/** Looks at a device as a profile's identity asks, one check after the other, and ends at the first that disagrees. */
export const gatherEvidence = async (profile: Profile, unit: Interview): Promise<readonly Evidence[]> => {
  const gathered: Evidence[] = [];
  for (const check of profile.identity) {
    const evidence = await evidenceOf(check, unit);
    gathered.push(evidence);
    if (!evidence.agrees) return gathered;
  }
  const own = await ownUnit(profile, unit);
  return own === undefined ? gathered : [...gathered, own];
};

const evidenceOf = async (check: IdentityCheck, unit: Interview): Promise<Evidence> => {
  const { table, address, type } = check;
  const reply = await unit.ask(table, address, registerCount(type));
  const seen = { table, address } as const;
  if (check.refused === true) return { ...seen, of: 'refuses', agrees: reply.is === 'exception', bits: REFUSAL_BITS };
  if (reply.is !== 'values') return { ...seen, of: 'holds', agrees: false, bits: 0 };
  const raw = rawOf(registerSchema.parse({ name: 'identity', role: 'identity', table, address, type }), reply.values);
  return { ...seen, of: 'holds', raw, agrees: isExpected(check, raw), bits: bitsOf(check) };
};

const isExpected = ({ oneOf, within }: IdentityCheck, raw: number): boolean =>
  (oneOf === undefined || oneOf.includes(raw)) &&
  (within === undefined || (within[0] <= raw && raw <= within[1])) &&
  !Number.isNaN(raw);

const bitsOf = ({ oneOf, within, table }: IdentityCheck): number => {
  const all = table === 'coil' || table === 'discrete' ? 2 : 2 ** WORD_BITS;
  const accepted = oneOf?.length ?? (within === undefined ? all : within[1] - within[0] + 1);
  return Math.max(0, Math.log2(all / Math.max(1, accepted)));
};

/** Where a profile says which register holds the unit id, it must hold the id that the device was asked by. */
const ownUnit = async ({ setUnit }: Profile, unit: Interview): Promise<Evidence | undefined> => {
  if (setUnit === undefined) return undefined;
  const { table, address } = setUnit.readBack;
  const reply = await unit.ask(table, address, 1);
  const raw = reply.is === 'values' ? (reply.values[0] ?? Number.NaN) : undefined;
  const seen = { of: 'own-unit', table, address, ...(raw === undefined ? {} : { raw }) } as const;
  if (raw === unit.unit) return { ...seen, agrees: true, bits: OWN_UNIT_BITS };
  // A new id that waits for a power cycle may stand there already.
  const waiting = setUnit.takesEffect === 'after-power-cycle' && raw !== undefined && raw >= 1 && raw <= 247;
  return { ...seen, agrees: waiting, bits: 0 };
};
