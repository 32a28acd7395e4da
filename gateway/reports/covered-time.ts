import type { UtcMillis } from '../domain/clock.ts';

/** From one moment up to another, which is no part of it. */
export interface Stretch {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** Moments that something is known of, whatever the order in which they became known: stretches in order of time, apart. */
export class CoveredTime {
  readonly #from: UtcMillis[] = [];
  readonly #to: UtcMillis[] = [];

  /** Adds a stretch. Gives those parts of it that were not covered before. */
  cover(from: UtcMillis, to: UtcMillis): readonly Stretch[] {
    if (from >= to) return [];
    if (!(from < this.#end)) {
      if (from === this.#end) this.#to[this.#to.length - 1] = to;
      else this.#add(this.#from.length, 0, from, to);
      return [{ from, to }];
    }
    const fresh = this.open(from, to);
    if (fresh.length > 0) this.#merge(from, to);
    return fresh;
  }

  /** The parts of a stretch that are not covered. */
  open(from: UtcMillis, to: UtcMillis): readonly Stretch[] {
    if (from >= to) return [];
    if (!(from < this.#end)) return [{ from, to }];
    const parts: Stretch[] = [];
    let at = from;
    for (let index = this.#firstEndingAfter(from); index < this.#from.length && at < to; index += 1) {
      const begin = Math.min(to, this.#from[index] ?? to);
      if (begin > at) parts.push({ from: at, to: begin });
      at = Math.max(at, this.#to[index] ?? at);
    }
    if (at < to) parts.push({ from: at, to });
    return parts;
  }

  /** Whether a moment is covered. */
  has(at: UtcMillis): boolean {
    if (!(at < this.#end)) return false;
    return (this.#from[this.#firstEndingAfter(at)] ?? Number.POSITIVE_INFINITY) <= at;
  }

  /** Whether anything between two moments is covered. */
  touches(from: UtcMillis, to: UtcMillis): boolean {
    if (from >= to || !(from < this.#end)) return false;
    return (this.#from[this.#firstEndingAfter(from)] ?? Number.POSITIVE_INFINITY) < to;
  }

  /** The end of the last stretch that ends at a moment or before; undefined where none does. */
  endBefore(at: UtcMillis): UtcMillis | undefined {
    return this.#to[this.#firstEndingAfter(at) - 1];
  }

  /** What is covered, between two moments. */
  between(from: UtcMillis, to: UtcMillis): readonly Stretch[] {
    const stretches = this.#from.map((begin, index) => ({
      from: Math.max(from, begin),
      to: Math.min(to, this.#to[index] ?? begin),
    }));
    return stretches.filter((stretch) => stretch.from < stretch.to);
  }

  get #end(): UtcMillis {
    return this.#to.at(-1) ?? Number.NEGATIVE_INFINITY;
  }

  /** One stretch takes the place of all that it touches. */
  #merge(from: UtcMillis, to: UtcMillis): void {
    const first = this.#to.findIndex((end) => end >= from);
    const behind = this.#from.findIndex((begin) => begin > to);
    const count = (behind < 0 ? this.#from.length : behind) - first;
    const begins = count === 0 ? from : Math.min(from, this.#from[first] ?? from);
    const ends = count === 0 ? to : Math.max(to, this.#to[first + count - 1] ?? to);
    this.#add(first, count, begins, ends);
  }

  #add(index: number, instead: number, from: UtcMillis, to: UtcMillis): void {
    this.#from.splice(index, instead, from);
    this.#to.splice(index, instead, to);
  }

  /** By halves: a month has thousands of gaps, and a clock that was set back asks anew for each reading. */
  #firstEndingAfter(at: UtcMillis): number {
    let [low, high] = [0, this.#to.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#to[middle] ?? at) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
