const hex = (octets: readonly number[]): string =>
  octets.map((octet) => octet.toString(16).padStart(2, '0').toUpperCase()).join('');

/** 28 November 2026, 10:00:00, eight hours east. */
const STAMP = '62118201000023';

const swapped = (digits: string): string => (digits.length % 2 === 0 ? digits : `${digits}F`).replace(/(.)(.)/g, '$2$1');

const address = (number: string): string => {
  const digits = number.replace('+', '');
  return `${hex([digits.length, number.startsWith('+') ? 0x91 : 0x81])}${swapped(digits)}`;
};

/** A short message as a network delivers it, in UCS2, the service centre before it. */
export const deliverPdu = (from: string, text: string): string => {
  const data = Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
  return `0891683108200105F004${address(from)}0008${STAMP}${hex([data.length / 2])}${data}`;
};

/** The report that a message of this reference has arrived. */
export const reportPdu = (reference: number, to: string): string => `0006${hex([reference])}${address(to)}${STAMP}${STAMP}00`;
