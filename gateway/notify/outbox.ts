import { z } from 'zod';
import type { SavedState } from '../domain/saved-state.ts';
import { noticeSchema } from './notice.ts';
import type { Parcel } from './parcel.ts';

const PREFIX = 'notify/notice/';

const entrySchema = z.object({ notice: noticeSchema, attempt: z.number(), begun: z.boolean() });

/** A notice that has not come to its end; `begun`: an attempt is under way. */
export interface OutboxEntry extends Parcel {
  readonly begun: boolean;
}

/** The notices that have not come to their end, kept over restarts. */
export interface Outbox {
  put(entry: OutboxEntry): void;
  remove(id: string): void;
  all(): readonly OutboxEntry[];
  /** States that changed since they were last asked for. */
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

/** Opens the outbox of the run before. */
export const createOutbox = (saved: readonly SavedState[]): Outbox => {
  const entries = new Map<string, OutboxEntry>();
  const changed = new Set<string>();
  const ignored: SavedState[] = [];
  for (const state of saved.filter(({ key }) => key.startsWith(PREFIX))) {
    const read = entryOf(state);
    if (read === undefined) ignored.push(state);
    else entries.set(read.notice.id, read);
  }
  return {
    put: (entry) => {
      entries.set(entry.notice.id, entry);
      changed.add(entry.notice.id);
    },
    remove: (id) => {
      if (entries.delete(id)) changed.add(id);
    },
    all: () => [...entries.values()],
    takeStates: () => {
      const states = [...changed].map((id) => {
        const entry = entries.get(id);
        return { key: `${PREFIX}${id}`, ...(entry === undefined ? {} : { text: JSON.stringify(entry) }) };
      });
      changed.clear();
      return states;
    },
    ignored,
  };
};

const entryOf = ({ text }: SavedState): OutboxEntry | undefined => {
  try {
    const read = entrySchema.safeParse(JSON.parse(text ?? ''));
    return read.success ? read.data : undefined;
  } catch {
    return undefined; // told as ignored by whoever asked
  }
};
