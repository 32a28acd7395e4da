import type { Cancel, Clock, Millis } from '../domain/clock.ts';

/** A state that lasts: it began, or it is over. */
export interface ToldState {
  readonly on: string;
  readonly state: string;
  readonly active: boolean;
  readonly reason?: string;
}

/** How long a state that came back must have stayed away before its end is told again; doubled each time that this was too short. */
const FIRST_WAIT: Millis = 10_000;
const LONGEST_WAIT: Millis = 600_000;

/** A state that stayed away for so long begins anew: its next end is told at once. */
const FORGOTTEN: Millis = 3_600_000;

/** What is known of one state of one thing. */
interface Course {
  active: boolean;
  /** How often it came back, since it last stayed away for an hour. */
  relapses: number;
  endedAt: Millis;
  /** Set while its end waits to be told. */
  cancel: Cancel | undefined;
}

/**
 * Tells states that last. A state's beginning is told at once, and its first end as well; one that comes and goes (a converter
 * that takes a connection and drops it, each five seconds) is over only once it has stayed away for a while, so that a record
 * gets a dozen facts an hour of it, and not a thousand.
 */
export class SteadyStates<State extends ToldState> {
  readonly #clock: Clock;
  readonly #tell: (change: State) => void;
  readonly #courses = new Map<string, Course>();

  constructor(clock: Clock, tell: (change: State) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Takes what is so now; what is no change is nothing new. */
  change(change: State): void {
    const key = `${change.on} ${change.state}`;
    const course = this.#courses.get(key) ?? { active: false, relapses: -1, endedAt: 0, cancel: undefined };
    this.#courses.set(key, course);
    if (change.active) this.#begin(course, change);
    else if (course.active && course.cancel === undefined) this.#end(course, change);
  }

  /** Tells no end any more that waits: what lasts when a gateway ends is told anew, or not, by the next one. */
  stop(): void {
    for (const course of this.#courses.values()) course.cancel?.();
  }

  #begin(course: Course, change: State): void {
    course.cancel?.();
    course.cancel = undefined;
    if (course.active) return;
    course.relapses = this.#clock.elapsed() - course.endedAt > FORGOTTEN ? 0 : course.relapses + 1;
    course.active = true;
    this.#tell(change);
  }

  #end(course: Course, change: State): void {
    const over = (): void => {
      course.cancel = undefined;
      course.active = false;
      course.endedAt = this.#clock.elapsed();
      this.#tell(change);
    };
    if (course.relapses <= 0) over();
    else course.cancel = this.#clock.after(Math.min(FIRST_WAIT * 2 ** (course.relapses - 1), LONGEST_WAIT), over);
  }
}
