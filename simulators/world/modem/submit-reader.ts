/** A short message as a network would read it from a submitted PDU. */
export interface Submitted {
  readonly to: string;
  readonly text: string;
  /** Bytes of the user data. */
  readonly bytes: number;
  readonly wantsReport: boolean;
  readonly part?: { readonly reference: number; readonly of: number; readonly place: number };
}

/** Reads an SMS-SUBMIT in UCS2. Throws an Error with the reason for whatever a network would refuse. */
export const readSubmit = (pdu: string): Submitted => {
  const octets = (pdu.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  if (octets.some(Number.isNaN) || pdu.length % 2 === 1) throw new Error('no hexadecimal digits');
  const take = (count: number): number[] => {
    if (octets.length < count) throw new Error('too short');
    return octets.splice(0, count);
  };
  const one = (): number => take(1)[0] ?? 0;
  take(one());
  const first = one();
  if ((first & 0b11) !== 0b01) throw new Error('no SMS-SUBMIT');
  one();
  const to = readNumber(one(), one(), take);
  take(1);
  if (one() !== 8) throw new Error('not UCS2');
  if ((first & 0b11000) === 0b10000) take(1);
  const bytes = one();
  if (bytes > 140 || bytes !== octets.length) throw new Error('wrong length of the user data');
  const part = first & 0x40 ? readHeader(take(one())) : undefined;
  const text = Buffer.from(octets).swap16().toString('utf16le');
  return { to, text, bytes, wantsReport: (first & 0x20) !== 0, ...(part === undefined ? {} : { part }) };
};

const readNumber = (length: number, type: number, take: (count: number) => number[]): string => {
  const digits = take(Math.ceil(length / 2))
    .map((octet) => `${(octet & 15).toString(16)}${(octet >> 4).toString(16)}`)
    .join('');
  return `${type === 0x91 ? '+' : ''}${digits.slice(0, length)}`;
};

const readHeader = ([identifier, length, reference = 0, of = 0, place = 0]: readonly number[]): NonNullable<
  Submitted['part']
> => {
  if (identifier !== 0 || length !== 3 || place < 1 || place > of) throw new Error('no header of a concatenated message');
  return { reference, of, place };
};
