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

/**
 * True of what mustn't stand in a frame's text: SOH to ACK, LF, DLE, DC1 to DC4, NAK, SYN, ETB. NUL isn't in the
 * standard's list, but a sum doesn't feel it: one that a line slips in would pass.
 */
export const isRestricted = (byte: number): boolean => byte <= ACK || byte === LF || (byte >= 0x10 && byte <= ETB);

/** The value of a hexadecimal digit's character, or undefined. */
export const hexDigit = (byte: number): number | undefined => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : undefined;
};
