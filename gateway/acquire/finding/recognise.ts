import type { Profile } from '../../../device-profiles/profile.ts';
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
  /** The likeliest first; empty where no profile fits. */
  readonly candidates: readonly Candidate[];
  /** True where one stands out; otherwise the others are look-alikes, and a person must decide. */
  readonly certain: boolean;
}

/** Measurements that are read to show and to judge; a device with sixteen of one kind needn't be read whole. */
const MOST_READINGS = 4;

/** A second candidate with less than this part of what speaks for the first is no look-alike. */
const LOOK_ALIKE = 0.6;

/** Asks one device what each profile wants to know of it. Reads only. */
export const recognise = async (profiles: Iterable<Profile>, unit: Interview): Promise<Recognition> => {
  const candidates: Candidate[] = [];
  for (const profile of profiles) {
    const candidate = await candidateOf(profile, unit);
    if (candidate !== undefined) candidates.push(candidate);
  }
  candidates.sort((a, b) => rank(a) - rank(b) || b.bits - a.bits || (a.profile.id < b.profile.id ? -1 : 1));
  return { candidates, certain: standsOut(candidates) };
};

/** Where a device disagrees with a profile, in the shortest of words; undefined where it doesn't. */
export const contradictionOf = async (profile: Profile, unit: Interview): Promise<string | undefined> => {
  const against = (await gatherEvidence(profile, unit)).find(({ agrees }) => !agrees);
  return against === undefined ? undefined : `${against.table} ${against.address}: ${against.raw ?? '–'}`;
};

const rank = ({ proof }: Candidate): number => (proof === 'identity' ? 0 : 1);

const standsOut = ([first, second]: readonly Candidate[]): boolean =>
  first?.proof === 'identity' && (second?.proof !== 'identity' || second.bits < first.bits * LOOK_ALIKE);

const candidateOf = async (profile: Profile, unit: Interview): Promise<Candidate | undefined> => {
  const evidence = await gatherEvidence(profile, unit);
  if (evidence.some(({ agrees }) => !agrees)) return undefined;
  const measurements = profile.registers.filter(({ role }) => role === 'measurement').slice(0, MOST_READINGS);
  const readings = await readRegisters(profile, measurements, unit);
  const proof = profile.identity.length > 0 ? 'identity' : 'plausible';
  if (proof === 'plausible' && !isPlausible(readings)) return undefined;
  const bits = [...evidence.map((one) => one.bits), ...readings.map(bitsOf)].reduce((sum, one) => sum + one, 0);
  return { profile, proof, evidence, bits, readings };
};

// Without anything to recognise a device by, its measurements must be there, all of them, and one must be a value.
const isPlausible = (readings: readonly RegisterReading[]): boolean =>
  readings.some(({ quality, register }) => quality === 'good' && register.range !== undefined) &&
  readings.every(({ quality }) => quality === 'good' || isProbeFault(quality));

/** How much it says that a register holds a value within its range, were it filled by chance. */
const bitsOf = ({ register: { range, scale, type }, quality }: RegisterReading): number => {
  if (quality !== 'good' || range === undefined || (type !== 'int16' && type !== 'uint16')) return 0;
  return Math.max(0, 16 - Math.log2(Math.max(1, Math.abs((range[1] - range[0]) / (scale || 1)))));
};
