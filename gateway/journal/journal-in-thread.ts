import type { Clock } from '../domain/clock.ts';
import type { Journal } from './journal.ts';
import type { JournalCore } from './journal-core.ts';
import { JournalListeners } from './journal-listeners.ts';
import { startRounds } from './journal-rounds.ts';

/** A journal without a worker, on whatever clock its core has: for simulated days, and wherever a disk may be waited for. */
export const journalInThread = (core: JournalCore, clock: Clock): Journal => {
  const listeners = new JournalListeners();
  core.listen(listeners);
  const stop = startRounds(core, clock, (error) => {
    throw error;
  });
  return {
    get opened() {
      return core.opened;
    },
    commit: async (entry) => core.commit(entry),
    undelivered: async (lane, delivered, want) => core.undelivered(lane, delivered, want),
    blocks: async (lane, first, last, bytes) => core.blocks(lane, first, last, bytes),
    history: async (channel, from, to, most) => core.history(channel, from, to, most),
    settle: (uplink, lane, delivered) => core.settle(uplink, lane, delivered),
    status: async () => core.status(),
    succeed: async (reason) => core.succeed(reason),
    onSealed: (listener) => void listeners.sealed.push(listener),
    onRetired: (listener) => void listeners.retired.push(listener),
    onSucceeded: (listener) => void listeners.succeeded.push(listener),
    conclude: async () => core.conclude(),
    close: async (left) => {
      stop();
      core.close(left);
    },
  };
};
