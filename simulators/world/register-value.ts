import type { Register, Sentinel } from '../../device-profiles/profile.ts';
import { nearestRaw } from './register-words.ts';

/** What a probe can be told to be: the profile's words for it. */
export type ProbeFault = Sentinel['means'];

/** The raw number a device would hold for `value` in the register's unit; `factor` is the one its scale register names, else 1. */
export const rawOfValue = (register: Register, value: number, factor = 1): number => {
  if (register.type === 'bit') return (value !== 0) === (register.inverted === true) ? 0 : 1;
  return nearestRaw(register, (value - register.offset) / (register.scale * factor));
};

/** The value that the device's raw number stands for, at the register's resolution: what a faithful reader must arrive at. */
export const valueOfRaw = (register: Register, raw: number, factor = 1): number => {
  if (register.type === 'bit') return (raw !== 0) === (register.inverted === true) ? 0 : 1;
  const scale = register.scale * factor;
  return atResolution(raw * scale + register.offset, register.resolution ?? Math.abs(scale));
};

/** The raw number by which the device says that its probe is broken in this way; undefined where it has no word for it. */
export const rawOfFault = (register: Register, means: ProbeFault): number | undefined => {
  const sentinel = register.sentinels.find((each) => each.means === means) ?? register.sentinels[0];
  if (sentinel === undefined) return undefined;
  return sentinel.raw === 'nan' ? Number.NaN : sentinel.raw;
};

/** The step a value moves by as decimals: 0.0625 has four. */
const decimalsOf = (resolution: number): number => {
  const places = Array.from({ length: 10 }, (_, decimals) => decimals);
  return places.find((decimals) => Math.abs(resolution * 10 ** decimals - Math.round(resolution * 10 ** decimals)) < 1e-9) ?? 10;
};

const atResolution = (value: number, resolution: number): number =>
  Number.isFinite(value) ? Number((Math.round(value / resolution) * resolution).toFixed(decimalsOf(resolution))) + 0 : value;
