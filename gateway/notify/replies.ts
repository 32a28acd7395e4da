import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import type { SavedState } from '../domain/saved-state.ts';

const KEY = 'notify/replies';

/** What came of a short message that somebody sent to the box. */
const REPLY_OUTCOMES = [
  'acknowledged', // it acknowledged what its sender was told of
  'too-old', // its sender wrote it before he was told of what stands
  'late', // what its sender was told of is over, or was acknowledged before
  'wrong-number', // no message of that number was sent to its sender
  'not-understood', // a person of the site wrote something else
  'unknown-sender', // it came from a number that stands nowhere in the configuration
  'unreadable', // the box could not read it
] as const;
export type ReplyOutcome = (typeof REPLY_OUTCOMES)[number];

const replySchema = z.object({
  at: z.number(),
  /** The person's id; else the number, of a stranger its last four digits alone. */
  from: z.string(),
  text: z.string(),
  outcome: z.enum(REPLY_OUTCOMES),
});

/** A short message that came in. It stands beside the record, never in it: whoever wrote it did not write to an inspector. */
export type Reply = Readonly<z.infer<typeof replySchema>>;

const savedSchema = z.object({ counts: z.partialRecord(z.enum(REPLY_OUTCOMES), z.number()), last: z.array(replySchema) });

/** So many are kept; the others are counted. */
const MOST = 20;

/** No more of a text is kept than one short message holds. */
const LONGEST = 160;

/** Digits of a service: a network that says that the credit runs out. Longer ones are somebody's own. */
const SERVICE = /^\d{3,6}$/;

/** A sender whom nobody knows, so that he can be told from others and not be called. */
export const maskedSender = (from: string): string =>
  SERVICE.test(from) || !/\d{5}/.test(from) ? from.slice(0, 11) : `…${from.slice(-4)}`;

/** All that came in by short message, counted by what came of it; the last ones are kept, over restarts. */
export interface Replies {
  note(reply: { readonly at: UtcMillis; readonly from: string; readonly text: string; readonly outcome: ReplyOutcome }): void;
  counts(): Readonly<Partial<Record<ReplyOutcome, number>>>;
  /** The oldest first. */
  last(): readonly Reply[];
  takeStates(): readonly SavedState[];
}

/** Opens what the last run kept; what can't be read starts anew. */
export const createReplies = (saved: readonly SavedState[]): Replies => {
  let { counts, last } = savedOf(saved);
  let changed = false;
  return {
    note: ({ text, ...reply }) => {
      counts = { ...counts, [reply.outcome]: (counts[reply.outcome] ?? 0) + 1 };
      last = [...last, { ...reply, text: text.slice(0, LONGEST) }].slice(-MOST);
      changed = true;
    },
    counts: () => counts,
    last: () => last,
    takeStates: () => {
      if (!changed) return [];
      changed = false;
      return [{ key: KEY, text: JSON.stringify({ counts, last }) }];
    },
  };
};

const savedOf = (saved: readonly SavedState[]): z.infer<typeof savedSchema> => {
  const nothing = { counts: {}, last: [] };
  try {
    const text = saved.find(({ key }) => key === KEY)?.text;
    return text === undefined ? nothing : (savedSchema.safeParse(JSON.parse(text)).data ?? nothing);
  } catch {
    return nothing; // counted anew
  }
};
