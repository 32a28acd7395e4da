import { encodeAddress } from './address.ts';
import { hexOf } from './hex.ts';

/** UCS2 characters that one part holds: 140 bytes; and beside the header that joins parts. Source: 3GPP TS 23.040, 9.2.3.16 and 9.2.3.24.1. */
const ALONE = 70;
const JOINED = 67;

/** More parts than this nobody reads, and everybody pays. */
const MOST_PARTS = 6;

/** One part of a short message, ready for AT+CMGS. */
export interface SubmitPart {
  /** Bytes of the TPDU: what AT+CMGS is told. The address of the service centre before it doesn't count. */
  readonly length: number;
  /** As hexadecimal digits. */
  readonly pdu: string;
}

// 3GPP TS 23.040, 9.2.2.2: SMS-SUBMIT, validity relative, status report wanted; with a header where parts are joined.
const SUBMIT = 0x31;
const WITH_HEADER = 0x40;
const UCS2 = 0x08;

/** Valid for six hours, in steps of five minutes: an alarm of yesterday would only confuse. Source: 9.2.3.12.1. */
const VALIDITY = 71;

/** The text cut into parts; a character of two units is never cut in two. What is too long ends with an ellipsis. */
export const cutText = (text: string): readonly string[] => {
  if (text.length <= ALONE) return [text];
  const parts: string[] = [];
  let rest = text.length > MOST_PARTS * JOINED ? `${cut(text, MOST_PARTS * JOINED - MOST_PARTS)}…` : text;
  while (rest !== '') {
    const part = cut(rest, JOINED);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
};

const cut = (text: string, most: number): string => {
  const last = text.charCodeAt(most - 1);
  const isFirstHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, text.length > most && isFirstHalf ? most - 1 : most);
};

/** A short message to `number`, in as many parts as it takes. `reference` joins the parts, and tells them from those of other messages. */
export const encodeSubmit = (number: string, text: string, reference: number): readonly SubmitPart[] => {
  const parts = cutText(text);
  return parts.map((part, place) => {
    // 9.2.3.24.1: concatenated, 8-bit reference; how many parts; which of them, from 1.
    const header = parts.length === 1 ? [] : [5, 0, 3, reference & 0xff, parts.length, place + 1];
    const data = [...header, ...ucs2(part)];
    const address = encodeAddress(number);
    const first = SUBMIT | (header.length === 0 ? 0 : WITH_HEADER);
    const tpdu = Uint8Array.from([first, 0, ...address, 0, UCS2, VALIDITY, data.length, ...data]);
    // No service centre is named: the SIM knows its own.
    return { length: tpdu.length, pdu: `00${hexOf(tpdu)}` };
  });
};

const ucs2 = (text: string): readonly number[] =>
  Array.from({ length: text.length }, (_, place) => text.charCodeAt(place)).flatMap((unit) => [unit >> 8, unit & 0xff]);
