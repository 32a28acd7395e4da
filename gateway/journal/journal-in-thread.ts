import type { Clock, Millis } from '../domain/clock.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { Journal } from './journal.ts';
import type { JournalCore } from './journal-core.ts';

const TICK_EVERY: Millis = 1000;

/** A journal without a worker, on whatever clock its core has: for simulated days, and wherever a disk may be waited for. */
export const journalInThread = (core: JournalCore, clock: Clock): Journal => {
  const listeners: ((lane: Lane, head: Head) => void)[] = [];
  core.onSealed((lane, head) => {
    for (const listener of listeners) listener(lane, head);
  });
  let cancel = (): void => undefined;
  const wait = (): void => {
    cancel = clock.after(TICK_EVERY, () => {
      core.tick();
      wait();
    });
  };
  wait();
  return {
    opened: core.opened,
    commit: async (entry) => core.commit(entry),
    undelivered: async (lane, delivered, want) => core.undelivered(lane, delivered, want),
    blocks: async (lane, first, last, bytes) => core.blocks(lane, first, last, bytes),
    settle: (uplink, lane, delivered) => core.settle(uplink, lane, delivered),
    status: async () => core.status(),
    onSealed: (listener) => void listeners.push(listener),
    conclude: async () => core.conclude(),
    close: async () => {
      cancel();
      core.close();
    },
  };
};
