import type { Clock } from '../domain/clock.ts';
import type { Committed } from '../domain/commit.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Fact } from '../domain/fact.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** What makes facts durable, and says honestly when they are not. */
export interface Durable {
  /** Commits facts within the same synchronous turn; resolves with the number of the first once they are durable. */
  commit(facts: readonly Fact[]): Promise<number>;
  /** Saves what memory holds where there is no fact to tell of it. */
  save(): Promise<void>;
  /** Resolves once all that was given before is durable: what a known duplicate waits for. */
  confirm(): Promise<void>;
  /** Resolves once nothing is on its way, so that every number is known. Never rejects. */
  quiet(): Promise<void>;
}

interface DurableNeeds {
  know(facts: readonly Fact[]): Promise<Committed>;
  readonly clock: Clock;
  readonly language: Language;
}

/**
 * Facts that wait because the disk takes nothing are not kept: whoever gave them is refused, and told again once they are.
 * After the journal is lost nothing is kept any more: memory then says more than the record, and the gateway ends.
 */
export const createDurable = ({ know, clock, language }: DurableNeeds): Durable => {
  let tail: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  let isWaiting = false;
  let lost: { readonly error: unknown } | undefined;

  const numberOf = async (committed: Promise<Committed>): Promise<number> => {
    try {
      return (await committed).first;
    } catch (error) {
      lost = { error };
      throw error;
    } finally {
      underWay -= 1;
    }
  };
  const settled = async (committed: Promise<Committed>): Promise<number> => {
    const first = await numberOf(committed);
    isWaiting = first === 0;
    if (isWaiting) throw new EdgeError('journal-full', say(language, 'station.not-kept'));
    return first;
  };
  const commit: Durable['commit'] = async (facts) => {
    if (lost !== undefined) throw lost.error;
    underWay += 1;
    const number = settled(know(facts));
    tail = number.catch(() => undefined);
    return await number;
  };
  return {
    commit,
    save: async () => {
      if (lost !== undefined) throw lost.error;
      underWay += 1;
      const saved = numberOf(know([]));
      tail = saved.catch(() => undefined);
      await saved;
    },
    confirm: async () => {
      await tail;
      if (lost !== undefined) throw lost.error;
      // A fact that becomes durable takes all that waits along: its number is the proof.
      if (isWaiting) await commit([{ kind: 'state', at: clock.now(), on: 'station', state: 'results-waiting', active: false }]);
    },
    quiet: async () => {
      while (underWay > 0) await tail;
    },
  };
};
