import type { AnalyzerProfile } from '../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Kept, Transfer } from '../../domain/sent-result.ts';

/** What is counted of an analyzer's link; all since the start. */
export interface ConversationCounters {
  /** Transfers handed over and kept. */
  transfers: number;
  /** Bytes that belong to no frame or record. */
  noiseBytes: number;
  /** Frames or records refused: bad checksum, wrong number, wrong length. */
  refused: number;
  /** Frames that came again after a lost acknowledgement. */
  duplicateFrames: number;
  /** Transfers that ended before their end. */
  incomplete: number;
  /** Transfers that could not be kept, and so were not acknowledged. */
  unkept: number;
}

/** What a conversation with an analyzer needs of the port that it runs on, and of whoever keeps what it brings. */
export interface ConversationNeeds {
  readonly analyzer: string;
  readonly profile: AnalyzerProfile;
  readonly clock: Clock;
  /** IANA time zone of the site, for instruments that are asked by day; absent: UTC. */
  readonly timezone?: string;
  /** Sends bytes to the analyzer; bytes to a lost port are dropped. */
  write(bytes: Uint8Array): void;
  /** Keeps a transfer; resolves when it has outlived a power cut. Only then may it be acknowledged. Rejects where it can't be kept: then it must not be. */
  keep(transfer: Transfer): Promise<Kept>;
  /** The link's bytes mean nothing for a while, or do again; words for the log. */
  onUnreadable(active: boolean, why: string): void;
  readonly counters: ConversationCounters;
}

/** One analyzer's talk on one open port: bytes in, bytes out, transfers to keep. Never throws: a line carries noise. */
export interface Conversation {
  onBytes(bytes: Uint8Array): void;
  /** The port is gone: what was incomplete is counted, and its timers end. Harmless when called again. */
  close(): void;
}

/** Counters at zero. */
export const newCounters = (): ConversationCounters => ({
  transfers: 0,
  noiseBytes: 0,
  refused: 0,
  duplicateFrames: 0,
  incomplete: 0,
  unkept: 0,
});
