import type { Encoding } from './decode-text.ts';

// Printable signs, TAB to CR, and the STX and ETX that may stand around a text.
const isAscii = (byte: number): boolean => isWithin(byte, 0x20, 0x7e) || isWithin(byte, 0x09, 0x0d) || isWithin(byte, 0x02, 0x03);

/**
 * True when more than half of the bytes are no text: a wrong baud rate or parity, or another kind of link. In GB18030 only
 * the first level and the punctuation of GB 2312 count as text besides ASCII, and in Latin-1 nothing does: else half of all
 * noise would be text.
 */
export const isMostlyNoText = (bytes: Uint8Array, encoding: Encoding): boolean => {
  let text = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = signLength(bytes, at, encoding);
    if (length > 0) text += length;
    at += Math.max(1, length);
  }
  return text * 2 < bytes.length;
};

/** How many bytes the sign at `at` has; 0 where there is none. */
const signLength = (bytes: Uint8Array, at: number, encoding: Encoding): number => {
  const byte = bytes[at] ?? 0;
  if (isAscii(byte)) return 1;
  if (encoding === 'gb18030')
    return (isWithin(byte, 0xa1, 0xa3) || isWithin(byte, 0xb0, 0xd7)) && isWithin(bytes[at + 1], 0xa1, 0xfe) ? 2 : 0;
  if (encoding === 'latin1') return 0;
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
  if (!isWithin(byte, 0xc2, 0xf4)) return 0;
  for (let more = 1; more < length; more += 1) if (!isWithin(bytes[at + more], 0x80, 0xbf)) return 0;
  return length;
};

const isWithin = (byte: number | undefined, least: number, most: number): boolean =>
  byte !== undefined && byte >= least && byte <= most;
