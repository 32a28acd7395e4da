import type { Encoding, Register } from './profile.ts';

/** From the smallest to the largest, both included. */
export type Span = readonly [low: number, high: number];

/** The raw numbers that an encoding can carry, before scaling. int64 is exact up to 2^53 only. */
export const RAW_RANGE: Readonly<Record<Encoding, Span>> = {
  bit: [0, 1],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  float32: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  float64: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  bcd16: [0, 9_999],
  bcd32: [0, 99_999_999],
  'offset-negative': [0, 65_535],
};

/** True for the encodings that carry fractions by themselves. */
export const isFloat = (type: Encoding): boolean => type === 'float32' || type === 'float64';

/** The factors that a register's raw number may be multiplied with: its scale, or all that another register may name. */
export const factorsOf = (register: Register): readonly number[] =>
  register.scaleFrom === undefined ? [register.scale] : Object.values(register.scaleFrom.factors);

/** The numbers before scaling; with `offset-negative`, those above the mark count downwards from zero. */
const signedRange = ({ type, negativeFrom }: Register): Span => {
  const [low, high] = RAW_RANGE[type];
  return negativeFrom === undefined ? [low, high] : [negativeFrom - high, negativeFrom - 1];
};

/** What a register can say at all, in its unit, with the factor that reaches farthest. */
export const reachOf = (register: Register): Span => {
  const ends = signedRange(register);
  const reached = factorsOf(register).flatMap((factor) => ends.map((raw) => raw * factor + register.offset));
  return [Math.min(...reached), Math.max(...reached)];
};

/** The values, in its unit, that a run of raw numbers would be if they were no fault codes. */
export const valuesOf = (register: Register, [low, high]: Span): readonly Span[] =>
  factorsOf(register).map((factor) => {
    const ends = [low, high].map((raw) => signed(register, raw) * factor + register.offset);
    return [Math.min(...ends), Math.max(...ends)];
  });

const signed = ({ negativeFrom }: Register, raw: number): number =>
  negativeFrom !== undefined && raw >= negativeFrom ? negativeFrom - raw : raw;

/** True where two spans share a number. */
export const meet = (one: Span, other: Span): boolean => one[0] <= other[1] && other[0] <= one[1];

/** True where `outer` holds all of `inner`; a last-digit error of binary fractions doesn't count. */
export const covers = (outer: Span, inner: Span): boolean => {
  const slack = 1e-9 * Math.max(1, Math.abs(inner[0]), Math.abs(inner[1]));
  return outer[0] <= inner[0] + slack && inner[1] <= outer[1] + slack;
};
