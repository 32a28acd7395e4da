import { z } from 'zod';
import type { UtcMillis } from '../domain/clock.ts';
import type { Committed } from '../domain/commit.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';
import { PERIODS, periodOf } from '../reports/report-period.ts';

const KEY = 'notify/unsigned';

/** A year of days, its weeks and its months; the oldest go first. */
const MOST = 500;

/** Keeps reports as facts. */
type Keep = (facts: readonly ReportFact[]) => Promise<Committed>;

/** Knows which reports were drafted and wait for a signature, over restarts. */
export interface UnsignedDrafts {
  /** The same keeping, with what is known here in the same transaction as the facts: a power cut takes both or none. */
  keeping(keep: Keep): Keep;
  /** Those whose period is over at that moment: `day 2026-11-27`, the oldest first. */
  all(now: UtcMillis): readonly string[];
  takeStates(): readonly SavedState[];
}

/** Opens what the last run knew. */
export const createUnsignedDrafts = (saved: readonly SavedState[], timezone: string): UnsignedDrafts => {
  const drafts = new Set(savedOf(saved));
  let changed = false;
  const note = (facts: readonly ReportFact[], waits: (fact: ReportFact) => boolean): void => {
    for (const fact of facts) {
      const draft = `${fact.period} ${fact.date}`;
      if (waits(fact)) drafts.add(draft);
      else drafts.delete(draft);
    }
    for (const oldest of drafts) if (drafts.size > MOST) drafts.delete(oldest);
    changed = true;
  };
  return {
    keeping: (keep) => async (facts) => {
      note(facts, ({ step }) => step === 'drafted');
      const committed = await keep(facts);
      // Whoever signed is told that nothing was kept, and signs again.
      if (committed.first === 0) note(facts, () => true);
      return committed;
    },
    all: (now) => [...drafts].filter((draft) => isOver(draft, timezone, now)),
    takeStates: () => {
      if (!changed) return [];
      changed = false;
      return [{ key: KEY, text: JSON.stringify([...drafts]) }];
    },
  };
};

/** A draft of a day that has not come, as a clock that ran ahead once made it, waits for nobody. */
const isOver = (draft: string, timezone: string, now: UtcMillis): boolean => {
  const [kind, date = ''] = draft.split(' ');
  const known = PERIODS.find((period) => period === kind);
  const period = known === undefined ? undefined : periodOf(known, date, timezone);
  return period !== undefined && period.to <= now;
};

const savedOf = (saved: readonly SavedState[]): readonly string[] => {
  try {
    return z.array(z.string()).safeParse(JSON.parse(saved.find(({ key }) => key === KEY)?.text ?? '[]')).data ?? [];
  } catch {
    return []; // the next draft begins it anew
  }
};
