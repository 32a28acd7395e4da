import { CR, ETX, LF, STX } from './characters.ts';

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

/** A frame to send, with its checksum. The text is ASCII and at most 240 characters, so that every receiver takes it. Source: E1381-95, 6.3.1. */
export const outgoingFrame = (number: number, text: string): Uint8Array => {
  const body = Buffer.from(`${number % 8}${text}`, 'ascii');
  const sum = body.reduce((total, byte) => total + byte, ETX);
  return Buffer.from([STX, ...body, ETX, ...Buffer.from(hex(sum & 0xff), 'ascii'), CR, LF]);
};
