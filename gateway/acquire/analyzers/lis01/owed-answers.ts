import type { Clock, Millis } from '../../../domain/clock.ts';
import { Deadline } from '../../line/deadline.ts';
import type { Heard } from './frame-reader.ts';
import { type AnswerOutcome, QueryAnswer } from './query-answer.ts';

/** So many queries are remembered; an instrument that asks more often asks again. */
const MOST_OWED = 16;

/** So often a busy instrument is tried for one answer. */
const MOST_TRIES = 6;

/** How long to leave the line alone after each outcome. Source: LIS01-A2, 6.2.6 (busy), 6.5.2.2 (yielded), 6.3.5 (interrupted). */
const PAUSE: Readonly<Record<AnswerOutcome, Millis>> = {
  sent: 0,
  'given-up': 0,
  busy: 10_000,
  yielded: 20_000,
  interrupted: 15_000,
};

/** What answering queries needs. `isFree`: nobody else speaks on the line. */
interface OwedAnswersNeeds {
  readonly clock: Clock;
  write(bytes: Uint8Array): void;
  isFree(): boolean;
}

/** The queries that still want their answer, one after another, whenever the line is free. */
export class OwedAnswers {
  readonly #needs: OwedAnswersNeeds;
  readonly #answer: QueryAnswer;
  readonly #pause: Deadline;
  #owed = 0;
  #tries = 0;
  #notBefore: Millis = 0;

  constructor(needs: OwedAnswersNeeds) {
    this.#needs = needs;
    this.#answer = new QueryAnswer({ ...needs, onOutcome: (outcome) => this.#ended(outcome) });
    this.#pause = new Deadline(needs.clock, () => this.goOn());
  }

  /** True while an answer is under way, and what is heard is its reply. */
  get active(): boolean {
    return this.#answer.active;
  }

  /** An instrument has asked. */
  owe(): void {
    if (this.#owed < MOST_OWED) this.#owed += 1;
  }

  heard(heard: Heard): void {
    this.#answer.heard(heard);
  }

  /** Begins the next answer, where one is owed and the line is free. */
  goOn(): void {
    if (this.#owed === 0 || this.active || !this.#needs.isFree()) return;
    if (this.#needs.clock.elapsed() < this.#notBefore) this.#pause.set(this.#notBefore);
    else this.#answer.start();
  }

  stop(): void {
    this.#owed = 0;
    this.#answer.stop();
    this.#pause.stop();
  }

  #ended(outcome: AnswerOutcome): void {
    this.#tries = outcome === 'busy' ? this.#tries + 1 : 0;
    if (outcome !== 'yielded' && (outcome !== 'busy' || this.#tries === MOST_TRIES)) {
      this.#owed -= 1;
      this.#tries = 0;
    }
    this.#notBefore = this.#needs.clock.elapsed() + PAUSE[outcome];
    this.goOn();
  }
}
