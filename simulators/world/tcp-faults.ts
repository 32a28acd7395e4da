import type { Millis } from '../../gateway/domain/clock.ts';
import { type ChanceOf, disturb, type FrameFaults } from './frame-faults.ts';

/** What may happen to an answer over TCP: the network itself keeps bytes whole, but what stands behind it may not. */
export interface TcpFaults extends Pick<FrameFaults, 'late' | 'lost' | 'truncated' | 'duplicated' | 'stray' | 'foreignUnit'> {
  /** The transaction id is another one. */
  readonly wrongTransaction?: number | undefined;
  /** It comes in two pieces, this far apart at most. */
  readonly split?: ChanceOf | undefined;
  /** The connection is closed in its place. */
  readonly closed?: number | undefined;
}
export type TcpFault = keyof TcpFaults;

/** A piece of an answer, or the end of the connection. */
export type TcpSending =
  | {
      readonly is: 'bytes';
      readonly after: Millis;
      readonly bytes: Uint8Array;
      readonly completes: boolean;
      /** More of the same frame follows: nothing else may come in between on this connection. */
      readonly begins?: true;
    }
  | { readonly is: 'close' };

export interface TcpDisturbed {
  readonly sendings: readonly TcpSending[];
  readonly done: readonly TcpFault[];
}

// Modbus Messaging on TCP/IP V1.0b, 3.1.3: transaction id in bytes 0 and 1, unit in byte 6.
const readdressedTcp = (frame: Uint8Array, unit: number): Uint8Array => {
  const other = frame.slice();
  other[6] = unit;
  return other;
};

const TCP_ADDRESSING = { unitAt: 6, readdressed: readdressedTcp } as const;

const otherTransaction = (frame: Uint8Array, random: () => number): Uint8Array => {
  const other = frame.slice();
  other[1] = ((other[1] ?? 0) + 1 + Math.floor(random() * 254)) & 0xff;
  return other;
};

const inPieces = (
  sending: { readonly after: Millis; readonly bytes: Uint8Array; readonly whole: boolean },
  pause: Millis,
  random: () => number,
): readonly TcpSending[] => {
  const { after, bytes, whole } = sending;
  const cut = 1 + Math.floor(random() * (bytes.length - 1));
  return [
    { is: 'bytes', after, bytes: bytes.subarray(0, cut), completes: false, begins: true },
    { is: 'bytes', after: after + pause, bytes: bytes.subarray(cut), completes: whole },
  ];
};

/** Decides what becomes of an answer's frame (header and all), by `random` alone. */
export const disturbTcp = (faults: TcpFaults, random: (() => number) | undefined): ((frame: Uint8Array) => TcpDisturbed) => {
  const { wrongTransaction = 0, split, closed = 0, late, lost, truncated, duplicated, stray, foreignUnit } = faults;
  const become = disturb({ late, lost, truncated, duplicated, stray, foreignUnit }, random, TCP_ADDRESSING);
  const chance = random ?? ((): number => 1);
  return (frame) => {
    if (chance() < closed) return { sendings: [{ is: 'close' }], done: ['closed'] };
    const isWrong = chance() < wrongTransaction;
    const isSplit = chance() < (split?.chance ?? 0);
    const common = become(isWrong ? otherTransaction(frame, chance) : frame);
    const done: TcpFault[] = common.done.filter(
      (fault): fault is Exclude<typeof fault, 'flipped' | 'burst' | 'scrambled' | 'noise'> => fault in faults,
    );
    if (isWrong) done.push('wrongTransaction');
    if (isSplit) done.push('split');
    const sendings = common.sendings.map((sending) => ({ ...sending, whole: sending.whole && !isWrong }));
    if (isSplit)
      return { sendings: sendings.flatMap((sending) => inPieces(sending, chance() * (split?.most ?? 0), chance)), done };
    return { sendings: sendings.map(({ after, bytes, whole }) => ({ is: 'bytes', after, bytes, completes: whole })), done };
  };
};
