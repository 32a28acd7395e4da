/** What one uplink's relay has counted since it began. */
export interface RelayCounters {
  readonly connections: number;
  readonly failures: number;
  /** Messages of blocks given to the broker, and their payloads' bytes. */
  readonly messages: number;
  readonly bytes: number;
  /** Readings and facts in them; those that were sent again count again. */
  readonly sent: number;
  /** Messages that the broker declined. */
  readonly denied: number;
  /** Blocks that a receiver refused, or that are too long for the broker; they are kept. */
  readonly refused: number;
  /** Times that a receiver asked for something again. */
  readonly again: number;
  /** Answers that were none, were of another journal, or came faster than they could be checked. */
  readonly ignored: number;
  /** Answers of our journal that don't fit it. */
  readonly foreign: number;
}

const ZERO: RelayCounters = {
  connections: 0, failures: 0, messages: 0, bytes: 0, sent: 0, denied: 0, refused: 0, again: 0, ignored: 0, foreign: 0,
}; // biome-ignore format: a table to read

export interface CountingRelay {
  count(what: keyof RelayCounters, by?: number): void;
  now(): RelayCounters;
}

export const createRelayCounters = (): CountingRelay => {
  let counters = ZERO;
  return {
    count: (what, by = 1) => {
      counters = { ...counters, [what]: counters[what] + by };
    },
    now: () => counters,
  };
};
