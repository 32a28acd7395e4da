/** What can be wrong with an uplink, until it isn't: a closed list, with words in the catalogue under `relay.state.…`. */
export const RELAY_STATES = [
  'offline', // no connection for a minute; the reason is the last attempt's error code
  'name-taken', // another client connects under this box's name, and each throws the other out: a card was copied
  'denied', // the broker says that this box may not publish
  'unproven', // the broker takes messages, but the right to publish could not be seen by an echo
  'unheard', // the broker doesn't let this box hear what receivers answer
  'unanswered', // the broker takes messages, but no receiver has stored them
  'refused-blocks', // a receiver can't accept some blocks; they are kept
  'too-long', // the broker takes no message as long as some block; it is kept
  'held-records', // records wait on the box for a code, a word, a second person or a sample
  'refused-records', // records that will not come to the platform by themselves; they are kept
  'foreign-frontier', // a receiver has stored what this journal never wrote: a card was restored or cloned
] as const;
export type RelayStateWord = (typeof RELAY_STATES)[number];

/** A state of an uplink begins or ends. */
export interface RelayState {
  /** `uplink:` and its id. */
  readonly on: string;
  readonly state: RelayStateWord;
  readonly active: boolean;
  readonly reason?: string;
}

/** Which states stand; each change is told once. */
export interface StateBoard {
  raise(state: RelayStateWord, reason?: string): void;
  clear(state: RelayStateWord): void;
  /** The states that stand, with their reasons. */
  standing(): ReadonlyMap<RelayStateWord, string>;
}

export const createStateBoard = (uplink: string, tell: (state: RelayState) => void): StateBoard => {
  const standing = new Map<RelayStateWord, string>();
  const on = `uplink:${uplink}`;
  return {
    raise: (state, reason = '') => {
      if (standing.has(state)) return;
      standing.set(state, reason);
      tell({ on, state, active: true, ...(reason === '' ? {} : { reason }) });
    },
    clear: (state) => {
      if (standing.delete(state)) tell({ on, state, active: false });
    },
    standing: () => standing,
  };
};
