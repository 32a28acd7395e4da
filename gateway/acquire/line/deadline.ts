import type { Cancel, Clock, Millis } from '../../domain/clock.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** A timer that fires so much late tells of a busy machine, not of a slow device. */
const STALL: Millis = 5;

/**
 * One deadline that is moved over and over, as each request of a bus does. Moving it later, or off, leaves the timer as it
 * is: it fires, finds nothing due, and is set anew. So thousands of requests a second cost a few timers a second.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  readonly #fire = (): void => this.#fired();
  #due: Millis = NEVER;
  #armedFor: Millis = NEVER;
  #stalled = false;
  #cancel: Cancel | undefined;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Calls back once, not before `due` on the clock that only grows; replaces what was set before. */
  set(due: Millis): void {
    this.#due = due;
    if (due < this.#armedFor) this.#arm();
  }

  /** Nothing is due any more. */
  clear(): void {
    this.#due = NEVER;
  }

  /** Lets the timer go, too. */
  stop(): void {
    this.#due = NEVER;
    this.#armedFor = NEVER;
    this.#cancel?.();
  }

  #arm(): void {
    this.#cancel?.();
    this.#stalled = false;
    this.#armedFor = this.#due;
    this.#cancel = this.#clock.after(Math.max(0, this.#due - this.#clock.elapsed()), this.#fire);
  }

  #fired(): void {
    this.#armedFor = NEVER;
    if (this.#due === NEVER) return;
    // Set later meanwhile, or fired early by a fraction of a millisecond.
    if (this.#clock.elapsed() < this.#due) {
      this.#arm();
      return;
    }
    if (!this.#stalled && this.#clock.elapsed() > this.#due + STALL) {
      // What came while the machine was busy still lies in the port: one turn of the loop, and it is heard first.
      this.#arm();
      this.#stalled = true;
      return;
    }
    this.#due = NEVER;
    this.#onDue();
  }
}
