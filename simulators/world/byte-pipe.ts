import type { BytePort } from '../../gateway/domain/byte-port.ts';
import type { Clock } from '../../gateway/domain/clock.ts';
import { disturb, type FrameFault, type FrameFaults } from './frame-faults.ts';
import { RTU_ADDRESSING } from './rtu-checksum.ts';
import { createWire, type Wire } from './wire.ts';

export interface BytePipeNeeds {
  readonly clock: Clock;
  /** Characters take their time on the wire when given; else bytes arrive at once. */
  readonly baud?: number;
  /** Bits on the wire for a character: start, data, parity or second stop, stop. Default 11. */
  readonly bits?: number;
  /** Characters handed over at a time; the last is always on time. Default 1: each character at its own instant. */
  readonly grain?: number;
  /** What happens to what the far end writes, each write taken as a frame; needs `random`. */
  readonly faults?: FrameFaults;
  readonly random?: () => number;
  /** What the near end writes comes back to it, as from an adapter that hears itself. */
  readonly echo?: boolean;
}

/** The wire between the two ends, for whoever wants to spoil it or to look at it. */
export interface PipeWire {
  /** From now on these faults; needs `random`. */
  disturb(faults: FrameFaults): void;
  /** Puts bytes on the wire toward the near end that nobody sent. */
  noise(bytes: Uint8Array): void;
  /** Both ends are lost, with these words; what is on the wire is gone. */
  unplug(reason: string): void;
  /** How often each fault struck. */
  struck(): ReadonlyMap<FrameFault, number>;
  /** Characters that the wire carried, in each direction. */
  carried(): { readonly toNear: number; readonly toFar: number };
}

/** One end of the pipe as its owner sees it, and as the pipe does. */
interface End {
  readonly port: BytePort;
  receive(bytes: Uint8Array): void;
  lose(reason: string): void;
}

const createEnd = (send: (bytes: Uint8Array) => void, closed: () => void): End => {
  let onBytes: ((bytes: Uint8Array) => void) | undefined;
  let onLost: ((reason: string) => void) | undefined;
  let open = true;
  const port: BytePort = {
    write: (bytes) => {
      if (open) send(bytes);
    },
    onBytes: (listener) => {
      onBytes = listener;
    },
    onLost: (listener) => {
      onLost = listener;
    },
    close: async () => {
      if (!open) return;
      open = false;
      closed();
    },
  };
  return {
    port,
    receive: (bytes) => {
      if (open) onBytes?.(bytes);
    },
    lose: (reason) => {
      if (!open) return;
      open = false;
      onLost?.(reason);
    },
  };
};

/** Sends what becomes of each of the far end's frames, and counts what struck it. */
const createSpoiler = ({ clock, random }: BytePipeNeeds, toNear: Wire, struck: Map<FrameFault, number>) => {
  return (faults: FrameFaults): ((frame: Uint8Array) => void) => {
    const become = disturb(faults, random, RTU_ADDRESSING);
    return (frame) => {
      const { sendings, done } = become(frame);
      for (const fault of done) struck.set(fault, (struck.get(fault) ?? 0) + 1);
      for (const { after, bytes } of sendings) {
        if (after === 0) toNear.send(bytes);
        else clock.after(after, () => toNear.send(bytes));
      }
    };
  };
};

/**
 * A line in memory: what one end writes arrives at the other, in order, paced where `baud` is given. Closing an end loses
 * the other one. Bytes that arrive where nobody listens are gone.
 */
export const bytePipe = (needs: BytePipeNeeds): readonly [near: BytePort, far: BytePort, wire: PipeWire] => {
  const { clock, baud, bits = 11, grain = 1, echo = false } = needs;
  const pace = { clock, grain, character: baud === undefined ? 0 : (bits * 1000) / baud };
  const struck = new Map<FrameFault, number>();
  const toNear = createWire(pace, (bytes) => near.receive(bytes));
  const toFar = createWire(pace, (bytes) => {
    if (echo) near.receive(bytes);
    far.receive(bytes);
  });
  const toldLater = (end: () => End, reason: string) => () => {
    clock.after(0, () => end().lose(reason));
  };
  let farSends = needs.faults === undefined ? toNear.send : createSpoiler(needs, toNear, struck)(needs.faults);
  const near = createEnd(
    toFar.send,
    toldLater(() => far, 'the other end was closed'),
  );
  const far = createEnd(
    (bytes) => farSends(bytes.slice()),
    toldLater(() => near, 'the other end was closed'),
  );
  const wire: PipeWire = {
    disturb: (faults) => {
      farSends = createSpoiler(needs, toNear, struck)(faults);
    },
    noise: toNear.send,
    unplug: (reason) => {
      toNear.clear();
      toFar.clear();
      near.lose(reason);
      far.lose(reason);
    },
    struck: () => struck,
    carried: () => ({ toNear: toNear.carried(), toFar: toFar.carried() }),
  };
  return [near.port, far.port, wire];
};
