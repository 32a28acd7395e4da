import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import {
  type Conversation,
  type ConversationCounters,
  type ConversationNeeds,
  newCounters,
} from '../../../../gateway/acquire/analyzers/conversation.ts';
import type { Kept, Transfer } from '../../../../gateway/domain/sent-result.ts';
import { createManualClock, type ManualClock } from '../../../../simulators/world/manual-clock.ts';

/** How a disk takes a transfer: at once, after some ms, or not at all. */
export type Disk = (transfer: Transfer, attempt: number) => number | 'refused';

/** A conversation under a test's hand. */
export interface TalkOnTrial {
  readonly clock: ManualClock;
  readonly counters: ConversationCounters;
  /** What was durable, in order. */
  readonly kept: readonly Transfer[];
  /** Everything that left the box, in hex, a text each time it was written. */
  readonly written: readonly string[];
  readonly unreadable: readonly boolean[];
  /** Bytes from the meter. */
  send(bytes: Uint8Array | string): void;
  /** Moves the clock on. */
  pass(ms: number): Promise<void>;
  close(): void;
}

/** Bytes written as hex, with or without blanks. */
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

/** Bytes as hex with blanks, in capitals. */
export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');

/** Every byte that any conversation of this test file wrote. */
export const everWritten: string[] = [];

const KEPT: Kept = { tests: 1, duplicates: 0, quarantined: 0 };

/** Starts a conversation; `onWritten` may answer as a meter does. */
export const talkOnTrial = (
  profile: AnalyzerProfile,
  create: (needs: ConversationNeeds) => Conversation,
  options: { readonly disk?: Disk; readonly onWritten?: (hex: string, talk: TalkOnTrial) => void; readonly now?: number } = {},
): TalkOnTrial => {
  const clock = createManualClock({ now: options.now ?? Date.UTC(2026, 2, 2, 1), elapsed: 60_000 });
  const counters = newCounters();
  const kept: Transfer[] = [];
  const written: string[] = [];
  const unreadable: boolean[] = [];
  let attempts = 0;
  const keep = (transfer: Transfer): Promise<Kept> => {
    attempts += 1;
    const takes = (options.disk ?? (() => 0))(transfer, attempts);
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        if (takes === 'refused') reject(new Error('the disk is full'));
        else {
          kept.push(transfer);
          resolve(KEPT);
        }
      };
      if (takes === 'refused' || takes === 0) settle();
      else clock.after(takes, settle);
    });
  };
  let conversation: Conversation | undefined;
  const talk: TalkOnTrial = {
    clock,
    counters,
    kept,
    written,
    unreadable,
    send: (bytes) => conversation?.onBytes(typeof bytes === 'string' ? bytesOf(bytes) : bytes),
    pass: (ms) => clock.advance(ms, 'promises'),
    close: () => conversation?.close(),
  };
  conversation = create({
    analyzer: 'meter',
    profile,
    clock,
    timezone: 'Asia/Shanghai',
    write: (bytes) => {
      const hex = hexOf(bytes);
      written.push(hex);
      everWritten.push(hex);
      // As on a wire: the answer comes after the write has ended.
      clock.after(1, () => options.onWritten?.(hex, talk));
    },
    keep,
    onUnreadable: (active) => unreadable.push(active),
    counters,
  });
  return talk;
};
