import type { Clock, Millis, UtcMillis } from '../../domain/clock.ts';
import { decodePdu, type Received } from './decode-deliver.ts';
import { createJoinedMessages } from './joined-messages.ts';
import { createNetworkTime } from './network-time.ts';
import { createSentParts } from './sent-parts.ts';

/** A short message that came in, whole. */
export interface IncomingMessage {
  readonly from: string;
  /** The sender is a name that anybody can choose, though it may look like a number. */
  readonly isName?: true;
  readonly text: string;
  /** When the network took it, where it says so. */
  readonly sentAt?: UtcMillis;
  /** How long ago that was by the network's own clock, where it has told what time it is there. */
  readonly age?: Millis;
  /** It lay there, for however long: nobody was told when it came. */
  readonly waited: boolean;
}

/** What is told of what came in. */
export interface IncomingNeeds {
  readonly clock: Pick<Clock, 'elapsed'>;
  onMessage(message: IncomingMessage): void;
  /** Something came in that nobody can read, in hexadecimal digits. */
  onUnreadable(raw: string): void;
  /** All parts of a notice have reached the telephone; or the network has given up one for good, and nobody will read it whole. */
  onReport(notice: string, fate: 'delivered' | 'failed'): void;
}

/** What a network hands to a modem: messages of people, and reports on what was sent. */
export interface Incoming {
  /** Takes a PDU in hexadecimal digits; `waited`: it lay there. */
  take(pdu: string, waited: boolean): void;
  /** Notes a message that stays where it is, for nobody can read it: once, however often it is found. */
  leave(line: string): void;
  /** A part of a notice went out; the network will report on it by this reference. */
  sent(reference: number, notice: string): void;
  /** PDUs that nobody could understand, and parts of messages that never became whole. */
  unreadable(): number;
}

/** A memory holds more than this only where something else fills it. */
const MOST_LEFT = 200;

/** Nothing has come in yet. */
export const createIncoming = ({ clock, onMessage, onUnreadable, onReport }: IncomingNeeds): Incoming => {
  const parts = createSentParts();
  const messages = createJoinedMessages();
  const time = createNetworkTime();
  let unreadable = 0;
  let left: readonly string[] = [];

  const hear = (message: Omit<IncomingMessage, 'age' | 'waited'>, waited: boolean): void => {
    const { sentAt } = message;
    const age = sentAt === undefined ? undefined : time.ageOf(sentAt, clock.elapsed());
    onMessage({ ...message, ...(age === undefined ? {} : { age }), waited });
  };
  const report = ({ reference, outcome, madeAt }: Extract<Received, { is: 'report' }>): void => {
    if (madeAt !== undefined) time.reported(madeAt, clock.elapsed());
    const lost = outcome === 'gone' ? parts.gone(reference) : undefined;
    if (lost !== undefined) onReport(lost, 'failed');
    const notice = outcome === 'delivered' ? parts.arrived(reference) : undefined;
    if (notice !== undefined) onReport(notice, 'delivered');
  };
  return {
    take: (pdu, waited) => {
      const received = decodePdu(pdu);
      if (received.is === 'report') return report(received);
      if (received.is === 'message') {
        const { is: _, ...message } = messages.take(received) ?? { is: 'part' as const };
        return 'from' in message ? hear(message, waited) : undefined;
      }
      unreadable += 1;
      onUnreadable(pdu);
    },
    leave: (line) => {
      if (left.includes(line)) return;
      left = [...left, line].slice(-MOST_LEFT);
      unreadable += 1;
      onUnreadable(line);
    },
    sent: parts.sent,
    unreadable: () => unreadable + messages.lost(),
  };
};
