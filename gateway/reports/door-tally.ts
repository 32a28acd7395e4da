import type { Millis, UtcMillis } from '../domain/clock.ts';
import { MarkSeries } from './mark-series.ts';

/** How often a door was opened, and how long it stood open. */
export class DoorTally {
  readonly #side: 'high' | 'low';
  readonly #threshold: number;
  /** When it stood open, for a chart. */
  readonly open: MarkSeries;
  #isOpen = false;
  #openings = 0;
  #openTime: Millis = 0;
  #unproven: Millis = 0;

  constructor({ side, value }: { readonly side: 'high' | 'low'; readonly value: number }, from: UtcMillis, to: UtcMillis) {
    this.open = new MarkSeries(from, to);
    this.#side = side;
    this.#threshold = value;
  }

  /** The contact stood at a value from one moment to another. */
  proven(from: UtcMillis, to: UtcMillis, value: number): void {
    const isOpen = this.#side === 'high' ? value > this.#threshold : value < this.#threshold;
    if (isOpen && !this.#isOpen) this.#openings += 1;
    if (isOpen) {
      this.#openTime += to - from;
      this.open.mark(from, to);
    }
    this.#isOpen = isOpen;
  }

  unproven(from: UtcMillis, to: UtcMillis): void {
    this.#unproven += to - from;
  }

  figures(): { readonly openings: number; readonly openTime: Millis; readonly unproven: Millis } {
    return { openings: this.#openings, openTime: this.#openTime, unproven: this.#unproven };
  }
}
