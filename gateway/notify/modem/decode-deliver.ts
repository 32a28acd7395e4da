import type { UtcMillis } from '../../domain/clock.ts';
import { decodeDigits } from './address.ts';
import { unpackText } from './gsm-alphabet.ts';
import { bytesOfHex } from './hex.ts';

/** A short message, or one part of one. */
export interface ReceivedMessage {
  readonly is: 'message';
  readonly from: string;
  /** The sender is a name that anybody can choose, though it may look like a number. */
  readonly isName?: true;
  readonly text: string;
  /** When the network took it, UTC; absent where it gives no such time. */
  readonly sentAt?: UtcMillis;
  readonly part?: MessagePart;
}

/** Which part of which message: 3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8. */
export interface MessagePart {
  readonly reference: number;
  readonly of: number;
  /** From 1. */
  readonly place: number;
}

/** What a PDU from the network is. */
export type Received =
  | ReceivedMessage
  /** `gone`: the network has given up, or the message is no longer valid. */
  | {
      readonly is: 'report';
      readonly reference: number;
      readonly to: string;
      readonly outcome: 'delivered' | 'trying' | 'gone';
      /** When the network knew, UTC; absent where it gives no such time. */
      readonly madeAt?: UtcMillis;
    }
  | { readonly is: 'unreadable' };

const UNREADABLE: Received = { is: 'unreadable' };

/** Reads bytes one after the other; throws RangeError behind the end. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError('the PDU ends too early');
    this.#at += 1;
    return byte;
  }

  bytes(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new RangeError('the PDU ends too early');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  rest(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }
}

/** Reads a PDU as AT+CMGR, +CMT and +CDS give it, the service centre's address before it. Never throws. Source: 3GPP TS 23.040, 9.2.2. */
export const decodePdu = (hex: string): Received => {
  const bytes = bytesOfHex(hex);
  if (bytes === undefined) return UNREADABLE;
  try {
    const reader = new Reader(bytes);
    reader.bytes(reader.byte());
    const first = reader.byte();
    if ((first & 3) === 0) return deliver(reader, (first & 0x40) !== 0);
    return (first & 3) === 2 ? report(reader) : UNREADABLE;
  } catch {
    return UNREADABLE; // counted and kept raw by whoever asked
  }
};

const ALPHANUMERIC = 0x50;

interface Address {
  readonly written: string;
  readonly isName: boolean;
}

const address = (reader: Reader): Address => {
  const length = reader.byte();
  const type = reader.byte();
  const bytes = reader.bytes(Math.ceil(length / 2));
  // 9.1.2.5: a name instead of a number, in the default alphabet; nobody can be told from it.
  const isName = (type & 0x70) === ALPHANUMERIC;
  return { written: isName ? unpackText(bytes, Math.floor((length * 4) / 7)) : decodeDigits(bytes, length, type), isName };
};

const TIMESTAMP = 7;

const deliver = (reader: Reader, withHeader: boolean): Received => {
  const { written: from, isName } = address(reader);
  reader.byte();
  const coding = reader.byte();
  const sentAt = momentOf(reader.bytes(TIMESTAMP));
  const length = reader.byte();
  const data = reader.rest();
  const part = withHeader ? partOf(data.subarray(1, 1 + (data[0] ?? 0))) : undefined;
  return {
    is: 'message', from, text: textOf(data, length, coding, withHeader),
    ...(isName ? { isName } : {}),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(part === undefined ? {} : { part }),
  }; // biome-ignore format: a message to read
};

/** 9.2.3.11: two digits a byte, the first in the low half; last the quarters of an hour east of UTC, bit 3 its sign. */
const momentOf = (bytes: Uint8Array): UtcMillis | undefined => {
  const digits = (byte: number): number => (byte & 0x0f) * 10 + (byte >> 4);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [...bytes].map(digits);
  const zone = bytes[6] ?? 0;
  const quarters = digits(zone & ~0x08) * (zone & 0x08 ? -1 : 1);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return undefined;
  return Date.UTC(2000 + year, month - 1, day, hour, minute - quarters * 15, second);
};

/** The part that a header of user data tells of, by its elements: an identifier, a length, and so many bytes. */
const partOf = (header: Uint8Array): MessagePart | undefined => {
  for (let at = 0; at + 1 < header.length; at += 2 + (header[at + 1] ?? 0)) {
    const [identifier, length] = [header[at], header[at + 1]];
    const [first = 0, second = 0, third = 0, fourth = 0] = header.subarray(at + 2);
    if (identifier === 0 && length === 3) return wholePart(first, second, third);
    if (identifier === 8 && length === 4) return wholePart((first << 8) | second, third, fourth);
  }
  return undefined;
};

const wholePart = (reference: number, of: number, place: number): MessagePart | undefined =>
  of >= 1 && place >= 1 && place <= of ? { reference, of, place } : undefined;

/** 3GPP TS 23.038, section 4: which alphabet a coding scheme names. */
const alphabetOf = (coding: number): 'default' | 'ucs2' | 'eight-bit' => {
  if ((coding & 0x80) === 0) return coding & 0x08 ? 'ucs2' : coding & 0x04 ? 'eight-bit' : 'default';
  if ((coding & 0xf0) === 0xe0) return 'ucs2';
  return (coding & 0xf4) === 0xf4 ? 'eight-bit' : 'default';
};

const textOf = (data: Uint8Array, length: number, coding: number, withHeader: boolean): string => {
  const header = withHeader ? (data[0] ?? 0) + 1 : 0;
  switch (alphabetOf(coding)) {
    case 'default':
      return unpackText(data, length, Math.ceil((header * 8) / 7));
    case 'ucs2':
      return ucs2Text(data.subarray(header, length));
    case 'eight-bit':
      return Buffer.from(data.subarray(header, length)).toString('latin1');
  }
};

const ucs2Text = (bytes: Uint8Array): string =>
  Array.from({ length: Math.floor(bytes.length / 2) }, (_, place) =>
    String.fromCharCode(((bytes[place * 2] ?? 0) << 8) | (bytes[place * 2 + 1] ?? 0)),
  ).join('');

// 9.2.2.3: SMS-STATUS-REPORT; 9.2.3.15: what its status means.
const report = (reader: Reader): Received => {
  const reference = reader.byte();
  const { written: to } = address(reader);
  reader.bytes(TIMESTAMP);
  const madeAt = momentOf(reader.bytes(TIMESTAMP));
  const status = reader.byte();
  // 1 and 2: forwarded, or replaced, and nobody can say whether it arrived.
  const outcome = status === 0 ? 'delivered' : status < 0x40 ? 'trying' : 'gone';
  return { is: 'report', reference, to, outcome, ...(madeAt === undefined ? {} : { madeAt }) };
};
