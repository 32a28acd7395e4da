import type { UtcMillis } from '../../gateway/domain/clock.ts';
import { wordsOf } from '../../gateway/domain/edge-error.ts';
import { type AnswerNeeds, type AnswerOutcome, takeAnswer } from './receiver-answers.ts';
import type { CountingRelay } from './relay-counters.ts';
import type { StateBoard } from './relay-state.ts';

export interface AnswerQueueNeeds extends AnswerNeeds {
  readonly counters: CountingRelay;
  readonly board: StateBoard;
  readonly log: { warn(detail: object, words: string): void };
  /** A receiver says what time it is (UTC ms). */
  onStamp(at: UtcMillis): void;
  /** Answers may have moved something. */
  onTaken(): void;
}

/** What receivers said and wasn't yet held against the journal. */
export interface AnswerQueue {
  add(topic: string, payload: Uint8Array): void;
  /** Resolves when all that was added is taken in. */
  emptied(): Promise<void>;
  /** True once any receiver has said something that concerns this journal. */
  heard(): boolean;
}

/** Answers that may wait to be checked; more are counted and let go, since the next `stored` says it all again. */
const MOST_WAITING = 256;

/** Takes answers in one after the other, so that frontiers are merged in the order in which they were told. */
export const createAnswerQueue = (needs: AnswerQueueNeeds): AnswerQueue => {
  const { counters, log } = needs;
  let work: Promise<void> = Promise.resolve();
  let waiting = 0;
  let heard = false;
  const note = (outcomes: readonly AnswerOutcome[]): void => {
    heard ||= outcomes.some(({ is }) => is !== 'ignored' && is !== 'stamp');
    for (const outcome of outcomes) noteOutcome(needs, outcome);
    needs.onTaken();
  };
  const take = async (topic: string, payload: Uint8Array): Promise<void> => {
    try {
      note(await takeAnswer(needs, topic, payload));
    } catch (error) {
      log.warn({ error: wordsOf(error) }, 'answer not checked');
    }
    waiting -= 1;
  };
  return {
    add: (topic, payload) => {
      if (waiting >= MOST_WAITING) counters.count('ignored');
      else {
        waiting += 1;
        work = work.then(() => take(topic, payload));
      }
    },
    emptied: () => work,
    heard: () => heard,
  };
};

const noteOutcome = ({ counters, board, onStamp }: AnswerQueueNeeds, outcome: AnswerOutcome): void => {
  if (outcome.is === 'ignored') counters.count('ignored');
  else if (outcome.is === 'again') counters.count('again');
  else if (outcome.is === 'stamp') onStamp(outcome.at);
  else if (outcome.is === 'refused') {
    counters.count('refused');
    board.raise('refused-blocks', `${outcome.lane} ${outcome.first}: ${outcome.reason}`);
  } else if (outcome.is === 'foreign-frontier') {
    counters.count('foreign');
    board.raise('foreign-frontier', `${outcome.lane}: ${outcome.receiver}`);
  }
};
