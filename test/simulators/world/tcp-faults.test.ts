import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { disturbTcp, type TcpFaults } from '../../../simulators/world/tcp-faults.ts';

const FRAME = Uint8Array.of(0, 7, 0, 0, 0, 5, 3, 4, 2, 0, 42);

const become = (faults: TcpFaults, seed: number) => disturbTcp(faults, seededRandom(seed))(FRAME);

describe('faults of an answer over TCP', () => {
  test('another unit’s answer keeps transaction and length, and is never of the unit that was asked', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const [sending] = become({ foreignUnit: 1 }, seed).sendings;
      const bytes = sending?.is === 'bytes' ? sending.bytes : new Uint8Array();
      expect(bytes[6]).not.toBe(3);
      expect([...bytes.subarray(0, 6)]).toEqual([...FRAME.subarray(0, 6)]);
    }
  });

  test('another transaction is never the one that was asked', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const [sending] = become({ wrongTransaction: 1 }, seed).sendings;
      expect(sending).toMatchObject({ is: 'bytes', completes: false });
      expect(sending?.is === 'bytes' && sending.bytes[1]).not.toBe(7);
    }
  });

  test('pieces make the whole, and only the last completes it', () => {
    const { sendings, done } = become({ split: { chance: 1, most: 20 } }, 1);
    expect(sendings.flatMap((sending) => (sending.is === 'bytes' ? [...sending.bytes] : []))).toEqual([...FRAME]);
    expect(sendings.map((sending) => sending.is === 'bytes' && sending.completes)).toEqual([false, true]);
    expect(done).toEqual(['split']);
  });

  test('without faults an answer leaves as it is', () => {
    expect(disturbTcp({}, undefined)(FRAME)).toEqual({
      sendings: [{ is: 'bytes', after: 0, bytes: FRAME, completes: true }],
      done: [],
    });
    expect(() => disturbTcp({ lost: 0.1 }, undefined)).toThrow('chance by seed');
  });
});
