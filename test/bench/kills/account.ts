import type { CommittedReadings, NumberedReading } from './committed.ts';

/** All that was found committed after the kills, held against itself as it grows. */
export class CommittedAccount {
  readonly #readings = new Map<number, NumberedReading>();
  readonly #journals = new Set<string>();
  #sealed = 0;
  #changed = 0;

  /** The last number that was found sealed: what is below it won't change, or the chain breaks. */
  get sealed(): number {
    return this.#sealed;
  }

  /** Readings that stood otherwise under their number at an earlier look. */
  get changed(): number {
    return this.#changed;
  }

  /** Journals that were written; more than one where a file was given up. */
  get journals(): number {
    return this.#journals.size;
  }

  get readings(): readonly NumberedReading[] {
    return [...this.#readings.values()];
  }

  /** Takes in what a look after a kill has found. */
  add({ journal, sealed, readings }: CommittedReadings): void {
    this.#journals.add(journal);
    for (const reading of readings) {
      const before = this.#readings.get(reading.number);
      if (before === undefined) this.#readings.set(reading.number, reading);
      else if (before.channel !== reading.channel || before.value !== reading.value) this.#changed += 1;
    }
    const last = readings.at(-1)?.number ?? 0;
    // What was committed at an earlier look must be there now.
    for (const number of this.#readings.keys()) if (number > Math.max(last, sealed)) this.#changed += 1;
    this.#sealed = sealed;
  }
}
