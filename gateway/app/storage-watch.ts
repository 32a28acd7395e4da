import { type Cancel, type Clock, type Millis, sleep } from '../domain/clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { JournalStatus } from '../journal/journal-status.ts';

/** What is wrong with the storage; `stuck`: it takes nothing and says nothing. */
export type StorageTrouble = NonNullable<JournalStatus['trouble']> | 'stuck';

/** The journal's account of itself, as far as it is known. */
export type StorageStatus = Pick<JournalStatus, 'journal' | 'heads' | 'bytes' | 'dropped' | 'setAside'> & {
  readonly trouble?: StorageTrouble;
};

interface StorageWatchNeeds {
  readonly journal: Pick<Journal, 'opened' | 'status'>;
  readonly clock: Clock;
  /** How long the disk has been at work on the oldest entry that has not come back. */
  owedFor(): Millis;
}

/** Whether the record can be kept. It never waits for the disk that it watches. */
export interface StorageWatch {
  /** Looks from time to time from now on, until `stop`. */
  start(): void;
  stop(): void;
  /** What is wrong, as far as it is known. */
  trouble(): StorageTrouble | undefined;
  /** True where no disk takes so long: the journal's worker, or the card's own controller, hangs. */
  isWedged(): boolean;
  /** The journal's account of itself; what was known last, as `stuck`, where it doesn't answer. */
  status(): Promise<StorageStatus>;
}

/** How often the journal is asked how it is. */
const LOOK: Millis = 30_000;

/** A card's own housekeeping takes seconds, and sometimes tens of them; what takes longer is a fault. */
const STUCK: Millis = 60_000;

/**
 * From when on the watchdog isn't fed any more. To start again helps a worker that hangs, and a reader or a card that a reset of
 * the machine brings back; a disk that is full answers, and is never a reason. Long, because a start has its price: people are
 * told already, delays of the rules begin anew where nothing could be saved, and a card that hangs at the start as well opens no record.
 */
const WEDGED: Millis = 1_800_000;

/** How long whoever asks waits for an answer. */
const PATIENCE: Millis = 5_000;

/** Watches the storage of a journal that is open. */
export const createStorageWatch = ({ journal, clock, owedFor }: StorageWatchNeeds): StorageWatch => {
  const { journal: id, heads } = journal.opened;
  let last: StorageStatus = { journal: id, heads, bytes: 0, dropped: 0, setAside: [] };
  let asked: Promise<StorageStatus> | undefined;

  // One question at a time: a worker that hangs must not find a heap of them.
  const ask = (): Promise<StorageStatus> => {
    asked ??= journal
      .status()
      .then((status) => {
        last = status;
        return status;
      })
      .finally(() => {
        asked = undefined;
      });
    return asked;
  };
  const trouble = (): StorageTrouble | undefined => (owedFor() >= STUCK ? 'stuck' : last.trouble);
  let cancel: Cancel | undefined;
  const look = (): void => {
    void ask().catch(() => undefined); // that the worker is gone is told through `onLost`
    cancel = clock.after(LOOK, look);
  };
  return {
    start: look,
    stop: () => cancel?.(),
    trouble,
    isWedged: () => owedFor() >= WEDGED,
    status: async () => {
      const patience = new AbortController();
      const answered = await Promise.race([ask(), sleep(clock, PATIENCE, patience.signal).then(() => undefined)]);
      patience.abort();
      const wrong = answered === undefined ? 'stuck' : trouble();
      return { ...(answered ?? last), ...(wrong === undefined ? {} : { trouble: wrong }) };
    },
  };
};
