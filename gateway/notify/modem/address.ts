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

/** Digits that tell a number from others, whatever stands before them: country code, zero, nothing. */
const TELLING = 8;

/** True where two numbers are one: equal, or equal in their last digits where both are long enough. */
export const sameNumber = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((number) => plainNumber(number).replace(/^\+/, ''));
  if (a === undefined || b === undefined || a === '' || b === '') return false;
  return a === b || (a.length >= TELLING && b.length >= TELLING && (a.endsWith(b) || b.endsWith(a)));
};
