const hex = (octets: readonly number[]): string =>
  octets.map((octet) => octet.toString(16).padStart(2, '0').toUpperCase()).join('');

/** 28 November 2026, 10:00:00, eight hours east. */
const STAMP = '62118201000023';

/** A moment as the network writes it, eight hours east. */
export const stampAt = (at: number): string => {
  const [year = 0, ...rest] = new Date(at + 8 * 3_600_000).toISOString().split(/\D/).map(Number);
  return `${[year % 100, ...rest.slice(0, 5)].map((part) => swapped(String(part).padStart(2, '0'))).join('')}23`;
};

const swapped = (digits: string): string => (digits.length % 2 === 0 ? digits : `${digits}F`).replace(/(.)(.)/g, '$2$1');

const address = (number: string): string => {
  const digits = number.replace('+', '');
  return `${hex([digits.length, number.startsWith('+') ? 0x91 : 0x81])}${swapped(digits)}`;
};

const CENTRE = '0891683108200105F0';

/** Which part of how many a message is. */
export interface DeliveredPart {
  readonly reference: number;
  readonly of: number;
  readonly place: number;
}

/** A short message as a network delivers it, in UCS2, the service centre before it. `stamp`: when the network took it, as it writes it. */
export const deliverPdu = (from: string, text: string, part?: DeliveredPart, stamp = STAMP): string => {
  const header = part === undefined ? '' : hex([5, 0, 3, part.reference, part.of, part.place]);
  const data = `${header}${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}`;
  return `${CENTRE}${part === undefined ? '04' : '44'}${address(from)}0008${stamp}${hex([data.length / 2])}${data}`;
};

/** The same in the default alphabet, for text of which each sign has the number that ASCII gives it. */
export const deliverPlainPdu = (from: string, text: string, stamp = STAMP): string => {
  const bits = [...text]
    .map((sign) => sign.charCodeAt(0).toString(2).padStart(7, '0'))
    .reverse()
    .join('');
  const octets = bits.padStart(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  const data = hex(octets.map((octet) => Number.parseInt(octet, 2)).reverse());
  return `${CENTRE}04${address(from)}0000${stamp}${hex([text.length])}${data}`;
};

/** The report of the network on a message of this reference; `status` 0: it has arrived. */
export const reportPdu = (reference: number, to: string, stamp = STAMP, status = 0): string =>
  `0006${hex([reference])}${address(to)}${stamp}${stamp}${hex([status])}`;
