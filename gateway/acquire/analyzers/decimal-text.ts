/** Every float32 is a whole number of these. IEEE 754-2019, table 3.5: the smallest positive one is 2^-149. */
const SMALLEST = 2 ** -149;

const SMALLEST_PER_ONE = 2n ** 149n;

/** A finite float32 as a whole number of 2^-149, exactly. */
const wholeOf = (value: number): bigint => BigInt(value / SMALLEST);

/** Digits enough to tell any two float32 apart. */
const MOST_DIGITS = 9;

/**
 * `numerator` / `denominator` in decimal with `digits` after the point, the last one rounded half away from zero, without
 * an error on the way. Zero has no sign.
 */
const ratioText = (numerator: bigint, denominator: bigint, digits: number): string => {
  const negative = numerator < 0n !== denominator < 0n;
  const [above, below] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const scaled = (above * 10n ** BigInt(digits) * 2n + below) / (below * 2n);
  return scaledText(negative ? -scaled : scaled, digits);
};

/** A whole number of units of 10^-`digits` in decimal: 3480 with 2 digits is `34.80`. */
export const scaledText = (scaled: bigint, digits: number): string => {
  const text = String(scaled < 0n ? -scaled : scaled).padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${scaled < 0n ? '-' : ''}${text.slice(0, point)}${digits === 0 ? '' : `.${text.slice(point)}`}`;
};

/** A finite float32 times `times`, rounded to `digits` after the point. */
export const roundedText = (value: number, digits: number, times = 1n): string =>
  ratioText(wholeOf(value) * times, SMALLEST_PER_ONE, digits);

/** The shortest decimal that stands for this finite float32 and for no other, without an exponent. */
export const shortestText = (value: number): string => {
  for (let precision = 1; precision < MOST_DIGITS; precision += 1) {
    const text = value.toPrecision(precision);
    if (Math.fround(Number(text)) === value) return plainText(text);
  }
  return plainText(value.toPrecision(MOST_DIGITS));
};

const plainText = (text: string): string => {
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const scaled = BigInt(whole + fraction);
  return places > 0 ? scaledText(scaled, places) : String(scaled * 10n ** BigInt(-places));
};

/** How much of the control's absorbance the sample took away, in %, of the two float32 exactly; the control must not be 0. */
export const inhibitionText = (control: number, sample: number, digits: number): string =>
  ratioText((wholeOf(control) - wholeOf(sample)) * 100n, wholeOf(control), digits);
