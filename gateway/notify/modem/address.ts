/** International and national type of number, in the telephone numbering plan. Source: 3GPP TS 23.040, 9.1.2.5. */
const INTERNATIONAL = 0x91;
const UNKNOWN = 0x81;

const DIGITS = '0123456789*#abc';

/** A telephone number without blanks and hyphens. */
export const plainNumber = (written: string): string => written.replace(/[ -]/g, '');

/** An address field: count of digits, type, digits two a byte with the first in the low half. */
export const encodeAddress = (number: string): Uint8Array => {
  const digits = number.replace(/^\+/, '');
  const halves = [...digits].map((digit) => DIGITS.indexOf(digit));
  const bytes = Array.from({ length: Math.ceil(halves.length / 2) }, (_, place) => {
    const [low = 0, high = 0x0f] = [halves[place * 2], halves[place * 2 + 1]];
    return (high << 4) | low;
  });
  return Uint8Array.from([halves.length, number.startsWith('+') ? INTERNATIONAL : UNKNOWN, ...bytes]);
};

/** The digits of an address; `length` counts half bytes. */
export const decodeDigits = (bytes: Uint8Array, length: number, type: number): string => {
  const digits = [...bytes]
    .flatMap((byte) => [byte & 0x0f, byte >> 4])
    .slice(0, length)
    .map((half) => DIGITS[half] ?? '')
    .join('');
  return (type & 0x70) === 0x10 ? `+${digits}` : digits;
};

/** A country code, and an area code's leading zero, may be written or not. Source: ITU-T E.164, 6.1. */
const LONGEST_COUNTRY_CODE = 3;
/** Fewer digits than this are a service's number, or an extension: never the same as a longer one. */
const TELLING = 7;

interface Digits {
  readonly digits: string;
  /** Written with its country code. */
  readonly isWhole: boolean;
}

const digitsOf = (number: string): Digits => {
  const plain = plainNumber(number);
  if (plain.startsWith('+')) return { digits: plain.slice(1), isWhole: true };
  return plain.startsWith('00') ? { digits: plain.slice(2), isWhole: true } : { digits: plain.replace(/^0/, ''), isWhole: false };
};

/** True where two numbers are one: equal, or equal but for a country code that only one is written with. Never by their ends alone. */
export const sameNumber = (one: string, other: string): boolean => {
  const [a, b] = [digitsOf(one), digitsOf(other)];
  if (a.digits === '' || b.digits === '') return false;
  if (a.isWhole === b.isWhole) return a.digits === b.digits;
  const [whole, bare] = a.isWhole ? [a.digits, b.digits] : [b.digits, a.digits];
  const code = whole.length - bare.length;
  return code >= 1 && code <= LONGEST_COUNTRY_CODE && bare.length >= TELLING && whole.endsWith(bare);
};
