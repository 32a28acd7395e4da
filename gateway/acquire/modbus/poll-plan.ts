import type { PolledDevice } from './polled-device.ts';
import { PolledRead } from './polled-read.ts';
import { planReads } from './read-plan.ts';
import { wantedValues } from './wanted-value.ts';

// What brings scales comes first: a value's scale must be known when the value comes.
const inOrder = (reads: readonly PolledRead[]): PolledRead[] => [
  ...reads.filter(({ bringsScales }) => bringsScales),
  ...reads.filter(({ bringsScales }) => !bringsScales),
];

/**
 * The reads of one device's poll, and how far the poll has come. A read that the device refuses is halved, and stays so;
 * but where all its parts are refused as well, the joining wasn't the reason, and the next poll starts from whole reads again.
 */
export class PollPlan {
  readonly #whole: readonly PolledRead[];
  #reads: PolledRead[];
  #next = 0;
  #halvedNow = false;
  #answeredNow = false;

  /** Throws profile-invalid where device and profile don't fit. */
  constructor(device: PolledDevice) {
    const owner = { unit: device.unit, quietAfter: device.profile.quirks.quietTime ?? 0 };
    const planned = planReads(wantedValues(device), device.profile.limits);
    this.#whole = inOrder(planned.map((read) => new PolledRead(read, owner)));
    this.#reads = [...this.#whole];
  }

  /** The read to ask next; nothing for a device of which nothing is wanted. */
  get current(): PolledRead | undefined {
    return this.#reads[this.#next];
  }

  /** True before the first read of a poll is through. */
  get isAtStart(): boolean {
    return this.#next === 0;
  }

  /** What this poll still has to bring. */
  rest(): readonly PolledRead[] {
    return this.#reads.slice(this.#next);
  }

  /** The current read was answered with data, or is given up; true when the poll is through. */
  advance(answered: boolean): boolean {
    this.#answeredNow ||= answered;
    this.#next += 1;
    if (this.#next < this.#reads.length) return false;
    this.rewind();
    return true;
  }

  /** The next poll starts from the first read. */
  rewind(): void {
    if (this.#halvedNow && !this.#answeredNow) this.#reads = [...this.#whole];
    this.#next = 0;
    this.#halvedNow = false;
    this.#answeredNow = false;
  }

  /** The device refused the current read: its halves take its place. False when it can't be halved. */
  halve(): boolean {
    const halves = this.current?.halves();
    if (halves === undefined) return false;
    this.#reads.splice(this.#next, 1, ...halves);
    this.#halvedNow = true;
    return true;
  }
}
