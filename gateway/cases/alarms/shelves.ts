import { z } from 'zod';
import type { Instant, Millis, UtcMillis } from '../../domain/clock.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import { parsedState } from '../parsed-state.ts';
import { type Deadline, deadlineAt, isOver, restoredDeadline } from './deadline.ts';

const PREFIX = 'alarms/shelf/';

const schema = z.strictObject({ v: z.literal(1), since: z.number().exactOptional(), until: z.number() });

interface Shelf {
  readonly since: UtcMillis;
  readonly deadline: Deadline;
}

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

/** The shelves as the run before left them, none for longer than `most` from now. What ended while the box was off ends with the first look at the clock. */
export const createShelves = (saved: readonly SavedState[], at: Instant, most: Millis): Shelves => {
  const shelved = new Map<string, Shelf>();
  const ignored: SavedState[] = [];
  const changed = new Set<string>();
  for (const state of saved) {
    if (!state.key.startsWith(PREFIX) || state.text === undefined) continue;
    const read = parsedState(schema, state);
    if (read === undefined) {
      ignored.push(state);
      continue;
    }
    const kind = state.key.slice(PREFIX.length);
    const deadline = restoredDeadline(read, most, at);
    shelved.set(kind, { since: Math.min(read.since ?? at.now, at.now), deadline });
    if (deadline.until !== read.until) changed.add(kind);
  }
  const take = (kind: string): void => {
    if (shelved.delete(kind)) changed.add(kind);
  };
  return {
    put: (kind, until, now) => {
      shelved.set(kind, { since: now.now, deadline: deadlineAt(until, now) });
      changed.add(kind);
    },
    take,
    untilOf: (kind) => shelved.get(kind)?.deadline.until,
    ended: (now) => {
      const over = [...shelved].filter(([, { deadline }]) => isOver(deadline, now)).map(([kind]) => kind);
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

const savedShelf = (kind: string, shelf: Shelf | undefined): SavedState => ({
  key: PREFIX + kind,
  ...(shelf === undefined ? {} : { text: JSON.stringify({ v: 1, since: shelf.since, until: shelf.deadline.until }) }),
});
