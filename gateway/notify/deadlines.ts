import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import { minuteOfDay } from '../domain/local-time.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { Told } from './plan/route.ts';
import { lifeDue } from './sign-of-life.ts';

const KEY = 'notify/deadlines';

/** What falls due on a site, in the order in which it is told. */
export const DEADLINE_KINDS = ['case', 'missing-sample', 'disposal', 'report', 'calibration'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** Something that has fallen due, and isn't done. */
export interface DueThing {
  readonly kind: DeadlineKind;
  /** Tells it from others of its kind, for as long as it is due. */
  readonly key: string;
  /** As people call it. */
  readonly name: string;
}

/** Who is told of what has fallen due, once a day at a local time. */
export interface Deadlines extends Told {
  /** Minutes since midnight. */
  readonly at: number;
  readonly of: readonly DeadlineKind[];
}

/** Nothing of this wakes anybody: what was missed by this minute of the day waits for tomorrow. */
export const EVENING = 21 * 60;

/** More are told by their count alone, and told again where they are still due later. */
const MOST_TOLD = 2_000;

const savedSchema = z.object({ told: z.array(z.string()), on: z.record(z.string(), z.string()) });
type Memory = z.infer<typeof savedSchema>;

/** What is to be told now: to whom, of what. `isNews` false: it was asked for before, and there was no room. */
export interface DeadlineNews {
  readonly entry: Deadlines;
  /** The local date that it is told on. */
  readonly day: string;
  readonly things: readonly DueThing[];
  readonly isNews: boolean;
}

/** Knows what was told of deadlines, so that each is told once. */
export interface DeadlineBook {
  /** What each entry has to tell at `now`; `due` is asked only where one has its time. */
  news(now: UtcMillis, due: () => readonly DueThing[]): readonly DeadlineNews[];
  /** It is told, and on its way. */
  told(news: DeadlineNews): void;
  takeStates(): readonly SavedState[];
  readonly ignored: readonly SavedState[];
}

const idOf = ({ kind, key }: DueThing): string => `${kind} ${key}`;
const nameOf = ({ of }: Deadlines): string => of.join(' ');

/** Opens the book where the last run left it. */
export const createDeadlineBook = (
  entries: readonly Deadlines[],
  timezone: string,
  saved: readonly SavedState[],
): DeadlineBook => {
  const before = saved.find(({ key }) => key === KEY);
  const read = memoryOf(before);
  let memory: Memory = read ?? { told: [], on: {} };
  let changed = false;
  const asked = new Map<string, string>();
  const change = (next: Memory): void => {
    memory = next;
    changed = true;
  };
  /** The local date for which an entry has still to look. */
  const dayOf = (entry: Deadlines, now: UtcMillis): string | undefined =>
    minuteOfDay(now, timezone) < EVENING ? lifeDue(entry, now, timezone, memory.on[nameOf(entry)]) : undefined;
  const lookedOn = (entry: Deadlines, day: string, told = memory.told): void =>
    change({ told, on: { ...memory.on, [nameOf(entry)]: day } });

  const newsOf = (entry: Deadlines, day: string, due: readonly DueThing[]): readonly DeadlineNews[] => {
    const things = due.filter((thing) => entry.of.includes(thing.kind) && !memory.told.includes(idOf(thing)));
    if (things.length === 0) {
      lookedOn(entry, day);
      return [];
    }
    const isNews = asked.get(nameOf(entry)) !== day;
    asked.set(nameOf(entry), day);
    return [{ entry, day, things, isNews }];
  };

  return {
    news: (now, due) => {
      const open = entries.flatMap((entry) => {
        const day = dayOf(entry, now);
        return day === undefined ? [] : [{ entry, day }];
      });
      if (open.length === 0) return [];
      const things = due();
      const still = new Set(things.map(idOf));
      // What is done, and falls due again, is told again.
      if (memory.told.some((id) => !still.has(id))) change({ ...memory, told: memory.told.filter((id) => still.has(id)) });
      return open.flatMap(({ entry, day }) => newsOf(entry, day, things));
    },
    told: ({ entry, day, things }) => lookedOn(entry, day, [...memory.told, ...things.map(idOf)].slice(-MOST_TOLD)),
    takeStates: () => {
      if (!changed) return [];
      changed = false;
      return [{ key: KEY, text: JSON.stringify(memory) }];
    },
    ignored: before !== undefined && read === undefined ? [before] : [],
  };
};

const memoryOf = (state: SavedState | undefined): Memory | undefined => {
  try {
    return savedSchema.safeParse(JSON.parse(state?.text ?? 'null')).data;
  } catch {
    return undefined; // told as ignored by whoever asked
  }
};
