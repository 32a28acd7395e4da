import type { Cancel, Clock } from '../../domain/clock.ts';
import type { Kept, Transfer } from '../../domain/sent-result.ts';
import { pauseAfter } from '../line/back-off.ts';
import type { ConversationCounters } from './conversation.ts';

/** Transfers that wait are at most so many, and so many bytes. */
const MOST_WAITING = 256;
const MOST_BYTES = 2_000_000;

const PAUSES = { first: 500, longest: 30_000 };

/** What a queue needs. */
interface QueueNeeds {
  readonly clock: Clock;
  keep(transfer: Transfer): Promise<Kept>;
  readonly counters: ConversationCounters;
}

/**
 * Keeps transfers of links on which nothing is acknowledged, and so nothing comes again: one at a time, in order, each
 * tried until it is kept. What waits is bounded; beyond that the newest are let go, and counted.
 */
export class KeepQueue {
  readonly #needs: QueueNeeds;
  readonly #waiting: Transfer[] = [];
  #bytes = 0;
  #failures = 0;
  #busy = false;
  #closing = false;
  #pause: Cancel | undefined;

  constructor(needs: QueueNeeds) {
    this.#needs = needs;
  }

  offer(transfer: Transfer): void {
    const size = transfer.raw.length;
    if (this.#waiting.length >= MOST_WAITING || this.#bytes + size > MOST_BYTES) {
      this.#needs.counters.unkept += 1;
      return;
    }
    this.#waiting.push(transfer);
    this.#bytes += size;
    this.#next();
  }

  /** What waits is tried once more, without a pause; what then can't be kept is let go, and counted. */
  close(): void {
    this.#closing = true;
    this.#resume();
  }

  #next(): void {
    const [transfer] = this.#waiting;
    if (transfer === undefined || this.#busy || this.#pause !== undefined) return;
    this.#busy = true;
    void this.#needs.keep(transfer).then(
      () => this.#kept(),
      () => this.#failed(),
    );
  }

  #kept(): void {
    this.#needs.counters.transfers += 1;
    this.#failures = 0;
    this.#shift();
  }

  #failed(): void {
    if (this.#closing) {
      this.#needs.counters.unkept += 1;
      this.#shift();
      return;
    }
    this.#busy = false;
    this.#failures += 1;
    this.#pause = this.#needs.clock.after(pauseAfter(this.#failures, PAUSES), () => this.#resume());
  }

  #resume(): void {
    this.#pause?.();
    this.#pause = undefined;
    this.#next();
  }

  #shift(): void {
    this.#bytes -= this.#waiting.shift()?.raw.length ?? 0;
    this.#busy = false;
    this.#next();
  }
}
