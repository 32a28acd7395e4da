import { afterEach, describe, expect, test, vi } from 'vitest';
import type { BytePort } from '../../../../gateway/domain/byte-port.ts';

/** Both ends of an open line. */
export interface Ends {
  readonly near: BytePort;
  readonly far: {
    write(bytes: Uint8Array): void;
    onBytes(listener: (bytes: Uint8Array) => void): void;
    /** Goes away, as a device does that is unplugged. */
    leave(): Promise<void>;
  };
}

const collected = (source: { onBytes(listener: (bytes: Uint8Array) => void): void }): number[] => {
  const bytes: number[] = [];
  source.onBytes((run) => bytes.push(...run));
  return bytes;
};

const PATIENCE = { timeout: 4_000, interval: 5 };

/** What every port promises, whatever it is made of: the wire, the socket and the simulators' pipe are the same to a bus. */
export const portContract = (name: string, open: () => Promise<Ends>): void => {
  describe(`${name} is a port`, () => {
    let ends: Ends | undefined;
    const opened = async (): Promise<Ends> => {
      ends = await open();
      return ends;
    };
    afterEach(async () => {
      await ends?.near.close();
      await ends?.far.leave();
    });

    test('that keeps the order of bytes, however they are cut, in both directions', async () => {
      const { near, far } = await opened();
      const [atNear, atFar] = [collected(near), collected(far)];
      const sent = Array.from({ length: 600 }, (_, place) => (place * 7) & 0xff);
      for (let from = 0; from < sent.length; from += 37) {
        near.write(Uint8Array.from(sent.slice(from, from + 37)));
        far.write(Uint8Array.from(sent.slice(from, from + 37)));
      }
      await vi.waitFor(() => expect([atNear, atFar]).toEqual([sent, sent]), PATIENCE);
    });

    test('that says once, and in words, that the far side is gone', async () => {
      const { near, far } = await opened();
      const reasons: string[] = [];
      near.onLost((reason) => reasons.push(reason));
      await far.leave();
      await vi.waitFor(() => expect(reasons).toHaveLength(1), PATIENCE);
      expect(reasons[0]).not.toBe('');
      near.write(Uint8Array.of(1)); // nobody is there: dropped, and no reason to fail
      await near.close();
      expect(reasons).toHaveLength(1);
    });

    test('that says nothing any more once it is closed, and may be closed twice', async () => {
      const { near, far } = await opened();
      const heard = collected(near);
      const reasons: string[] = [];
      near.onLost((reason) => reasons.push(reason));
      await near.close();
      await near.close();
      far.write(Uint8Array.of(1, 2, 3));
      await far.leave();
      expect([heard, reasons]).toEqual([[], []]);
    });
  });
};
