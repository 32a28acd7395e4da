import { journalNeeds } from '../../gateway/app/journal-needs.ts';
import type { Clock } from '../../gateway/domain/clock.ts';
import type { CommitEntry } from '../../gateway/domain/commit.ts';
import type { Beside } from '../../gateway/journal/beside.ts';
import { BesideStore } from '../../gateway/journal/beside-store.ts';
import type { JournalWorker } from '../../gateway/journal/journal-client.ts';
import { JournalCore } from '../../gateway/journal/journal-core.ts';
import { journalInThread } from '../../gateway/journal/journal-in-thread.ts';
import { type Card, createCard } from './card.ts';

/** Who hears of what became durable. */
export interface JournalTap {
  committed(entry: CommitEntry): void;
  /** Who is behind a reference, as it stands beside the record. */
  named(ref: string, text: string): void;
}

/** The gateway's own journal and the store beside it, in this thread, on the clock given: a disk that takes no time, as long as its card is well. */
export const journalOfBox = (clock: Clock, random: () => number, tap: JournalTap, card: Card = createCard()): JournalWorker => ({
  online: Promise.resolve(),
  end: async () => undefined,
  open: async (settings) => {
    const core = new JournalCore(settings, journalNeeds(settings, clock, random));
    const store = new BesideStore(settings.folder);
    const journal = journalInThread(core, clock);
    return {
      ...journal,
      get opened() {
        return core.opened;
      },
      ...besideIn(store, tap),
      commit: async (entry) => {
        await card.ready();
        const committed = await journal.commit(entry);
        tap.committed(entry);
        return committed;
      },
      status: async () => {
        await card.ready();
        return card.account(await journal.status());
      },
      close: async (left) => {
        store.close();
        await journal.close(left);
      },
    };
  },
});

const besideIn = (store: BesideStore, tap: JournalTap): Beside => ({
  keepRaw: async (raw) => store.keepRaw(raw),
  raw: async (hash) => store.raw(hash),
  newestRaws: async (most) => store.newestRaws(most),
  name: async (ref, text) => {
    store.name(ref, text);
    tap.named(ref, text);
  },
  person: async (ref) => store.person(ref),
  erase: async (ref) => store.erase(ref),
  isErased: async (ref) => store.isErased(ref),
});
