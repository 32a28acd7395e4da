import { z } from 'zod';
import type { Instant, UtcMillis } from '../../domain/clock.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import { parsedState } from '../parsed-state.ts';
import { type Deadline, deadlineAt, isOver } from './deadline.ts';

const PREFIX = 'alarms/shelf/';

const schema = z.strictObject({ v: z.literal(1), until: z.number() });

/** Which kinds of alarm are shelved, and until when. */
export interface Shelves {
  put(kind: string, until: UtcMillis, at: Instant): void;
  take(kind: string): void;
  untilOf(kind: string): UtcMillis | undefined;
  /** The kinds whose time is over; they are shelved no longer. */
  ended(at: Instant): readonly string[];
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

/** The shelves as the run before left them. What ended while the box was off ends with the first look at the clock. */
export const createShelves = (saved: readonly SavedState[], at: Instant): Shelves => {
  const shelved = new Map<string, Deadline>();
  const ignored: SavedState[] = [];
  const changed = new Set<string>();
  for (const state of saved) {
    if (!state.key.startsWith(PREFIX) || state.text === undefined) continue;
    const read = parsedState(schema, state);
    if (read === undefined) ignored.push(state);
    else shelved.set(state.key.slice(PREFIX.length), deadlineAt(read.until, at));
  }
  const take = (kind: string): void => {
    if (shelved.delete(kind)) changed.add(kind);
  };
  return {
    put: (kind, until, now) => {
      shelved.set(kind, deadlineAt(until, now));
      changed.add(kind);
    },
    take,
    untilOf: (kind) => shelved.get(kind)?.until,
    ended: (now) => {
      const over = [...shelved].filter(([, deadline]) => isOver(deadline, now)).map(([kind]) => kind);
      over.forEach(take);
      return over;
    },
    takeStates: () => {
      const states = [...changed].map((kind) => savedShelf(kind, shelved.get(kind)));
      changed.clear();
      return states;
    },
    ignored,
  };
};

const savedShelf = (kind: string, deadline: Deadline | undefined): SavedState => ({
  key: PREFIX + kind,
  ...(deadline === undefined ? {} : { text: JSON.stringify({ v: 1, until: deadline.until }) }),
});
