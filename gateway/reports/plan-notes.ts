import { isDeepStrictEqual } from 'node:util';
import type { ClockTrust, UtcMillis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { SitePlan } from '../domain/site-plan.ts';
import type { PlanHistory, PlannedSince } from './plan-history.ts';
import { planOfTable } from './recorded-plan.ts';

type Stated = { -readonly [Key in keyof PlannedSince]: PlannedSince[Key] };

/** What the record says of the site's plans, and by when it had each of them beyond doubt. Fed every fact, oldest first. */
export class PlanNotes {
  readonly #stated: Stated[] = [];
  #retired: UtcMillis | undefined;

  take(fact: Fact, clock: ClockTrust): void {
    if (clock === 'sure') this.#haveBy(fact.at);
    if (fact.kind === 'config') this.#state(planOfTable(fact.table), fact.at, clock);
    this.#retired = fact.kind === 'retired' && fact.lane === 'urgent' ? fact.at : undefined;
  }

  /** The plans in order. In a record that goes on from none, the first was in force from its beginning on. */
  history(succeeds: boolean): PlanHistory {
    return this.#stated.map((stated, place) =>
      place === 0 && !succeeds ? { ...stated, since: Number.NEGATIVE_INFINITY } : { ...stated },
    );
  }

  /**
   * What a box was told while nobody vouched for its time, it may have been told at any moment until somebody did: else who
   * takes its network away could enter a plan under a time long past. What came while the clock was ahead is of now at the latest.
   */
  #haveBy(at: UtcMillis): void {
    for (let place = this.#stated.length - 1; place >= 0; place -= 1) {
      const stated = this.#stated[place];
      if (stated === undefined || stated.since <= at) return;
      stated.since = at;
    }
  }

  #state(plan: SitePlan | undefined, at: UtcMillis, clock: ClockTrust): void {
    // Told anew because its fact left the record's old end: it is what was in force there.
    if (this.#retired === at) {
      if (!isDeepStrictEqual(this.#stated[0]?.plan, plan)) this.#stated.unshift({ since: Number.NEGATIVE_INFINITY, plan });
      return;
    }
    const before = this.#stated.at(-1);
    if (before !== undefined && isDeepStrictEqual(before.plan, plan)) return;
    this.#stated.push({ since: clock === 'sure' ? at : Number.POSITIVE_INFINITY, plan });
  }
}
