import type { UtcMillis } from '../domain/clock.ts';
import { sameNumber } from '../notify/modem/address.ts';
import type { IncomingMessage } from '../notify/modem/modem-way.ts';
import { readReply } from '../notify/modem/reply-words.ts';
import type { Understood } from '../notify/plan/answered.ts';
import { maskedSender, type ReplyOutcome } from '../notify/replies.ts';
import type { SitePeople } from './site-people.ts';

/** A message without a number that lay unread for longer than this may be about an alarm of last week. */
const OLDEST = 600_000;

/** What taking a reply needs. */
interface ReplyNeeds {
  readonly people: Pick<SitePeople, 'now'>;
  now(): UtcMillis;
  repliedBy(person: string, code: number | undefined): Understood;
}

/** What a short message that came in comes to: who sent it, and what it acknowledges. */
export interface TakenReply {
  /** The person's id; of a stranger, enough to tell him from others. */
  readonly from: string;
  readonly outcome: ReplyOutcome;
  readonly by?: string;
  readonly alarms: readonly string[];
}

/**
 * Takes a short message: only that of a person of the site acknowledges, only that it was seen, and only what that person was told
 * of. A sender's number can be forged; whoever does that with a person's number can stop the next step, and the record
 * names the person.
 */
export const takeReply = ({ from, text, sentAt, waited }: IncomingMessage, needs: ReplyNeeds): TakenReply => {
  const senders = needs.people.now().filter(({ phone }) => phone !== undefined && sameNumber(phone, from));
  const [first] = senders;
  if (first === undefined) return { from: maskedSender(from), outcome: 'unknown-sender', alarms: [] };
  const words = readReply(text);
  if (words.says !== 'seen') return { from: first.id, outcome: 'not-understood', alarms: [] };
  const isFresh = !waited || (sentAt !== undefined && Math.abs(needs.now() - sentAt) <= OLDEST);
  if (words.code === undefined && !isFresh) return { from: first.id, outcome: 'late', alarms: [] };
  // One telephone may be of two: then whoever was told has answered.
  const answers = senders.map(({ id }) => ({ id, understood: needs.repliedBy(id, words.code) }));
  for (const { id, understood } of answers)
    if (understood.is === 'acknowledged') return { from: id, by: id, outcome: 'acknowledged', alarms: understood.alarms };
  const isLate = answers.some(({ understood }) => understood.is === 'late');
  return { from: first.id, outcome: isLate ? 'late' : 'wrong-number', alarms: [] };
};
