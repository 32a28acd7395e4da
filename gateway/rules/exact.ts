/** A difference of decimals without what binary adds to it: 4.2 - 4.0 is 0.2. Rounded far below any probe's resolution. */
export const exact = (value: number): number => Math.round(value * 1e9) / 1e9;
