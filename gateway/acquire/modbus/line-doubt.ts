import type { Millis } from '../../domain/clock.ts';
import type { BusWitness } from './bus.ts';
import { isRtuFrame } from './rtu-frame.ts';
import type { RtuTiming } from './rtu-timing.ts';

/** The longest frame: Modbus over Serial Line V1.02, 2.5.1. */
const LONGEST_FRAME = 256;

/**
 * Whether an RTU line may be trusted, and from when on the next request may leave. A line that was just opened is in
 * doubt: the answer to a question that somebody asked before may still be on its way, and opening the port anew is no cure.
 */
export class LineDoubt {
  readonly #timing: RtuTiming;
  readonly #witness: BusWitness;
  readonly #stray = new Uint8Array(LONGEST_FRAME);
  #strays = 0;
  /** The last that happened on the wire, be it a byte heard or a request's end. */
  #quietSince: Millis;
  #heardAt: Millis;
  #doubtedSince: Millis | undefined;
  /** What the unit asked last needs besides. */
  #extra: Millis = 0;

  constructor(now: Millis, timing: RtuTiming, witness: BusWitness) {
    this.#timing = timing;
    this.#witness = witness;
    this.#quietSince = now;
    this.#heardAt = now;
    this.#doubtedSince = now;
  }

  /** When the line will have been quiet for long enough, if nothing more is heard. */
  quietUntil(): Millis {
    const { gap, quarantine } = this.#timing;
    return this.#quietSince + (this.#doubtedSince === undefined ? gap + this.#extra : quarantine);
  }

  /** Since when the line is in doubt, at `now`; undefined when it can be trusted. */
  since(now: Millis): Millis | undefined {
    return this.quietUntil() <= now ? undefined : this.#doubtedSince;
  }

  /** When the last byte was heard. */
  lastHeardAt(): Millis {
    return this.#heardAt;
  }

  /** A request leaves, so the line is trusted; its last bit is sent at `endsAt`. */
  requestEnds(endsAt: Millis): void {
    this.#quietSince = endsAt;
    this.#doubtedSince = undefined;
    this.#extra = 0;
    this.#strays = 0;
  }

  /** Something was heard while an answer is waited for. */
  heard(now: Millis): void {
    this.#quietSince = Math.max(this.#quietSince, now);
    this.#heardAt = now;
  }

  /** The answer was whole; the unit that gave it needs `extra` silence besides. */
  answered(extra: Millis): void {
    this.#extra = extra;
  }

  /** From now on the line isn't trusted until it was quiet for long enough. */
  begin(now: Millis): void {
    if (this.since(now) !== undefined) return;
    this.#doubtedSince = now;
    this.#witness.quarantined();
  }

  /** Bytes came that nobody asked for: noise, or an answer that came too late. */
  stray(bytes: Uint8Array, now: Millis): void {
    this.begin(now);
    if (now - this.#heardAt > this.#timing.gap) this.#strays = 0;
    this.heard(now);
    this.#witness.noise(bytes.length);
    const kept = bytes.subarray(0, LONGEST_FRAME - this.#strays);
    this.#stray.set(kept, this.#strays);
    this.#strays += kept.length;
    if (!isRtuFrame(this.#stray.subarray(0, this.#strays))) return;
    this.#witness.late();
    this.#strays = 0;
  }
}
