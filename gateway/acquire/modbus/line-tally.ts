import type { BusWitness } from './bus.ts';
import type { UnitCounters } from './line-counters.ts';

/** Counts what happens on a line, and puts it down to the unit that was asked last. */
export class LineTally implements BusWitness {
  readonly #onDerailed: (reason: string) => void;
  /** Bytes that belonged to no answer. */
  noiseBytes = 0;
  quarantines = 0;
  openings = 0;
  /** Whom the last question went to; nobody before the first. */
  lastAsked: UnitCounters | undefined;

  constructor(onDerailed: (reason: string) => void) {
    this.#onDerailed = onDerailed;
  }

  noise(bytes: number): void {
    this.noiseBytes += bytes;
    if (this.lastAsked !== undefined) this.lastAsked.noiseBytes += bytes;
  }

  late(): void {
    if (this.lastAsked !== undefined) this.lastAsked.late += 1;
  }

  quarantined(): void {
    this.quarantines += 1;
  }

  derailed(reason: string): void {
    this.#onDerailed(reason);
  }
}
