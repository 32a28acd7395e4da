import type { Profile, Register } from '../../../device-profiles/profile.ts';
import { isProbeFault } from '../../domain/quality.ts';
import { type Evidence, gatherEvidence } from './evidence.ts';
import type { Interview } from './interview.ts';
import { type RegisterReading, readRegisters } from './read-device.ts';

/** A profile that a device may be of. */
export interface Candidate {
  readonly profile: Profile;
  /** `identity`: everything that the profile asks in order to recognise it holds. `plausible`: the profile asks nothing, but its measurements are there and lie within their ranges. */
  readonly proof: 'identity' | 'plausible';
  readonly evidence: readonly Evidence[];
  /** How much speaks for it, in bits. */
  readonly bits: number;
  /** What the device would be measuring: for a person to hold against its display. */
  readonly readings: readonly RegisterReading[];
}

/** What a device was recognised as. */
export interface Recognition {
  /** The likeliest first, and its look-alikes; empty where no profile fits. */
  readonly candidates: readonly Candidate[];
  /** True where one stands out by its identity; otherwise a person must decide. */
  readonly certain: boolean;
}

/** Measurements that are read to show and to judge; a device with sixteen of one kind needn't be read whole. */
const MOST_READINGS = 4;

/** With less than this part of what speaks for the first, another candidate is no look-alike. */
const LOOK_ALIKE = 0.6;

/** Asks one device what each profile wants to know of it. Reads only. */
export const recognise = async (profiles: Iterable<Profile>, unit: Interview): Promise<Recognition> => {
  const candidates: Candidate[] = [];
  for (const profile of profiles) {
    const candidate = await candidateOf(profile, unit);
    if (candidate !== undefined) candidates.push(candidate);
  }
  candidates.sort((a, b) => rank(a) - rank(b) || b.bits - a.bits || (a.profile.id < b.profile.id ? -1 : 1));
  const [first] = candidates;
  const likely = candidates.filter(({ proof, bits }) => proof === first?.proof && bits >= first.bits * LOOK_ALIKE);
  return { candidates: likely, certain: first?.proof === 'identity' && likely.length === 1 };
};

/** Where a device disagrees with a profile, in the shortest of words; undefined where it doesn't. */
export const contradictionOf = async (profile: Profile, unit: Interview): Promise<string | undefined> => {
  const against = (await gatherEvidence(profile, unit)).find(({ agrees }) => !agrees);
  return against === undefined ? undefined : `${against.table} ${against.address}: ${against.raw ?? '–'}`;
};

const rank = ({ proof }: Candidate): number => (proof === 'identity' ? 0 : 1);

const candidateOf = async (profile: Profile, unit: Interview): Promise<Candidate | undefined> => {
  const evidence = await gatherEvidence(profile, unit);
  if (evidence.some(({ agrees }) => !agrees)) return undefined;
  const readings = await readRegisters(profile, tellingRegisters(profile), unit);
  const proof = profile.identity.length > 0 ? 'identity' : 'plausible';
  if (proof === 'plausible' && !isPlausible(readings)) return undefined;
  const bits = [...evidence.map((one) => one.bits), ...readings.map(bitsOf)].reduce((sum, one) => sum + one, 0);
  return { profile, proof, evidence, bits, readings };
};

/** What is read of a device to be shown: its measurements; of one that measures nothing, its states. */
export const tellingRegisters = ({ registers }: Profile): readonly Register[] => {
  const measurements = registers.filter(({ role }) => role === 'measurement');
  const told = measurements.length > 0 ? measurements : registers.filter(({ role }) => role === 'state');
  return told.slice(0, MOST_READINGS);
};

// Without anything to recognise a device by, its measurements must be there, all of them, and one must be a value.
const isPlausible = (readings: readonly RegisterReading[]): boolean =>
  readings.some(({ quality }) => quality === 'good') &&
  readings.every(({ quality }) => quality === 'good' || isProbeFault(quality));

/** A register that is there at all, where most devices would refuse. */
const PRESENT_BITS = 1;

/** A float within its range, and not zero: most bit patterns are no such number. */
const FLOAT_BITS = 6;

/** How much it says that a register holds a value within its range, were it filled by chance. */
const bitsOf = ({ register: { range, scale, type }, quality, value }: RegisterReading): number => {
  if (quality !== 'good') return 0;
  if (range === undefined || value === 0) return PRESENT_BITS;
  if (type === 'float32') return FLOAT_BITS;
  if (type !== 'int16' && type !== 'uint16') return PRESENT_BITS;
  return PRESENT_BITS + Math.max(0, 16 - Math.log2(Math.max(1, Math.abs((range[1] - range[0]) / (scale || 1)))));
};
