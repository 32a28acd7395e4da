/** A size as people write it: a number and its unit, in powers of ten as on the card's label. */
export const BYTE_SIZE_PATTERN = /^(\d{1,6}(?:\.\d{1,3})?)(kB|MB|GB|TB)$/;

const UNITS: Readonly<Record<string, number>> = { kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Bytes of `500MB` or `4GB`; undefined for anything else. */
export const parseByteSize = (text: string): number | undefined => {
  const [, count, unit = ''] = BYTE_SIZE_PATTERN.exec(text) ?? [];
  const length = UNITS[unit];
  return length === undefined ? undefined : Math.round(Number(count) * length);
};
