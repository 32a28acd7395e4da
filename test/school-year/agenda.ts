import type { UtcMillis } from '../../gateway/domain/clock.ts';

/** Something that happens at a moment of the world. */
interface Entry {
  readonly at: UtcMillis;
  readonly happens: () => void | Promise<void>;
}

/** What is still to come, in the order of time; at one moment in the order in which it was written. */
export interface Agenda {
  add(at: UtcMillis, happens: Entry['happens']): void;
  /** The moment of the next entry; Infinity where nothing is left. */
  next(): UtcMillis;
  /** Takes the next entry out. */
  take(): Entry | undefined;
}

/** An empty agenda. */
export const createAgenda = (): Agenda => {
  // The last entry is the next: what comes is often written down just before it does.
  const entries: Entry[] = [];
  return {
    add: (at, happens) => {
      let place = entries.length;
      while (place > 0 && (entries[place - 1]?.at ?? 0) <= at) place -= 1;
      entries.splice(place, 0, { at, happens });
    },
    next: () => entries.at(-1)?.at ?? Number.POSITIVE_INFINITY,
    take: () => entries.pop(),
  };
};
