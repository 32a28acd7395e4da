import type { BytePort } from '../../../gateway/domain/byte-port.ts';
import type { Cancel, Clock, Millis } from '../../../gateway/domain/clock.ts';
import { type FrameFate, fateOf, type WireHabits } from './frame-fate.ts';
import type { Dose, MeasuredResult } from './measured-result.ts';
import { createFaultDice, type FaultDice, type MeterFault, type MeterFaults } from './meter-faults.ts';
import type { MeterLog, MeterMemory } from './meter-memory.ts';
import { createOutlet, type Outlet } from './outlet.ts';

/** A meter as those who stand before it see it: an operator's hands, and the truth about what it measured. */
export interface SimulatedMeter {
  readonly id: string;
  readonly log: MeterLog;
  /** Measures what lies in its channels; the results stand in its memory. */
  measure(doses: readonly Dose[]): readonly MeasuredResult[];
  /** The operator chooses “transfer”, or “print”; and again, until it is done. */
  transfer(): void;
  /** The operator wants everything in the memory sent, whatever was sent before. */
  transferAll(): void;
  /** The operator empties its memory by hand; its numbers go on. */
  emptyMemory(): void;
  /** True while the operator waits for a transfer to end. */
  isTransferring(): boolean;
  /** How many results it still means to send. */
  owed(): number;
  disturb(faults: MeterFaults): void;
  /** The power goes, and is back after `outage`. The memory stays; what was on its way breaks off. */
  cutPower(outage: Millis): void;
  struck(): ReadonlyMap<MeterFault, number>;
  /** Ends its timers and lets its wire go. */
  close(): Promise<void>;
}

/** A meter with a wire. */
export interface WiredMeter extends SimulatedMeter {
  /** From now on this is its wire; one that it had before is let go. */
  connect(port: BytePort): void;
}

/** What a meter's talk needs of the meter. */
export interface TalkNeeds {
  readonly id: string;
  readonly clock: Clock;
  readonly memory: MeterMemory;
  readonly dice: FaultDice;
  /** Sends one frame, or what the link has for one; `left` is called when it has gone out. The talk may have been stopped when this returns: set timers before. */
  send(frame: Uint8Array, left?: () => void): void;
  /** True while the operator wants a transfer. */
  isWanted(): boolean;
  /** The transfer is done. */
  done(): void;
}

/** How a meter talks from one power-on, or from one connection, to its end: all that a power cut takes with it. */
export interface Talk {
  receive(bytes: Uint8Array): void;
  /** The operator has chosen “transfer”. */
  transfer(): void;
  /** Ends its timers; nothing is called any more. */
  stop(): void;
}

/** A kind of meter: how it begins to talk, and what its wire may do. */
export interface MeterSpeech {
  readonly habits: WireHabits;
  begin(needs: TalkNeeds): Talk;
}

export interface MeterNeeds {
  readonly id: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly memory: MeterMemory;
}

/** The operator notices after this long that a transfer broke off, and chooses it again. */
export const OPERATOR_RETURNS: Millis = 5000;

const MEANS_NOTHING = 0x3f;

class PoweredMeter implements WiredMeter {
  readonly id: string;
  readonly #clock: Clock;
  readonly #memory: MeterMemory;
  readonly #dice: FaultDice;
  readonly #speech: MeterSpeech;
  readonly #outlet: Outlet;
  #port: BytePort | undefined;
  #talk: Talk | undefined;
  #wanted = false;
  #operator: Cancel | undefined;
  #outage: Cancel | undefined;
  #powered = true;

  constructor({ id, clock, random, memory }: MeterNeeds, speech: MeterSpeech) {
    this.id = id;
    this.#clock = clock;
    this.#memory = memory;
    this.#dice = createFaultDice(random);
    this.#speech = speech;
    this.#outlet = createOutlet(clock, (bytes) => this.#port?.write(bytes));
  }

  get log(): MeterLog {
    return this.#memory.log;
  }

  measure(doses: readonly Dose[]): readonly MeasuredResult[] {
    return this.#memory.measure(doses);
  }

  transfer(): void {
    this.#wanted = true;
    this.#talk?.transfer();
  }

  transferAll(): void {
    this.#memory.oweAll();
    this.transfer();
  }

  emptyMemory(): void {
    this.#memory.empty();
  }

  isTransferring(): boolean {
    return this.#wanted;
  }

  owed(): number {
    return this.#memory.owed().length;
  }

  disturb(faults: MeterFaults): void {
    this.#dice.load(faults);
  }

  struck(): ReadonlyMap<MeterFault, number> {
    return this.#dice.struck;
  }

  connect(port: BytePort): void {
    const former = this.#port;
    this.#endTalk();
    void former?.close();
    this.#port = port;
    port.onBytes((bytes) => {
      if (this.#port === port) this.#hear(bytes);
    });
    port.onLost(() => {
      if (this.#port !== port) return;
      this.#endTalk();
      this.#port = undefined;
    });
    this.#beginTalk();
  }

  cutPower(outage: Millis): void {
    this.#endTalk();
    this.#powered = false;
    this.#outage?.();
    this.#outage = this.#clock.after(outage, () => {
      this.#powered = true;
      this.#beginTalk();
    });
  }

  async close(): Promise<void> {
    this.#endTalk();
    this.#outage?.();
    this.#powered = false;
    const port = this.#port;
    this.#port = undefined;
    await port?.close();
  }

  #beginTalk(): void {
    if (!this.#powered || this.#port === undefined) return;
    const talk: Talk = this.#speech.begin({
      id: this.id,
      clock: this.#clock,
      memory: this.#memory,
      dice: this.#dice,
      send: (frame, left) => {
        if (this.#talk === talk) this.#send(frame, left);
      },
      isWanted: () => this.#wanted,
      done: () => {
        this.#wanted = false;
      },
    });
    this.#talk = talk;
    if (this.#wanted) this.#operator = this.#clock.after(OPERATOR_RETURNS, () => talk.transfer());
  }

  #endTalk(): void {
    this.#operator?.();
    this.#outlet.clear();
    this.#talk?.stop();
    this.#talk = undefined;
  }

  #hear(bytes: Uint8Array): void {
    if (this.#talk === undefined || this.#dice.strikes('lostReply')) return;
    this.#talk.receive(this.#dice.strikes('garbledReply') ? bytes.map(() => MEANS_NOTHING) : bytes);
  }

  #send(frame: Uint8Array, left?: () => void): void {
    const fate: FrameFate = fateOf(frame, this.#dice, this.#speech.habits);
    this.#outlet.put(fate.pieces, () => {
      if (fate.brokenBy === 'power-cut') this.cutPower(1000 + this.#dice.timeOf('powerCut'));
      else if (fate.brokenBy === 'port-lost') this.#losePort();
      else left?.();
    });
  }

  #losePort(): void {
    const port = this.#port;
    this.#endTalk();
    this.#port = undefined;
    void port?.close();
  }
}

/** A meter that talks as `speech` says, not yet on any wire. */
export const createWiredMeter = (needs: MeterNeeds, speech: MeterSpeech): WiredMeter => new PoweredMeter(needs, speech);
