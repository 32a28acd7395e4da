import type { BusWitness } from './bus.ts';
import type { UnitCounters } from './line-counters.ts';

/** Whom it concerns what happens on a line. */
export interface TallyNeeds {
  /** The port is of no use any more. */
  onDerailed(reason: string): void;
  /** Whole answers come before their questions can have ended, and none in time; or one has come in time again. */
  onEarly(early: boolean): void;
}

/** A stray duplicate may come before a question's end by chance; not so often without one answer in time. */
const SURELY_EARLY = 3;

/** Counts what happens on a line, and puts it down to the unit that was asked last. */
export class LineTally implements BusWitness {
  readonly #needs: TallyNeeds;
  /** Answers that came too early, since the last one in time. */
  #early = 0;
  /** Bytes that belonged to no answer. */
  noiseBytes = 0;
  quarantines = 0;
  openings = 0;
  /** Whom the last question went to; nobody before the first. */
  lastAsked: UnitCounters | undefined;

  constructor(needs: TallyNeeds) {
    this.#needs = needs;
  }

  noise(bytes: number): void {
    this.noiseBytes += bytes;
    if (this.lastAsked !== undefined) this.lastAsked.noiseBytes += bytes;
  }

  late(): void {
    if (this.lastAsked !== undefined) this.lastAsked.late += 1;
  }

  early(): void {
    this.#early += 1;
    if (this.#early === SURELY_EARLY) this.#needs.onEarly(true);
  }

  timely(): void {
    if (this.#early >= SURELY_EARLY) this.#needs.onEarly(false);
    this.#early = 0;
  }

  quarantined(): void {
    this.quarantines += 1;
  }

  derailed(reason: string): void {
    this.#needs.onDerailed(reason);
  }
}
