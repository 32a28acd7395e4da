/** Rounds a value to a step. */
export type Rounding = (value: number) => number;

const decimalsOf = (step: number): number => {
  const [, fraction = '', exponent = '0'] = /^\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(step)) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
};

/**
 * Rounds to multiples of `step`, so that they print as people write them: 42 × 0.1 is 4.2, and 3 × 0.1 is 0.3, not
 * 0.30000000000000004. Where one divided by the step is a whole number, that number divides, because a division by it is
 * exact to the last bit; 0 is never -0.
 */
export const roundingTo = (step: number): Rounding => {
  const parts = Math.round(1 / step);
  if (parts >= 1 && Math.abs(parts * step - 1) < 1e-9) return (value) => Math.round(value * parts) / parts + 0;
  if (Number.isInteger(step)) return (value) => Math.round(value / step) * step + 0;
  const tens = 10 ** decimalsOf(step);
  return (value) => Math.round(Math.round(value / step) * step * tens) / tens + 0;
};
