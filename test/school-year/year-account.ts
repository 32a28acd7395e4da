import type { UtcMillis } from '../../gateway/domain/clock.ts';
import type { AlarmFact, Fact } from '../../gateway/domain/fact.ts';
import type { NoticeFact } from '../../gateway/domain/supervision-fact.ts';

/** An alarm of the record, by the world's time. */
export interface TakenAlarm {
  readonly fact: AlarmFact;
  readonly raised: UtcMillis;
  cleared?: UtcMillis;
}

/** A message or a call that reached somebody, and when. */
export interface Reached {
  readonly fact: NoticeFact;
  readonly at: UtcMillis;
}

/** The alarms and messages of a year, as they became durable. */
export interface YearAccount {
  note(facts: readonly Fact[], at: UtcMillis): void;
  readonly alarms: ReadonlyMap<string, TakenAlarm>;
  /** In order; a telephone that rang in vain is among them, for it rang. */
  readonly reached: readonly Reached[];
  /** Attempts that failed. */
  failed(): number;
}

const REACHES: ReadonlySet<NoticeFact['fate']> = new Set(['sent', 'delivered', 'answered']);

/** An empty account. */
export const createYearAccount = (): YearAccount => {
  const alarms = new Map<string, TakenAlarm>();
  const reached: Reached[] = [];
  const known = new Set<string>();
  let failed = 0;
  return {
    alarms,
    reached,
    failed: () => failed,
    note: (facts, at) => {
      for (const fact of facts) {
        if (fact.kind === 'alarm') noteAlarm(alarms, fact, at);
        if (fact.kind !== 'notice') continue;
        if (fact.fate === 'failed') failed += 1;
        const key = `${fact.id} ${fact.attempt}`;
        if (!REACHES.has(fact.fate) || known.has(key)) continue;
        known.add(key);
        reached.push({ fact, at });
      }
    },
  };
};

const noteAlarm = (alarms: Map<string, TakenAlarm>, fact: AlarmFact, at: UtcMillis): void => {
  const taken = alarms.get(fact.id) ?? { fact, raised: at };
  if (!fact.active) taken.cleared ??= at;
  alarms.set(fact.id, taken);
};
