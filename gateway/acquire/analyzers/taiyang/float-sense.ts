/** What a float32 of a record measures. */
export type Measure = 'absorbance' | 'inhibition' | 'concentration';

/**
 * What a meter can send at all: far beyond what it can measure (a photometer saturates below 5; an inhibition ends at 100 %
 * and falls far below zero where the control failed), far within what four stray bytes come to.
 */
const BELIEVABLE: Readonly<Record<Measure, readonly [low: number, high: number]>> = {
  absorbance: [-10, 10],
  inhibition: [-10_000, 1_000],
  concentration: [-10_000, 1_000_000],
};

/** No converter of a meter resolves less; stray bytes often come to less. */
const FAINTEST = 1e-7;

/** What C compilers for small processors make of a division by zero or of 0/0: infinities, quiet NaN, and all ones. */
const DIVIDED_BY_ZERO: ReadonlySet<number> = new Set([0x7f800000, 0xff800000, 0x7fc00000, 0xffc00000, 0x7fffffff, 0xffffffff]);

/** Whether four bytes can be a measurement. */
export type FloatSense =
  | 'number'
  | 'none' // the meter divided by zero: this channel has no result
  | 'absurd'; // no meter sends this: the bytes are not what they are taken for

/** Says what the four bytes at `place` are, read as a big-endian float32 that measures this; for a fraction, `times` 100. */
export const senseOf = (bytes: DataView, place: number, measure: Measure, times = 1): FloatSense => {
  const value = bytes.getFloat32(place) * times;
  if (!Number.isFinite(value)) return DIVIDED_BY_ZERO.has(bytes.getUint32(place)) ? 'none' : 'absurd';
  const [low, high] = BELIEVABLE[measure];
  return value < low || value > high || (value !== 0 && Math.abs(value) < FAINTEST) ? 'absurd' : 'number';
};
