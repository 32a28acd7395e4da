/** A record of 73 bytes, written independently of the gateway: what stands in it, and zeros elsewhere. */
export interface RecordParts {
  /** Second, minute, hour, day, month, item, year and the two last. */
  readonly info: readonly number[];
  /** Channel from 1 to its two numbers. */
  readonly channels?: Readonly<Record<number, readonly [number, number]>>;
}

export const recordOf = ({ info, channels = {} }: RecordParts): Uint8Array => {
  const bytes = Buffer.alloc(73);
  Buffer.from(info).copy(bytes);
  for (const [channel, [first, second]] of Object.entries(channels)) {
    bytes.writeFloatBE(first, 9 + (Number(channel) - 1) * 8);
    bytes.writeFloatBE(second, 13 + (Number(channel) - 1) * 8);
  }
  return Uint8Array.from(bytes);
};

/** Info bytes of 2026-03-02T08:05:`second`, item 1. */
export const infoAt = (second: number, mask: number, block = 0): readonly number[] => [second, 5, 8, 2, 3, 1, 26, mask, block];

/** One channel of a group of 501 bytes. */
export interface GroupChannel {
  readonly at: number;
  readonly number: number;
  readonly name: Uint8Array;
  readonly absorbance: number;
  readonly change: number;
  readonly result: number;
  readonly conclusion: number;
}

export const groupOf = (record: number, date: string, mask: number, channels: readonly GroupChannel[]): Uint8Array => {
  const bytes = Buffer.alloc(501);
  bytes.writeUInt32BE(record, 0);
  bytes.write(date, 5, 'latin1');
  bytes.write('Zhang', 16, 'latin1');
  bytes[27] = mask;
  channels.forEach((channel) => {
    const place = 29 + (channel.at - 1) * 59;
    bytes[place] = channel.number;
    bytes.writeUInt16BE(channel.at, place + 1);
    Buffer.from(channel.name).copy(bytes, place + 3);
    bytes.writeFloatBE(channel.absorbance, place + 46);
    bytes.writeFloatBE(channel.change, place + 50);
    bytes.writeFloatBE(channel.result, place + 54);
    bytes[place + 58] = channel.conclusion;
  });
  return Uint8Array.from(bytes);
};
