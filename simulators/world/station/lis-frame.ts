/** Control characters of the link. Source: LIS01-A2, section 6 (ASTM E1381). */
const STX = 0x02;
const ETX = 0x03;
export const EOT = 0x04;
export const ENQ = 0x05;
export const ACK = 0x06;
const LF = 0x0a;
const CR = 0x0d;
const ETB = 0x17;

/** Characters that never stand in a frame's text (LIS01-A2, 6.6), and CR, which ends records. */
export const LIS_CONTROLS: ReadonlySet<number> = new Set([
  0x01,
  STX,
  ETX,
  EOT,
  ENQ,
  ACK,
  LF,
  CR,
  0x10,
  0x11,
  0x12,
  0x13,
  0x14,
  0x15,
  0x16,
  ETB,
]);

/** Text of a frame at most (ASTM E1381-95, 6.3.1); LIS01-A2 allows 63,993. */
const MOST_TEXT = 240;

/** A frame's text, and whether it is its last part. */
export interface FrameText {
  readonly text: Uint8Array;
  readonly isLast: boolean;
}

/** Whether each record begins a frame, or the message is cut wherever a frame is full. */
export type LisPacking = 'record' | 'stream';

/** Two upper-case hexadecimal digits of the sum of all bytes from the frame number to ETX or ETB (LIS01-A2, 6.3.3). */
export const lisChecksum = (counted: Uint8Array): string => {
  let sum = 0;
  for (const byte of counted) sum = (sum + byte) % 256;
  return `0${sum.toString(16)}`.slice(-2).toUpperCase();
};

const cutUp = (text: Uint8Array): readonly FrameText[] => {
  const parts = Math.max(1, Math.ceil(text.length / MOST_TEXT));
  return Array.from({ length: parts }, (_, part) => ({
    text: text.subarray(part * MOST_TEXT, (part + 1) * MOST_TEXT),
    isLast: part === parts - 1,
  }));
};

/** The texts of a message's frames; each record ends with CR. */
export const frameTexts = (records: readonly string[], packing: LisPacking): readonly FrameText[] => {
  const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
  if (packing === 'stream') return cutUp(bytesOf(records.map((record) => `${record}\r`).join('')));
  return records.flatMap((record) => cutUp(bytesOf(`${record}\r`)));
};

/** A frame on the wire: STX, number, text, ETX or ETB, checksum, CR, LF. */
export const lisFrame = (number: number, { text, isLast }: FrameText): Uint8Array => {
  const counted = Uint8Array.of(0x30 + number, ...text, isLast ? ETX : ETB);
  const digits = lisChecksum(counted);
  return Uint8Array.of(STX, ...counted, digits.charCodeAt(0), digits.charCodeAt(1), CR, LF);
};
