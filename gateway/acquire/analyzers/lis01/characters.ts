/** Transmission control characters. Source: LIS01-A2, 5.2 and 6.6. */
export const STX = 0x02;
export const ETX = 0x03;
export const EOT = 0x04;
export const ENQ = 0x05;
export const ACK = 0x06;
export const LF = 0x0a;
export const CR = 0x0d;
export const NAK = 0x15;
export const ETB = 0x17;

/** What a byte within a frame is: text, what a text mustn't hold, or what may end the body. */
const TEXT = 0;
export const RESTRICTED = 1;
export const ENDING = 2;

const isEnding = (byte: number): boolean => [ETB, ETX, LF, STX].includes(byte);

/**
 * Restricted are SOH to ACK, LF, DLE, DC1 to DC4, NAK, SYN, ETB. NUL isn't in the standard's list, but a sum doesn't feel
 * it: one that a line slips in would pass.
 */
const isRestricted = (byte: number): boolean => byte <= ACK || byte === LF || (byte >= 0x10 && byte <= ETB);

const tableOf = (entry: (byte: number) => number): Uint8Array => Uint8Array.from({ length: 256 }, (_, byte) => entry(byte));

/** What each byte is within a frame. A table, as every byte of a line is looked up. */
export const WITHIN_FRAME = tableOf((byte) => (isEnding(byte) ? ENDING : isRestricted(byte) ? RESTRICTED : TEXT));

/** 1 for what means something between frames. */
export const MEANS_BETWEEN = tableOf((byte) => Number([STX, ENQ, EOT, ACK, NAK].includes(byte)));

/** The value of a hexadecimal digit's character, or undefined. */
export const hexDigit = (byte: number): number | undefined => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : undefined;
};
