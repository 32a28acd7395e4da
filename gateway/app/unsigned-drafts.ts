import { z } from 'zod';
import type { Fact } from '../domain/fact.ts';
import type { SavedState } from '../domain/saved-state.ts';

const KEY = 'notify/unsigned';

/** A year of days, its weeks and its months; the oldest go first. */
const MOST = 500;

/** Knows which reports were drafted and wait for a signature, over restarts. */
export interface UnsignedDrafts {
  take(facts: readonly Fact[]): void;
  /** `day 2026-11-27`, the oldest first. */
  all(): readonly string[];
  takeStates(): readonly SavedState[];
}

/** Opens what the last run knew. */
export const createUnsignedDrafts = (saved: readonly SavedState[]): UnsignedDrafts => {
  const drafts = new Set(savedOf(saved));
  let changed = false;
  return {
    take: (facts) => {
      for (const fact of facts) {
        if (fact.kind !== 'report') continue;
        const name = `${fact.period} ${fact.date}`;
        if (fact.step === 'drafted') drafts.add(name);
        else drafts.delete(name);
        const [oldest] = drafts;
        if (drafts.size > MOST && oldest !== undefined) drafts.delete(oldest);
        changed = true;
      }
    },
    all: () => [...drafts],
    takeStates: () => {
      if (!changed) return [];
      changed = false;
      return [{ key: KEY, text: JSON.stringify([...drafts]) }];
    },
  };
};

const savedOf = (saved: readonly SavedState[]): readonly string[] => {
  try {
    return z.array(z.string()).safeParse(JSON.parse(saved.find(({ key }) => key === KEY)?.text ?? '[]')).data ?? [];
  } catch {
    return []; // the next draft begins it anew
  }
};
