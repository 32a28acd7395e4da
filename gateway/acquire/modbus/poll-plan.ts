import type { PolledDevice } from './polled-device.ts';
import { PolledRead } from './polled-read.ts';
import { planReads } from './read-plan.ts';
import { wantedValues } from './wanted-value.ts';

/** A read as it was planned, and what the poll under way has shown of it. */
interface Planned {
  readonly whole: PolledRead;
  halvedNow: boolean;
  answeredNow: boolean;
  /** Every part of it was refused: halving it is no use, until it answers again. */
  futile: boolean;
}

/** A read as it is asked: a planned one, or a part of it. */
interface Part {
  readonly read: PolledRead;
  readonly of: Planned;
}

// What brings scales comes first: a value's scale must be known when the value comes.
const inOrder = (reads: readonly PolledRead[]): readonly PolledRead[] => [
  ...reads.filter(({ bringsScales }) => bringsScales),
  ...reads.filter(({ bringsScales }) => !bringsScales),
];

/**
 * The reads of one device's poll, and how far the poll has come. A read that the device refuses is halved until it is
 * answered, and stays so. Where all its parts are refused as well, the joining wasn't the reason: it is asked whole
 * again, and its refusal believed, so that a device that lacks what is wanted doesn't take the line's time with asking.
 */
export class PollPlan {
  readonly #planned: readonly Planned[];
  #parts: Part[];
  #next = 0;

  /** Throws profile-invalid where device and profile don't fit. */
  constructor(device: PolledDevice) {
    const owner = { unit: device.unit, quietAfter: device.profile.quirks.quietTime ?? 0 };
    const reads = planReads(wantedValues(device), device.profile.limits).map((read) => new PolledRead(read, owner));
    this.#planned = inOrder(reads).map((whole) => ({ whole, halvedNow: false, answeredNow: false, futile: false }));
    this.#parts = this.#planned.map((of) => ({ read: of.whole, of }));
  }

  /** The read to ask next; nothing for a device of which nothing is wanted. */
  get current(): PolledRead | undefined {
    return this.#parts[this.#next]?.read;
  }

  /** What this poll still has to bring. */
  rest(): readonly PolledRead[] {
    return this.#parts.slice(this.#next).map(({ read }) => read);
  }

  /** The current read was answered with data, or is given up; true when the poll is through. */
  advance(answered: boolean): boolean {
    const of = this.#parts[this.#next]?.of;
    if (of !== undefined && answered) {
      of.answeredNow = true;
      of.futile = false;
    }
    this.#next += 1;
    if (this.#next < this.#parts.length) return false;
    for (const planned of this.#planned) planned.futile ||= planned.halvedNow && !planned.answeredNow;
    this.rewind();
    return true;
  }

  /** The next poll starts from the first read. */
  rewind(): void {
    this.#next = 0;
    if (this.#planned.some(({ halvedNow, answeredNow }) => halvedNow && !answeredNow)) this.#makeWhole();
    for (const planned of this.#planned) {
      planned.halvedNow = false;
      planned.answeredNow = false;
    }
  }

  /** The device refused the current read: its halves take its place. False when it can't be halved, or that is no use. */
  halve(): boolean {
    const part = this.#parts[this.#next];
    const halves = part === undefined || part.of.futile ? undefined : part.read.halves();
    if (part === undefined || halves === undefined) return false;
    this.#parts.splice(this.#next, 1, ...halves.map((read) => ({ read, of: part.of })));
    part.of.halvedNow = true;
    return true;
  }

  /** Parts of which none was answered become the read that they were. */
  #makeWhole(): void {
    this.#parts = this.#planned.flatMap((of) =>
      of.halvedNow && !of.answeredNow ? [{ read: of.whole, of }] : this.#parts.filter((part) => part.of === of),
    );
  }
}
