/**
 * An open port: only a sink and a source of bytes. Serial ports, sockets and the simulators' pipes all are one.
 * A port that was lost never comes back: open a new one.
 */
export interface BytePort {
  /** Sends bytes, in order, as soon as may be. Bytes written to a lost port are dropped. */
  write(bytes: Uint8Array): void;
  /** Calls back with each run of bytes as it arrives; one listener. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Calls back once when the port is lost, with words that say why; one listener. Not called after `close`. */
  onLost(listener: (reason: string) => void): void;
  /** Lets the port go. Harmless when it is lost already. */
  close(): Promise<void>;
}
