import type { Transfer } from '../../../domain/sent-result.ts';
import type { ConversationNeeds } from '../conversation.ts';

/** Rows being kept at one time: enough to share a commit, few enough to leave the disk to others. */
const MOST_AT_ONCE = 16;

/** Rows that wait. A meter sends a whole memory without a pause; what doesn't fit is asked for again. */
const MOST_WAITING = 4_096;

/** Rows remembered as kept, so that they are not kept at every poll. Some weeks of a busy station. */
const MOST_REMEMBERED = 8_192;

/** Keeps each row once. */
export interface RowKeeper {
  /** `identity` is the same whenever the row is sent again. */
  add(identity: string, transfer: () => Transfer): void;
  /** True while nothing was refused or left out since the last call. */
  tookAll(): boolean;
  close(): void;
}

/** A keeper that has kept nothing; what was kept by an earlier one is kept again, and known by whoever keeps it. */
export const createRowKeeper = (needs: Pick<ConversationNeeds, 'keep' | 'counters'>): RowKeeper => {
  const known = new Set<string>();
  const waiting: { readonly identity: string; readonly transfer: Transfer }[] = [];
  let atOnce = 0;
  let complete = true;

  const forgetOldest = (): void => {
    for (const oldest of known) {
      if (known.size <= MOST_REMEMBERED) return;
      known.delete(oldest);
    }
  };

  const onSettled = (identity: string, kept: boolean): void => {
    atOnce -= 1;
    if (kept) needs.counters.transfers += 1;
    else {
      needs.counters.unkept += 1;
      known.delete(identity);
      complete = false;
    }
    keepNext();
  };

  const keepNext = (): void => {
    while (atOnce < MOST_AT_ONCE) {
      const next = waiting.shift();
      if (next === undefined) return;
      atOnce += 1;
      needs.keep(next.transfer).then(
        () => onSettled(next.identity, true),
        () => onSettled(next.identity, false),
      );
    }
  };

  return {
    add: (identity, transfer) => {
      if (known.has(identity)) needs.counters.duplicateFrames += 1;
      else if (waiting.length >= MOST_WAITING) complete = false;
      else {
        known.add(identity);
        forgetOldest();
        waiting.push({ identity, transfer: transfer() });
        keepNext();
      }
    },
    tookAll: () => {
      const all = complete;
      complete = true;
      return all;
    },
    close: () => {
      waiting.length = 0;
    },
  };
};
