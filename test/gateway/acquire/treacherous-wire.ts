import type { OpenedPort } from '../../../gateway/acquire/line/opened-port.ts';
import type { Clock, Millis } from '../../../gateway/domain/clock.ts';
import { answerFrame, isWhole, type Served, servedIn } from './treacherous-units.ts';
import { alteredWithinPromise, scrambled, type Treacheries } from './treachery.ts';

/** What a treacherous wire is made of. */
export interface TreacherousNeeds {
  readonly clock: Clock;
  readonly random: () => number;
  readonly character: Millis;
  /** No answer begins later than this after its request ended. */
  readonly slowest: Millis;
  readonly treacheries: Treacheries;
  /** What the near end writes comes back to it. */
  readonly echo?: boolean;
}

/** The near end holds back at most so many characters. */
const MOST_IN_A_PORTION = 4;

/** How long a unit thinks when nothing is wrong with it. */
const TURNAROUND: Millis = 6;

interface Port {
  onBytes: (bytes: Uint8Array) => void;
  onLost: (reason: string) => void;
}

/**
 * A wire with units that answer each request with its own number in every register, and everything that may happen to
 * an answer. Two transmitters never destroy each other here: they wait, so that whatever is whole stays whole, which is
 * the harder case for a master.
 */
export class TreacherousWire {
  readonly #needs: TreacherousNeeds;
  readonly #lastRequestTo = new Map<number, number>();
  readonly struck = new Map<string, number>();
  #port: Port | undefined;
  #busyUntil: Millis = 0;
  #requestEndsAt: Millis = 0;
  #question: Served | undefined;
  /** Whole requests so far; each answer carries the number of its own. */
  serial = 0;
  /** Answers that no master could tell from the true one: whole, fitting, and in its time. */
  indistinguishable = 0;
  /** Answers scrambled beyond what a checksum promises to find, of the right length. */
  scrambledWhole = 0;

  constructor(needs: TreacherousNeeds) {
    this.#needs = needs;
  }

  /** Opens the near end. What is under way on the wire arrives at whichever end is open then. */
  open(): OpenedPort {
    const port: Port = { onBytes: () => undefined, onLost: () => undefined };
    this.#port = port;
    return {
      adapter: { latency: MOST_IN_A_PORTION * this.#needs.character, rs485: 'unknown' },
      write: (bytes) => {
        if (this.#port === port) this.#hear(bytes.slice());
      },
      onBytes: (listener) => {
        port.onBytes = listener;
      },
      onLost: (listener) => {
        port.onLost = listener;
      },
      close: async () => {
        if (this.#port === port) this.#port = undefined;
      },
    };
  }

  #strikes(fault: keyof Treacheries): boolean {
    const chance = this.#needs.treacheries[fault] ?? 0;
    if (chance === 0 || this.#needs.random() >= chance) return false;
    this.struck.set(fault, (this.struck.get(fault) ?? 0) + 1);
    return true;
  }

  #hear(request: Uint8Array): void {
    const { clock, character, random, echo } = this.#needs;
    const { serial } = this;
    this.#requestEndsAt = clock.elapsed() + request.length * character;
    this.#question = servedIn(request);
    this.#lastRequestTo.set(request[0] ?? 0, serial);
    this.serial += 1;
    if (echo === true) this.#portions(request, clock.elapsed());
    if (this.#strikes('unplugged')) clock.after(random() * 60, () => this.#unplug());
    if (this.#strikes('requestAltered')) return; // the unit's own checksum finds that, and it says nothing
    clock.after(request.length * character, () => this.#answer(this.#question, serial));
  }

  #unplug(): void {
    const port = this.#port;
    this.#port = undefined;
    port?.onLost('unplugged');
  }

  #answer(asked: Served | undefined, serial: number): void {
    const { clock, random, slowest } = this.#needs;
    if (asked === undefined || this.#strikes('lost')) return;
    const unit = this.#strikes('foreignUnit') ? 1 + Math.floor(random() * 10) : asked.unit;
    const exception = this.#strikes('exception') ? 4 : this.#strikes('busy') ? 6 : undefined;
    const frame = this.#altered(answerFrame({ ...asked, unit }, serial, exception));
    const after = this.#strikes('late') ? random() * slowest : TURNAROUND;
    clock.after(after, () => {
      if (this.#strikes('noiseBefore')) this.#send(this.#noise());
      this.#send(frame);
      if (this.#strikes('noiseAfter')) this.#send(this.#noise());
    });
    if (this.#strikes('noiseBetween')) clock.after(after + random() * 200, () => this.#send(this.#noise()));
    const again = { frame, serial, real: asked.unit };
    if (this.#strikes('duplicatedAtOnce')) clock.after(after, () => this.#sendAgain(again));
    if (this.#strikes('duplicatedLater')) clock.after(after + random() * 3 * slowest, () => this.#sendAgain(again));
    if (this.#strikes('stray')) clock.after(after + random() * 6 * slowest, () => this.#sendStray(frame, serial));
  }

  #altered(frame: Uint8Array): Uint8Array {
    const { random } = this.#needs;
    if (this.#strikes('truncated')) return frame.subarray(0, 1 + Math.floor(random() * (frame.length - 1)));
    if (this.#strikes('altered')) return alteredWithinPromise(frame, random);
    if (!this.#strikes('scrambled')) return frame;
    this.scrambledWhole += 1;
    return scrambled(frame, random);
  }

  #noise(): Uint8Array {
    const { random } = this.#needs;
    return Uint8Array.from({ length: 1 + Math.floor(random() * 8) }, () => Math.floor(random() * 256));
  }

  /** A duplicate follows its original before the next request to its unit, be it the one it names or the one it comes from. */
  #sendAgain(again: { readonly frame: Uint8Array; readonly serial: number; readonly real: number }): void {
    const { clock } = this.#needs;
    const { frame, serial, real } = again;
    if (this.#busyUntil > clock.elapsed()) {
      clock.after(this.#busyUntil - clock.elapsed(), () => this.#sendAgain(again));
      return;
    }
    const asked = [frame[0] ?? 0, real].some((unit) => (this.#lastRequestTo.get(unit) ?? -1) > serial);
    if (!asked) this.#send(frame);
  }

  /** Comes whenever it likes. */
  #sendStray(frame: Uint8Array, serial: number): void {
    const { clock } = this.#needs;
    const starts = Math.max(clock.elapsed(), this.#busyUntil);
    const fits = this.#question !== undefined && isWhole(frame, this.#question) && this.serial - 1 > serial;
    if (fits && starts >= this.#requestEndsAt) this.indistinguishable += 1;
    this.#send(frame);
  }

  #send(frame: Uint8Array): void {
    const starts = Math.max(this.#needs.clock.elapsed(), this.#busyUntil);
    this.#busyUntil = starts + frame.length * this.#needs.character;
    this.#portions(frame, starts);
  }

  #portions(frame: Uint8Array, starts: Millis): void {
    const { clock, random, character } = this.#needs;
    for (let from = 0; from < frame.length; ) {
      const to = Math.min(frame.length, from + 1 + Math.floor(random() * MOST_IN_A_PORTION));
      const portion = frame.subarray(from, to);
      clock.after(starts + to * character - clock.elapsed(), () => this.#port?.onBytes(portion));
      from = to;
    }
  }
}
