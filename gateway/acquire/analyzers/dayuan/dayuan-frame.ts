/** CRC-8 with this polynomial, initial value 0, nothing reflected and nothing inverted: 123456789 gives A2. */
const POLYNOMIAL = 0x31;

const TABLE = Uint8Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = (rest & 0x80) !== 0 ? ((rest << 1) ^ POLYNOMIAL) & 0xff : rest << 1;
  return rest;
});

/** The checksum of DaYuan frames over bytes from command to the end of the data. */
export const crc8 = (bytes: Uint8Array): number => {
  let rest = 0;
  for (const byte of bytes) rest = TABLE[rest ^ byte] ?? 0;
  return rest;
};

const FLAG = 0x7e;
const END = 0xaa;

/** Flag, command, length: before the data. Checksum and end: after. */
const HEAD = 4;
const AROUND = HEAD + 2;

/** The longest data of a known answer are 36 bytes; a length beyond this is noise, and isn't waited for. */
const LONGEST_DATA = 64;

/** The longest frame there is. */
export const LONGEST_FRAME = AROUND + LONGEST_DATA;

/** Commands that are answers of a meter; a frame with another one isn't for the box. */
const ANSWERS: ReadonlySet<number> = new Set([0x01, 0x02, 0x11, 0x13, 0x15, 0x16]);

/** A frame, whole: `7E CMD LEN LEN data CRC8 AA`, length low byte first. */
export interface DayuanFrame {
  readonly command: number;
  readonly data: Uint8Array;
}

/** The bytes of a frame. */
export const frameBytes = ({ command, data }: DayuanFrame): Uint8Array => {
  const body = Uint8Array.of(command, data.length & 0xff, data.length >> 8, ...data);
  return Uint8Array.of(FLAG, ...body, crc8(body), END);
};

/** What bytes begin with. */
export type Taken =
  | { readonly is: 'incomplete' }
  | { readonly is: 'frame'; readonly length: number; readonly frame: DayuanFrame }
  | { readonly is: 'noise'; readonly length: number }
  | { readonly is: 'broken'; readonly length: number }; // a frame by its head, and not by its checksum

/**
 * Looks at the front of `bytes`. Nothing is stuffed on this link: flag and end may stand within the data, so that only length
 * and checksum say where a frame ends. Of a broken frame only the first byte is skipped: the next one may begin within it.
 * Never throws.
 */
export const takeFrame = (bytes: Uint8Array): Taken => {
  const start = bytes.indexOf(FLAG);
  if (start !== 0) return bytes.length === 0 ? { is: 'incomplete' } : { is: 'noise', length: start < 0 ? bytes.length : start };
  const [, command, low, high] = bytes;
  if (command !== undefined && !ANSWERS.has(command)) return { is: 'noise', length: 1 };
  if (low === undefined || high === undefined) return { is: 'incomplete' };
  const length = low + high * 256;
  if (length > LONGEST_DATA) return { is: 'noise', length: 1 };
  if (bytes.length < length + AROUND) return { is: 'incomplete' };
  const isWhole = bytes[length + AROUND - 1] === END && crc8(bytes.subarray(1, length + HEAD)) === bytes[length + HEAD];
  if (!isWhole) return { is: 'broken', length: 1 };
  const data = bytes.slice(HEAD, HEAD + length);
  return { is: 'frame', length: length + AROUND, frame: { command: command ?? 0, data } };
};
