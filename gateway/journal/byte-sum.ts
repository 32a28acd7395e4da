/**
 * A 32-bit sum of bytes (FNV-1a). Not against people, who are met by hashes and signatures: it tells when a worn card
 * gives back a row other than it was written. Any single changed byte changes it.
 */
export const byteSum = (bytes: Uint8Array): number => {
  let sum = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at += 1) sum = Math.imul(sum ^ (bytes[at] ?? 0), 0x01000193);
  return sum >>> 0;
};

/** `bytes` with their sum before them. */
export const summed = (bytes: Uint8Array): Buffer => {
  const whole = Buffer.alloc(bytes.length + 4);
  whole.writeUInt32BE(byteSum(bytes));
  whole.set(bytes, 4);
  return whole;
};

/** The bytes behind their sum, or undefined where the sum is another. */
export const unsummed = (whole: Uint8Array): Uint8Array | undefined => {
  if (whole.length < 4) return undefined;
  const bytes = whole.subarray(4);
  const stated = new DataView(whole.buffer, whole.byteOffset).getUint32(0);
  return stated === byteSum(bytes) ? bytes : undefined;
};
