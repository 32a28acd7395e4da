import type { Notice } from './notice.ts';
import { remember } from './remember.ts';

/** A notice and the alarms that it names. */
type Naming = Pick<Notice, 'id' | 'alarms'>;

/** Of one cause so many are known: what older ones alone have named is rather told twice. */
const MOST_NAMINGS = 20;

/** Causes and recipients that are known at most. */
const MOST_LISTS = 200;

/** Knows which alarms the last notices of each cause to each recipient have named. */
export interface Namings {
  enter(notice: Notice): void;
  /**
   * Whatever waited while nobody could be reached is told once, as it stands: a newer message of a cause says what an older one
   * did. Gives the alarms that no newer one names, where there is one of each of its causes; undefined where it is the newest.
   */
  leftBy(notice: Notice): readonly string[] | undefined;
}

/** Namings of this run: a notice of the run before is older than all. */
export const createNamings = (): Namings => {
  /** The newest last. */
  const latest = new Map<string, readonly Naming[]>();
  return {
    enter: (notice) => {
      const { id, alarms, causes } = notice;
      for (const cause of causes) {
        const key = keyOf(notice, cause);
        remember(latest, key, [...(latest.get(key) ?? []), { id, alarms }].slice(-MOST_NAMINGS), MOST_LISTS);
      }
    },
    leftBy: (notice) => {
      const newer = notice.causes.map((cause) => newerThan(notice.id, latest.get(keyOf(notice, cause)) ?? []));
      if (newer.length === 0 || newer.some((each) => each.length === 0)) return undefined;
      const named = new Set(newer.flat().flatMap(({ alarms }) => alarms));
      return notice.alarms.filter((id) => !named.has(id));
    },
  };
};

const newerThan = (id: string, latest: readonly Naming[]): readonly Naming[] =>
  latest.slice(latest.findIndex((each) => each.id === id) + 1);

const keyOf = ({ way, to, through }: Notice, cause: string): string => `${cause} ${way} ${to ?? through}`;
