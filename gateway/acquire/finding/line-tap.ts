import type { BytePort } from '../../domain/byte-port.ts';

/** More isn't remembered of one question: a line that talks without end must not fill the memory. */
const MOST_HEARD = 512;

/** Listens to a port between its owner and the wire, to tell what came when no answer did. */
export interface LineTap {
  /** The port for its owner to use. */
  readonly port: BytePort;
  /** Forgets what was heard. */
  begin(): void;
  /** What came since, without the echo of what was sent. */
  heard(): readonly number[];
  /** True when what came began with all that was sent. */
  echoed(): boolean;
}

/** Taps a port. */
export const tapped = (port: BytePort): LineTap => {
  let sent: number[] = [];
  let heard: number[] = [];
  const echoed = (): boolean =>
    sent.length > 0 && heard.length >= sent.length && sent.every((byte, place) => byte === heard[place]);
  const note = (noted: number[], bytes: Uint8Array): void => {
    noted.push(...bytes.subarray(0, MOST_HEARD - noted.length));
  };
  return {
    port: {
      write: (bytes) => {
        note(sent, bytes);
        port.write(bytes);
      },
      onBytes: (listener) =>
        port.onBytes((bytes) => {
          note(heard, bytes);
          listener(bytes);
        }),
      onLost: (listener) => port.onLost(listener),
      close: () => port.close(),
    },
    begin: () => {
      sent = [];
      heard = [];
    },
    heard: () => (echoed() ? heard.slice(sent.length) : heard),
    echoed,
  };
};
