import type { AnalyzerProfile } from '../../../device-profiles/analyzer/analyzer-profile.ts';
import { type Conversation, type ConversationNeeds, newCounters } from '../../../gateway/acquire/analyzers/conversation.ts';
import type { Transfer } from '../../../gateway/domain/sent-result.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';

/** What one kind of fuzz came to on one link. */
export interface FuzzFinding {
  readonly kind: string;
  readonly bytes: number;
  /** Exceptions that came out of the conversation. */
  readonly crashes: number;
  /** Results handed over that nobody sent. */
  readonly strangers: number;
  /** What chance makes of them, where the link has nothing to tell them by; 0 where not one may come. */
  readonly expected: number;
}

/** A link of analyzers under fire. */
export interface FuzzedLink {
  readonly name: string;
  /** About `bytes` bytes of each kind of fuzz. */
  fuzz(bytes: number, random: () => number): Promise<readonly FuzzFinding[]>;
}

/** A conversation that is fed, and what it handed over. */
export interface FuzzedTalk {
  readonly clock: ManualClock;
  /** Bytes from the wire; what is thrown is counted. */
  send(bytes: Uint8Array): void;
  /** Moves the clock on. */
  pass(ms: number): Promise<void>;
  /** Bytes that the conversation wrote last. */
  lastWritten(): Uint8Array;
  /** The same, once: empty where nothing was written since the last call. */
  takeWritten(): Uint8Array;
  sent(): number;
  crashes(): number;
  close(): void;
}

/** Opens a conversation whose disk takes everything at once; `onKept` sees each transfer. */
export const fuzzedTalk = (
  profile: AnalyzerProfile,
  create: (needs: ConversationNeeds) => Conversation,
  onKept: (transfer: Transfer) => void,
): FuzzedTalk => {
  const clock = createManualClock();
  let last = new Uint8Array();
  let unread = new Uint8Array();
  let sent = 0;
  let crashes = 0;
  const conversation = create({
    analyzer: 'fuzzed',
    profile,
    clock,
    write: (bytes) => {
      last = bytes.slice();
      unread = last;
    },
    keep: (transfer) => {
      onKept(transfer);
      return Promise.resolve({ tests: transfer.understood.results.length, duplicates: 0, quarantined: 0 });
    },
    onUnreadable: () => undefined,
    counters: newCounters(),
  });
  return {
    clock,
    send: (bytes) => {
      sent += bytes.length;
      try {
        conversation.onBytes(bytes);
      } catch {
        crashes += 1;
      }
    },
    pass: (ms) => clock.advance(ms, 'promises'),
    lastWritten: () => last,
    takeWritten: () => {
      const written = unread;
      unread = new Uint8Array();
      return written;
    },
    sent: () => sent,
    crashes: () => crashes,
    close: () => conversation.close(),
  };
};

/** Bytes that are anything. */
export const noiseBytes = (length: number, random: () => number): Uint8Array =>
  Uint8Array.from({ length }, () => Math.floor(random() * 256));

/** Noise of any length at any moment, into a conversation that nobody answers. */
export const fuzzWithNoise = async (
  profile: AnalyzerProfile,
  create: (needs: ConversationNeeds) => Conversation,
  bytes: number,
  random: () => number,
): Promise<FuzzFinding> => {
  let strangers = 0;
  const talk = fuzzedTalk(profile, create, ({ understood }) => {
    strangers += understood.results.length;
  });
  while (talk.sent() < bytes) {
    talk.send(noiseBytes(1 + Math.floor(random() * 2_000), random));
    await talk.pass(Math.floor(random() * 3_000));
  }
  talk.close();
  return { kind: 'noise at any moment', bytes: talk.sent(), crashes: talk.crashes(), strangers, expected: 0 };
};
