/** Work that can wait, and is done in small steps between commits. */
export interface Chore {
  /** Waits only once under one name. */
  readonly name: string;
  /** Does a little, some milliseconds at most on a small box; false once there is nothing left of it. */
  step(): boolean;
}

/** Chores in the order in which they came up. */
export class Chores {
  readonly #waiting: Chore[] = [];

  add(chore: Chore): void {
    if (!this.#waiting.some(({ name }) => name === chore.name)) this.#waiting.push(chore);
  }

  /** Does a little of the first; false when nothing waits any more. A chore that fails is given up: its error tells what is wrong. */
  step(): boolean {
    const chore = this.#waiting[0];
    if (chore === undefined) return false;
    let more = false;
    try {
      more = chore.step();
    } finally {
      if (!more) this.#waiting.shift();
    }
    return this.#waiting.length > 0;
  }
}
