/** A frame's content: its command, and the data behind it. */
export interface DayuanFrame {
  readonly command: number;
  readonly data: Uint8Array;
}

const START = 0x7e;
const END = 0xaa;
/** Requests are short; whatever says that it is longer isn't one. */
const LONGEST_REQUEST = 64;

/** CRC-8 of polynomial 0x31, beginning with 0, nothing reflected: bit by bit. Its check value over `123456789` is A2. */
export const dayuanChecksum = (bytes: Uint8Array): number => {
  let register = 0;
  for (const byte of bytes)
    for (let bit = 7; bit >= 0; bit -= 1) {
      const carry = (register >> 7) ^ ((byte >> bit) & 1);
      register = ((register << 1) & 0xff) ^ (carry === 1 ? 0x31 : 0);
    }
  return register;
};

/** A frame on the wire: 7E, command, length low byte first, data, checksum over all that, AA. */
export const dayuanFrame = (command: number, data: readonly number[]): Uint8Array => {
  const counted = Uint8Array.of(command, data.length & 0xff, data.length >> 8, ...data);
  return Uint8Array.of(START, ...counted, dayuanChecksum(counted), END);
};

/** A number in two bytes, low byte first. */
export const littleEndian = (number: number): readonly [number, number] => [number & 0xff, (number >> 8) & 0xff];

/** Takes requests out of what a host sends; whatever is none is skipped byte by byte. */
export const createRequestReader = (onRequest: (frame: DayuanFrame) => void): ((bytes: Uint8Array) => void) => {
  let heard: readonly number[] = [];
  const take = (): boolean => {
    const [start, command = 0, low = 0, high = 0] = heard;
    if (heard.length === 0) return false;
    const length = low + high * 256;
    if (start !== START || (heard.length >= 4 && length > LONGEST_REQUEST)) {
      heard = heard.slice(1);
      return true;
    }
    if (heard.length < 4 || heard.length < length + 6) return false;
    const counted = Uint8Array.from(heard.slice(1, 4 + length));
    const isWhole = heard[4 + length] === dayuanChecksum(counted) && heard[5 + length] === END;
    heard = heard.slice(isWhole ? length + 6 : 1);
    if (isWhole) onRequest({ command, data: counted.slice(3) });
    return true;
  };
  return (bytes) => {
    heard = [...heard, ...bytes];
    while (take());
  };
};
