import type { UtcMillis } from './clock.ts';

/** Bytes as an analyzer sent them, kept beside the journal; the record names them by their SHA-256. */
export interface RawRecord {
  /** SHA-256 of the bytes, as 64 lower-case hex digits. */
  readonly hash: string;
  readonly analyzer: string;
  readonly receivedAt: UtcMillis;
  readonly bytes: Uint8Array;
}
