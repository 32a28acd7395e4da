/** An exact decimal number: `digits` × 10^-`scale`. 50.00 is 5000 and 2. Results are never floats: 0.1 + 0.2 is not 0.3 there. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** More digits than this are no measurement. */
const LONGEST = 40;

const DECIMAL = /^(-?)(\d*)(?:([.,])(\d+))?$/;

/**
 * The number that a text writes, with a decimal point or comma; undefined for anything else. No exponent, no plus sign (`+1`
 * is a grade as often as a number), no point without a digit behind it (the rest may be lost), and no `1,500`, which is a
 * thousand and a half to one maker and one and a half to another.
 */
export const parseDecimal = (text: string): Decimal | undefined => {
  if (text.length > LONGEST) return undefined;
  const [whole, sign = '', before = '', mark, behind = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined || before + behind === '') return undefined;
  if (mark === ',' && behind.length === 3 && /^[1-9]\d{0,2}$/.test(before)) return undefined;
  const digits = BigInt(before + behind);
  return { digits: sign === '-' ? -digits : digits, scale: behind.length };
};

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** Below 0 where `one` is the smaller, above 0 where it is the greater, 0 where both are the same number: 50 and 50.00. */
export const compareDecimals = (one: Decimal, other: Decimal): number => {
  const scale = Math.max(one.scale, other.scale);
  const difference = one.digits * power(scale - one.scale) - other.digits * power(scale - other.scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
};

/** The number × 10^`exponent`, exactly. */
export const shifted = ({ digits, scale }: Decimal, exponent: number): Decimal =>
  exponent <= scale ? { digits, scale: scale - exponent } : { digits: digits * power(exponent - scale), scale: 0 };

/** The product of two numbers, exactly. */
export const product = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  scale: one.scale + other.scale,
});
