import type { Millis } from '../domain/clock.ts';

/** So long commits must have gone through: some looks of whoever minds the storage, so that no damage is over before it was seen. */
const PROVEN_AFTER: Millis = 120_000;

/** A journal that took a damaged one's place is in trouble until it has shown that it works: once is chance, and the card is the same. */
export class Probation {
  #isOn = false;
  /** When the first commit since the damage, or since the last that failed, went through. */
  #wellSince: Millis | undefined;

  /** Whether the journal has still to show that it works. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** A damaged journal was set aside. */
  begin(): void {
    this.#isOn = true;
    this.#wellSince = undefined;
  }

  /** Whether a commit now would end it, or let it begin to end: nothing else may be due for hours. */
  wantsCommit(elapsed: Millis): boolean {
    return this.#isOn && (this.#wellSince === undefined || elapsed - this.#wellSince >= PROVEN_AFTER);
  }

  /** A commit came to its end; `isWell`: all of it is durable, as it should be. */
  committed(elapsed: Millis, isWell: boolean): void {
    if (!this.#isOn) return;
    this.#wellSince = isWell ? (this.#wellSince ?? elapsed) : undefined;
    this.#isOn = !isWell || elapsed - (this.#wellSince ?? elapsed) < PROVEN_AFTER;
  }
}
