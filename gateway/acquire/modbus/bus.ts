import type { Millis } from '../../domain/clock.ts';
import type { Answer } from './answer.ts';
import type { Question } from './question.ts';

/** What asks units on one open port, one question at a time. When the port is lost, so is the bus: make a new one. */
export interface Bus {
  /**
   * Asks, as soon as the line may be used. Resolves in any case, and never rejects: with silence when nothing came within
   * `patience` after the request ended, with `lost` when the port is gone. Throws line-busy when a question is under way.
   */
  ask(question: Question, patience: Millis): Promise<Answer>;
  /** From when on the next question may leave at once, on the clock that only grows. What is heard meanwhile moves it. */
  readyAt(): Millis;
  /** Since when the line can't be trusted, because of doubt; undefined when it can. */
  doubtedSince(): Millis | undefined;
  /** How long to wait for a unit whose answers have taught `learned`. */
  patience(learned: Millis): Millis;
  /** What a vain question costs the line, from its first byte until the next may leave. */
  costOfSilence(patience: Millis): Millis;
  /** Ends a question under way as `lost`, and lets the timers go. The port itself stays with its owner. */
  close(): void;
}

/** What happens on a bus, for whoever counts. */
export interface BusWitness {
  /** Bytes that belong to no answer. */
  noise(bytes: number): void;
  /** A whole answer, but to a question that was given up. */
  late(): void;
  /** A whole answer to the question, but before that could have ended. */
  early(): void;
  /** A whole answer, after its question and in time. */
  timely(): void;
  /** The line must be quiet for a while before it is used again. */
  quarantined(): void;
  /** The stream of bytes lost its step: the port is of no use any more. */
  derailed(reason: string): void;
}
