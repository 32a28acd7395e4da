import { isDeepStrictEqual } from 'node:util';
import type { ClockTrust, UtcMillis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { SitePlan } from '../domain/site-plan.ts';
import type { PlanHistory } from './plan-history.ts';
import { planOfTable } from './recorded-plan.ts';

/** A plan as the record tells of it. Moments are those that somebody vouched for; +∞ as long as there is none. */
interface Stated {
  readonly plan: SitePlan | undefined;
  /** When it was told of; of one that came under a time nobody vouched for, the first moment behind it that somebody did. */
  at: UtcMillis;
  /** The earliest moment of all that came behind it. */
  behind: UtcMillis;
  /** How many of the noted moments came before it. */
  readonly noted: number;
}

const NEVER: UtcMillis = Number.POSITIVE_INFINITY;

/**
 * What the record says of the site's plans, and by when it had each of them beyond doubt. Fed every fact, oldest first.
 * The order of the record decides, not the stamp alone: else who takes a box's network away, or sets its clock back, could
 * enter a plan under a time long past.
 */
export class PlanNotes {
  readonly #stated: Stated[] = [];
  /** The last moment before each start and each step of the clock. */
  readonly #noted: UtcMillis[] = [];
  #last: UtcMillis = Number.NEGATIVE_INFINITY;
  #retired: UtcMillis | undefined;
  /** The plan that a fact told anew which had left the record's old end: what was in force there. */
  #oldest: SitePlan | 'as-stated' | undefined = 'as-stated';

  take(fact: Fact, clock: ClockTrust): void {
    if (fact.kind === 'boot' || fact.kind === 'clock') this.#noted.push(this.#last);
    if (clock === 'sure') this.#haveBy(fact.at);
    if (fact.kind === 'config') this.#state(planOfTable(fact.table), fact.at, clock);
    this.#retired = fact.kind === 'retired' && fact.lane === 'urgent' ? fact.at : undefined;
  }

  /** The plans in order. In a record that goes on from none, the first was in force from its beginning on. */
  history(succeeds: boolean): PlanHistory {
    let since = Number.NEGATIVE_INFINITY;
    const plans = this.#stated.map((stated, place) => {
      since = place === 0 && !succeeds && this.#oldest === 'as-stated' ? since : Math.max(since, this.#sinceOf(stated));
      return { since, plan: stated.plan };
    });
    return this.#oldest === 'as-stated' ? plans : [{ since: Number.NEGATIVE_INFINITY, plan: this.#oldest }, ...plans];
  }

  /** A clock that was ahead of where the record ends has come back: its stamps say nothing. All others came before what follows them. */
  #sinceOf({ at, behind, noted }: Stated): UtcMillis {
    const before = this.#noted.slice(0, noted).filter((moment) => moment <= this.#last);
    return Math.max(at > this.#last ? behind : at, ...before);
  }

  #haveBy(at: UtcMillis): void {
    this.#last = at;
    for (let place = this.#stated.length - 1; place >= 0; place -= 1) {
      const stated = this.#stated[place];
      if (stated === undefined || stated.behind <= at) return;
      stated.behind = at;
      if (stated.at === NEVER) stated.at = at;
    }
  }

  #state(plan: SitePlan | undefined, at: UtcMillis, clock: ClockTrust): void {
    if (this.#retired === at) {
      this.#oldest = plan;
      return;
    }
    const before = this.#stated.at(-1);
    if (before !== undefined && isDeepStrictEqual(before.plan, plan)) return;
    this.#stated.push({ plan, at: clock === 'sure' ? at : NEVER, behind: NEVER, noted: this.#noted.length });
  }
}
