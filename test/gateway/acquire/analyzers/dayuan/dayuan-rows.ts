/** CRC-8 of DaYuan frames, bit by bit: written independently of the gateway. */
const checksum = (bytes: readonly number[]): number => {
  let rest = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const out = ((rest >> 7) ^ (byte >> bit)) & 1;
      rest = (rest << 1) & 0xff;
      if (out === 1) rest ^= 0x31;
    }
  }
  return rest;
};

/** A frame `7E CMD LEN LEN data CRC8 AA`. */
export const frameOf = (command: number, data: readonly number[]): Uint8Array => {
  const body = [command, data.length & 0xff, data.length >> 8, ...data];
  return Uint8Array.of(0x7e, ...body, checksum(body), 0xaa);
};

const two = (value: number): readonly number[] => [value & 0xff, (value >> 8) & 0xff];

/** What a row of the LZ-4000T holds; its inhibition times 100. */
export interface LzRow {
  readonly number: number;
  readonly name?: readonly number[];
  readonly time: readonly number[];
  readonly inhibition: number;
  readonly party?: readonly number[];
}

export const lzRow = (row: LzRow, index = 1, total = 1): Uint8Array => {
  const name = Array.from({ length: 6 }, (_, place) => row.name?.[place] ?? 0);
  const party = row.party === undefined ? [] : Array.from({ length: 16 }, (_, place) => row.party?.[place] ?? 0);
  return frameOf(0x11, [
    ...two(total),
    ...two(index),
    ...two(row.number),
    ...name,
    ...row.time,
    ...two(row.inhibition),
    ...party,
  ]);
};

/** What a row of the TL-310 holds; its inhibition times 10. */
export interface TlRow {
  readonly channel: number;
  readonly standard?: number;
  readonly time: readonly number[];
  readonly absorbance?: number;
  readonly inhibition: number;
  readonly conclusion?: number;
}

export const tlRow = (row: TlRow, index = 1, total = 1): Uint8Array =>
  frameOf(0x16, [
    0xff,
    ...two(total),
    ...two(index),
    row.channel,
    row.standard ?? 0,
    ...row.time,
    0,
    0,
    ...two(row.absorbance ?? 596),
    ...two(row.inhibition),
    row.conclusion ?? 2,
    0,
  ]);
