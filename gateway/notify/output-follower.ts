import type { Cancel, Clock, Millis } from '../domain/clock.ts';
import { wordsOf } from '../domain/edge-error.ts';
import type { NoticeFact } from '../domain/supervision-fact.ts';

/** A lamp or a buzzer. */
export interface SwitchedOutput {
  readonly way: 'lamp' | 'buzzer';
  /** The device that it hangs on. */
  readonly device: string;
  /** Switches it, and reads it back. Rejects where that came to nothing. */
  switchTo(on: boolean): Promise<void>;
}

/** What following needs. */
export interface FollowerNeeds {
  readonly clock: Clock;
  readonly newId: () => string;
  /** A switching that was confirmed, or that failed for the first time. */
  note(fact: NoticeFact): void;
  onState(change: {
    readonly on: string;
    readonly state: 'unswitched';
    readonly active: boolean;
    readonly reason?: string;
  }): void;
}

/** Pauses after a switching in vain; the last one repeats. */
const PAUSES: readonly Millis[] = [2_000, 10_000, 60_000, 300_000];

/** A module that lost its power comes back with its outputs off: what should be on is switched again. */
const AGAIN: Millis = 600_000;

/** Keeps one output as it should be, however often its device goes away. */
export class OutputFollower {
  readonly #output: SwitchedOutput;
  readonly #needs: FollowerNeeds;
  #wanted: { readonly on: boolean; readonly alarms: readonly string[] } = { on: false, alarms: [] };
  #shows: boolean | undefined;
  #failures = 0;
  #busy = false;
  #timer: Cancel | undefined;
  #stopped = false;

  constructor(output: SwitchedOutput, needs: FollowerNeeds) {
    this.#output = output;
    this.#needs = needs;
  }

  /** From now on it should be so, because of these alarms. */
  follow(on: boolean, alarms: readonly string[]): void {
    const changed = on !== this.#wanted.on || this.#shows === undefined;
    this.#wanted = { on, alarms };
    if (changed && this.#failures === 0) void this.#switch();
  }

  /** Leaves it as it is: an alarm goes on although the box ends. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.();
  }

  async #switch(): Promise<void> {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    this.#timer?.();
    const { on } = this.#wanted;
    const reason = await this.#output.switchTo(on).then(() => undefined, wordsOf);
    this.#busy = false;
    if (reason === undefined) this.#done(on);
    else this.#failed(reason);
  }

  #done(on: boolean): void {
    const { clock } = this.#needs;
    // The first switching of a run that only repeats what is off is no news.
    if (this.#shows !== on && !(this.#shows === undefined && !on)) this.#tell('delivered');
    if (this.#failures >= this.#worthTelling()) this.#tellState(false);
    this.#failures = 0;
    this.#shows = on;
    if (this.#wanted.on !== on) void this.#switch();
    else if (on) this.#timer = clock.after(AGAIN, () => void this.#switch());
  }

  #failed(reason: string): void {
    this.#failures += 1;
    if (this.#failures === this.#worthTelling()) {
      this.#tell('failed', reason);
      this.#tellState(true, reason);
    }
    const pause = PAUSES[Math.min(this.#failures, PAUSES.length) - 1] ?? 0;
    this.#timer = this.#needs.clock.after(pause, () => void this.#switch());
  }

  // A box that starts is quicker than its wires: what comes to nothing once is no news then.
  #worthTelling(): number {
    return this.#shows === undefined ? 2 : 1;
  }

  #tellState(active: boolean, reason?: string): void {
    const on = `notify:${this.#output.way}`;
    this.#needs.onState({ on, state: 'unswitched', active, ...(reason === undefined ? {} : { reason }) });
  }

  #tell(fate: 'delivered' | 'failed', reason?: string): void {
    const { on, alarms } = this.#wanted;
    this.#needs.note({
      kind: 'notice', at: this.#needs.clock.now(), id: this.#needs.newId(), way: this.#output.way, through: this.#output.device,
      about: on ? 'alarm' : 'cleared', alarms, fate, attempt: 1, ...(reason === undefined ? {} : { reason }),
    }); // biome-ignore format: a fact to read
  }
}
