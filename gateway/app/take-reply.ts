import type { Millis, UtcMillis } from '../domain/clock.ts';
import { sameNumber } from '../notify/modem/address.ts';
import type { IncomingMessage } from '../notify/modem/incoming.ts';
import { readReply } from '../notify/modem/reply-words.ts';
import type { Understood } from '../notify/plan/answered.ts';
import { maskedSender, type ReplyOutcome } from '../notify/replies.ts';
import type { SitePeople } from './site-people.ts';

/** Clocks of a network and of a box may differ so much. */
const TOLERANCE: Millis = 60_000;

/** A stamp that lies further ahead than this tells nothing. */
const NONSENSE: Millis = 600_000;

/** What taking a reply needs. */
interface ReplyNeeds {
  readonly people: Pick<SitePeople, 'now'>;
  now(): UtcMillis;
  isTimeSure(): boolean;
  /** `age`: how long ago it was written. */
  repliedBy(person: string, code: number | undefined, age: Millis): Understood;
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
 * of before he wrote. How long ago that was, the network's stamp says: by the network's own clock where a report has told it,
 * else by the box's where that is sure. Where neither tells, a message that came by itself counts as written just now, and
 * one that lay there acknowledges nothing. A sender's number can be forged; whoever does that with a person's number can
 * stop the next step, and the record names the person.
 */
export const takeReply = (message: IncomingMessage, needs: ReplyNeeds): TakenReply => {
  const { from, isName = false, text, waited } = message;
  const senders = needs.people.now().filter(({ phone }) => !isName && phone !== undefined && sameNumber(phone, from));
  const [first] = senders;
  if (first === undefined) return { from: maskedSender(from), outcome: 'unknown-sender', alarms: [] };
  const words = readReply(text);
  if (words.says !== 'seen') return { from: first.id, outcome: 'not-understood', alarms: [] };
  const age = ageOf(message, needs);
  if (age === undefined && waited) return { from: first.id, outcome: 'too-old', alarms: [] };
  // One telephone may be of two: then whoever was told has answered.
  const answers = senders.map(({ id }) => ({ id, understood: needs.repliedBy(id, words.code, age ?? 0) }));
  for (const { id, understood } of answers)
    if (understood.is === 'acknowledged') return { from: id, by: id, outcome: 'acknowledged', alarms: understood.alarms };
  const outcomes = answers.map(({ understood }) => understood.is);
  const outcome = (['too-old', 'late'] as const).find((each) => outcomes.includes(each)) ?? 'wrong-number';
  return { from: first.id, outcome, alarms: [] };
};

/** How long ago a message was written, at least; undefined where nobody can tell. */
const ageOf = ({ age, sentAt }: IncomingMessage, { now, isTimeSure }: ReplyNeeds): Millis | undefined => {
  const known = age ?? (sentAt !== undefined && isTimeSure() ? now() - sentAt : undefined);
  return known === undefined || known < -NONSENSE ? undefined : Math.max(0, known - TOLERANCE);
};
