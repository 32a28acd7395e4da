/**
 * The CRC-16 of Modbus over Serial Line V1.02, section 6.2.2, bit by bit as the text says it: slow and plain, and nobody
 * else's, so that a mistake on one side of the wire can't cancel out a mistake on the other.
 */
export const rtuChecksum = (bytes: Uint8Array): number => {
  let register = 0xffff;
  for (const byte of bytes) {
    register ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      const out = register & 1;
      register >>>= 1;
      if (out === 1) register ^= 0xa001;
    }
  }
  return register;
};

/** Unit, function and data with the checksum behind it, low byte first. */
export const sealedRtu = (body: Uint8Array): Uint8Array => {
  const frame = new Uint8Array(body.length + 2);
  frame.set(body);
  const checksum = rtuChecksum(body);
  frame[body.length] = checksum & 0xff;
  frame[body.length + 1] = checksum >>> 8;
  return frame;
};

/** True where the last two bytes are the checksum of those before. */
export const isSealedRtu = (frame: Uint8Array): boolean => {
  const end = frame.length - 2;
  if (end < 2) return false;
  const checksum = rtuChecksum(frame.subarray(0, end));
  return frame[end] === (checksum & 0xff) && frame[end + 1] === checksum >>> 8;
};

/** The same RTU frame as another unit would have sent it, checksum and all. */
const readdressedRtu = (frame: Uint8Array, unit: number): Uint8Array => {
  const body = frame.slice(0, -2);
  body[0] = unit;
  return sealedRtu(body);
};

/** An RTU frame begins with its unit. */
export const RTU_ADDRESSING = { unitAt: 0, readdressed: readdressedRtu } as const;
