import type { JournalStatus } from '../../gateway/journal/journal-status.ts';

/** How a storage card fares: `hangs` takes nothing and says nothing. */
export type CardState = 'well' | 'full' | 'hangs';

/** The card that a box writes to. */
export interface Card {
  fares(state: CardState): void;
  /** Resolves when the card takes something; of several that wait, in their order. */
  ready(): Promise<void>;
  /** The journal's account of itself, as such a card lets it be. */
  account(status: JournalStatus): JournalStatus;
}

/** A card that is well. */
export const createCard = (): Card => {
  let state: CardState = 'well';
  let waiting: (() => void)[] = [];
  return {
    fares: (next) => {
      state = next;
      if (state === 'hangs') return;
      const released = waiting;
      waiting = [];
      for (const go of released) go();
    },
    ready: () => (state === 'hangs' ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    account: (status) => (state === 'full' ? { ...status, trouble: 'full' } : status),
  };
};
