/** Bits on their way into bytes, from the lowest bit on (RFC 1951, 3.1.1). */
export interface BitWriter {
  /** Appends the `bits` lowest bits of `value`, at most 16. */
  write(value: number, bits: number): void;
  /** All bytes; the last one is filled up with zeros. */
  bytes(): Uint8Array;
}

export const createBitWriter = (): BitWriter => {
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  return {
    write: (value, bits) => {
      held |= value << count;
      count += bits;
      for (; count >= 8; count -= 8) {
        bytes.push(held & 0xff);
        held >>>= 8;
      }
    },
    bytes: () => Uint8Array.from(count > 0 ? [...bytes, held & 0xff] : bytes),
  };
};
