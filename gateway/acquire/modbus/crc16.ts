/** The reflected polynomial of Modbus over Serial Line V1.02, appendix B: x^16 + x^15 + x^2 + 1. */
const POLYNOMIAL = 0xa001;

const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = (rest & 1) === 1 ? (rest >> 1) ^ POLYNOMIAL : rest >> 1;
  return rest;
});

/** CRC-16 of Modbus over the bytes from `from` up to `to`. Finds every error of 1 to 3 bits and every burst of up to 16 bits. */
export const crc16 = (bytes: Uint8Array, from = 0, to = bytes.length): number => {
  let rest = 0xffff;
  for (let place = from; place < to; place += 1) rest = (rest >> 8) ^ (TABLE[(rest ^ (bytes[place] ?? 0)) & 0xff] ?? 0);
  return rest;
};
