import { z } from 'zod';
import type { SavedState } from '../../domain/saved-state.ts';

const KEY = 'notify/modem-pin';

const schema = z.object({ mark: z.string(), tries: z.int(), refused: z.boolean() });

/** A SIM's PIN. The PIN is its own: never log it, never save it. */
export interface Pin {
  readonly pin: string;
  /** Tells this PIN from another, and gives nothing of it away. */
  readonly mark: string;
}

/** Three wrong PINs lock a SIM. A try whose end nobody saw may have been a wrong one; the last is left to a person. */
const MOST_TRIES = 2;

/** Knows over restarts whether a PIN may be tried: one that was refused never is again, until the configuration has another. */
export interface PinBook {
  /** The PIN to enter; undefined where there is none, or it must not be tried. */
  toTry(): string | undefined;
  /** The SIM has refused it. */
  isRefused(): boolean;
  /** It is about to be entered: resolves once that is durable, for a power cut must not make a second try of a first. */
  trying(): Promise<void>;
  /** What the SIM said of it. */
  was(outcome: 'accepted' | 'refused'): void;
  takeStates(): readonly SavedState[];
}

/** Opens the book where the last run left it. `keep` resolves when states that are taken from now on are durable. */
export const createPinBook = (pin: Pin | undefined, saved: readonly SavedState[], keep: () => Promise<unknown>): PinBook => {
  const before = saved.find(({ key }) => key === KEY);
  const read = readOf(before);
  // Another PIN, or none: what was said of the old one is past.
  let known = read !== undefined && read.mark === pin?.mark ? read : undefined;
  let changed = before !== undefined && known === undefined;
  return {
    toTry: () => (known === undefined || (!known.refused && known.tries < MOST_TRIES) ? pin?.pin : undefined),
    isRefused: () => known?.refused === true,
    trying: async () => {
      known = { mark: pin?.mark ?? '', tries: (known?.tries ?? 0) + 1, refused: false };
      changed = true;
      await keep();
    },
    was: (outcome) => {
      known = outcome === 'accepted' || known === undefined ? undefined : { ...known, refused: true };
      changed = true;
    },
    takeStates: () => {
      if (!changed) return [];
      changed = false;
      return [{ key: KEY, ...(known === undefined ? {} : { text: JSON.stringify(known) }) }];
    },
  };
};

const readOf = (state: SavedState | undefined): z.infer<typeof schema> | undefined => {
  try {
    return schema.safeParse(JSON.parse(state?.text ?? 'null')).data;
  } catch {
    return undefined; // as if it had never been tried
  }
};
