import type { UtcMillis } from '../domain/clock.ts';
import type { Fact } from '../domain/fact.ts';
import type { ReportFact } from '../domain/supervision-fact.ts';

/** The reports that a record tells of, and when each can have been made at the latest. Fed every fact, oldest first. */
export class ReportNotes {
  readonly all: ReportFact[] = [];
  /** By report: the earliest stamp of the facts behind it, up to the next report. */
  readonly #behind: UtcMillis[] = [];

  take(fact: Fact): void {
    if (fact.kind === 'report') {
      this.all.push(fact);
      this.#behind.push(fact.at);
    }
    const last = this.#behind.length - 1;
    if (last >= 0) this.#behind[last] = Math.min(this.#behind[last] ?? fact.at, fact.at);
  }

  /** The same reports, each at the latest moment at which it can have been made: a clock that ran ahead was put back since. */
  get atTheLatest(): readonly ReportFact[] {
    let earliest = Number.POSITIVE_INFINITY;
    return this.all
      .map((report, place) => ({ report, behind: this.#behind[place] ?? report.at }))
      .reverse()
      .map(({ report, behind }) => {
        earliest = Math.min(earliest, behind);
        return { ...report, at: earliest };
      })
      .reverse();
  }
}
