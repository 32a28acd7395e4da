import type { OpenedPort } from '../../../gateway/acquire/line/opened-port.ts';

/** A port whose far end is the test. */
export interface ScriptedPort extends OpenedPort {
  /** What was written to it, run by run, in hex. */
  readonly written: string[];
  /** Says so in hex, at once. */
  say(hex: string): void;
  lose(reason: string): void;
  isClosed(): boolean;
}

/** Bytes of hex text; blanks don't count. */
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

/** A port that does only what it is told to. */
export const scriptedPort = (): ScriptedPort => {
  let heard: (bytes: Uint8Array) => void = () => undefined;
  let lost: (reason: string) => void = () => undefined;
  let closed = false;
  const written: string[] = [];
  return {
    written,
    write: (bytes) => void written.push(Buffer.from(bytes).toString('hex')),
    onBytes: (listener) => {
      heard = listener;
    },
    onLost: (listener) => {
      lost = listener;
    },
    close: async () => {
      closed = true;
    },
    say: (hex) => heard(bytesOf(hex)),
    lose: (reason) => lost(reason),
    isClosed: () => closed,
  };
};
