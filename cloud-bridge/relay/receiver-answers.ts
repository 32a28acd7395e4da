import type { UtcMillis } from '../../gateway/domain/clock.ts';
import type { Delivered, DeliveredRange } from '../../gateway/domain/delivered.ts';
import { LANES, type Lane } from '../../gateway/domain/lane.ts';
import {
  type Again,
  againSchema,
  type LaneStored,
  type Refused,
  readAnswer,
  refusedSchema,
  storedSchema,
} from '../contract/answers.ts';
import { answerOn } from '../contract/topics.ts';
import type { LaneDelivery } from './lane-delivery.ts';
import type { SealedBlocks } from './sealed-blocks.ts';

/** What an answer came to, for counters and states. */
export type AnswerOutcome =
  | { readonly is: 'moved'; readonly lane: Lane }
  | { readonly is: 'refused'; readonly lane: Lane; readonly first: number; readonly reason: string }
  | { readonly is: 'again'; readonly lane: Lane }
  /** The platform's own time (UTC ms), as it says. */
  | { readonly is: 'stamp'; readonly at: UtcMillis }
  /** Of our journal, and not what our journal says: it was restored or cloned. */
  | { readonly is: 'foreign-frontier'; readonly lane: Lane; readonly receiver: string }
  /** Of another journal, or no answer at all. */
  | { readonly is: 'ignored'; readonly reason: 'no-answer' | 'other-journal' | 'unknown-block' };

/** What answers are held against. */
export interface AnswerNeeds {
  readonly journal: string;
  readonly lanes: Readonly<Record<Lane, LaneDelivery>>;
  readonly blocks: Pick<SealedBlocks, 'blocks'>;
}

/**
 * Takes in what receivers say. Every byte is hostile until parsed; every frontier is held against the journal's own
 * blocks. Rejects only when the journal does.
 */
export const takeAnswer = async (needs: AnswerNeeds, topic: string, payload: Uint8Array): Promise<readonly AnswerOutcome[]> => {
  const answer = answerOn(topic);
  if (answer?.kind === 'stored') {
    const stored = readAnswer(storedSchema, payload);
    if (stored === undefined || stored.journal !== needs.journal) return ignored(stored);
    const accounts = LANES.map((lane) => takeStored(needs, lane, stored[lane], answer.receiver));
    const stamp = stored.at === undefined ? [] : [{ is: 'stamp', at: stored.at } as const];
    return [...stamp, ...(await Promise.all(accounts)).flat()];
  }
  if (answer?.kind === 'refused') {
    const refused = readAnswer(refusedSchema, payload);
    return refused === undefined || refused.journal !== needs.journal ? ignored(refused) : takeRefused(needs, refused);
  }
  const again = answer === undefined ? undefined : readAnswer(againSchema, payload);
  return again === undefined || again.journal !== needs.journal ? ignored(again) : takeAgain(needs, again);
};

const ignored = (answer: { readonly journal: string } | undefined): readonly AnswerOutcome[] => [
  { is: 'ignored', reason: answer === undefined ? 'no-answer' : 'other-journal' },
];

const takeStored = async (
  needs: AnswerNeeds,
  lane: Lane,
  stored: LaneStored | undefined,
  receiver: string,
): Promise<readonly AnswerOutcome[]> => {
  if (stored === undefined) return [];
  const delivery = needs.lanes[lane];
  const { delivered } = delivery;
  const [upTo] = delivered.upTo;
  const isNew = ([first, last]: DeliveredRange): boolean =>
    last > upTo && !delivered.beyond.some((range) => range[0] <= first && last <= range[1]);
  const frontier: DeliveredRange = [1, stored.upTo, stored.hash];
  // One behind our own is looked at too: with another hash, another box writes this journal.
  const known = stored.upTo === 0 || (stored.upTo === upTo && stored.hash === delivered.upTo[1]);
  const edges = [...(known ? [] : [frontier]), ...stored.beyond.filter(isNew)];
  if (edges.length === 0) return [];
  const owners = await Promise.all(edges.map((edge) => ownerOf(needs, lane, edge)));
  if (owners.includes('foreign')) return [{ is: 'foreign-frontier', lane, receiver }];
  const own = edges.filter((_, place) => owners[place] === 'own');
  if (own.length === 0) return [{ is: 'ignored', reason: 'unknown-block' }];
  return delivery.stored(accountOf(delivery.delivered, own)) ? [{ is: 'moved', lane }] : [];
};

/** What is new, as an account that can be merged: a frontier is a range from the first number. */
const accountOf = (delivered: Delivered, edges: readonly DeliveredRange[]): Delivered => {
  const frontier = edges.find(([first]) => first === 1);
  return {
    upTo: frontier === undefined ? delivered.upTo : [frontier[1], frontier[2]],
    beyond: edges.filter((edge) => edge !== frontier),
  };
};

/** Whose edge it is: the journal's own, one that it never wrote, or one that it can't tell of any more. */
const ownerOf = async (
  { lanes, blocks }: AnswerNeeds,
  lane: Lane,
  [first, last, hash]: DeliveredRange,
): Promise<'own' | 'foreign' | 'gone'> => {
  if (last > lanes[lane].head[0]) return 'foreign';
  const [block] = await blocks.blocks(lane, last, last, 1);
  if (block === undefined) return 'gone';
  if (block.last !== last || block.hash !== hash) return 'foreign';
  // A range that begins within a block would leave half of it for delivered.
  const [begins] = first === 1 ? [{ first }] : await blocks.blocks(lane, first, first, 1);
  return begins?.first === first ? 'own' : 'gone';
};

const takeRefused = async (
  { lanes, blocks }: AnswerNeeds,
  { lane, first, hash, reason }: Refused,
): Promise<readonly AnswerOutcome[]> => {
  const found = await blocks.blocks(lane, first, first, 1);
  const block = found.find((candidate) => candidate.first === first && candidate.hash === hash);
  if (block === undefined) return [{ is: 'ignored', reason: 'unknown-block' }];
  lanes[lane].refuse([block.first, block.last]);
  return [{ is: 'refused', lane, first, reason }];
};

const takeAgain = ({ lanes }: AnswerNeeds, { lane, ranges }: Again): readonly AnswerOutcome[] => {
  const [head] = lanes[lane].head;
  const known = ranges.filter(([first]) => first <= head).map(([first, last]) => [first, Math.min(last, head)] as const);
  if (known.length === 0) return [{ is: 'ignored', reason: 'unknown-block' }];
  lanes[lane].again(known);
  return [{ is: 'again', lane }];
};
