import { describe, expect, test } from 'vitest';
import type { BytePort } from '../../gateway/domain/byte-port.ts';

/** Two ends of an open line, and how to let what was written arrive. */
export interface OpenLine {
  readonly near: BytePort;
  readonly far: BytePort;
  /** Resolves when everything written so far has arrived, and losses are told. */
  settle(): Promise<void>;
}

const collected = (port: BytePort): number[] => {
  const bytes: number[] = [];
  port.onBytes((run) => bytes.push(...run));
  return bytes;
};

/** What every pair of ports must do, whatever stands between them. */
export const bytePortContract = (name: string, open: () => Promise<OpenLine>): void => {
  describe(`${name} is a byte port`, () => {
    test('keeps the order of bytes in both directions, however they are cut', async () => {
      const { near, far, settle } = await open();
      const [atNear, atFar] = [collected(near), collected(far)];
      for (let first = 0; first < 200; first += 8) {
        near.write(Uint8Array.from({ length: 8 }, (_, place) => first + place));
        far.write(Uint8Array.of(first, first + 1));
        far.write(Uint8Array.of(first + 2));
      }
      await settle();
      expect(atFar).toEqual(Array.from({ length: 200 }, (_, place) => place));
      expect(atNear).toEqual(Array.from({ length: 25 }, (_, run) => [run * 8, run * 8 + 1, run * 8 + 2]).flat());
      await Promise.all([near.close(), far.close()]);
    });

    test('is not disturbed when the writer uses its buffer again', async () => {
      const { near, far, settle } = await open();
      const atFar = collected(far);
      const buffer = Uint8Array.of(1, 2, 3);
      near.write(buffer);
      buffer.fill(9);
      await settle();
      expect(atFar).toEqual([1, 2, 3]);
      await Promise.all([near.close(), far.close()]);
    });

    test('tells once that the other end is gone, and drops what is written then', async () => {
      const { near, far, settle } = await open();
      const reasons: string[] = [];
      near.onLost((reason) => reasons.push(reason));
      near.onBytes(() => undefined);
      await far.close();
      await settle();
      near.write(Uint8Array.of(1));
      await settle();
      expect(reasons).toHaveLength(1);
      expect(reasons[0]).not.toBe('');
      await near.close();
    });

    test('tells nothing after its own close, and may be closed twice', async () => {
      const { near, far, settle } = await open();
      const reasons: string[] = [];
      near.onLost((reason) => reasons.push(reason));
      await near.close();
      await near.close();
      await far.close();
      await settle();
      expect(reasons).toEqual([]);
    });
  });
};
