import type { Cancel, Clock } from '../../../../gateway/domain/clock.ts';
import type { OpenHost } from './meter-line.ts';

/** CRC-8/0x31 by table, as the meter doesn't reckon it. */
const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ 0x31) & 0xff : (crc << 1) & 0xff;
  return crc;
});
export const crc8 = (bytes: Uint8Array): number => bytes.reduce((crc, byte) => TABLE[crc ^ byte] ?? 0, 0);

export const requestOf = (command: number, data: readonly number[]): Uint8Array => {
  const counted = Uint8Array.of(command, data.length, 0, ...data);
  return Uint8Array.of(0x7e, ...counted, crc8(counted), 0xaa);
};

/** A host that asks for `request` every 5 s, and takes whole frames alone. */
export const dayuanHost = (clock: Clock, request: Uint8Array, kept: (frame: Buffer) => void): OpenHost => {
  return (write) => {
    let heard = Buffer.alloc(0);
    let timer: Cancel = () => undefined;
    const ask = (): void => {
      write(request);
      timer = clock.after(5000, ask);
    };
    const take = (): boolean => {
      if (heard.length < 4) return false;
      const size = heard.readUInt16LE(2) + 6;
      if (heard[0] !== 0x7e || size > 64) {
        heard = heard.subarray(1);
        return true;
      }
      if (heard.length < size) return false;
      const frame = heard.subarray(0, size);
      const isWhole = frame[size - 1] === 0xaa && frame[size - 2] === crc8(frame.subarray(1, size - 2));
      if (isWhole) kept(Buffer.from(frame));
      heard = heard.subarray(isWhole ? size : 1);
      return true;
    };
    ask();
    return {
      onBytes: (bytes) => {
        heard = Buffer.concat([heard, bytes]);
        while (take());
      },
      close: () => timer(),
    };
  };
};
