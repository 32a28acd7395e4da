import type { BytePort } from '../../../gateway/domain/byte-port.ts';
import type { Cancel, Clock, Millis } from '../../../gateway/domain/clock.ts';
import type { AtTheOtherEnd, ModemFaults } from './modem-faults.ts';
import { deliverPdu, reportPdu, stampAt } from './network-pdus.ts';
import { readSubmit, type Submitted } from './submit-reader.ts';

/** A call that the modem made. */
export interface MadeCall {
  readonly to: string;
  readonly at: Millis;
  rang: boolean;
  answered: boolean;
  endedAt?: Millis;
}

/** A message that the network took, whole. */
export interface TakenMessage {
  readonly to: string;
  readonly text: string;
  readonly parts: number;
  readonly at: Millis;
}

/** A serial modem with its SIM and its network. */
export interface SimulatedModem {
  readonly calls: readonly MadeCall[];
  readonly messages: readonly TakenMessage[];
  /** Commands that it was told, PINs and all. */
  readonly told: readonly string[];
  set(faults: ModemFaults): void;
  /** What people do from now on. */
  people(each: (number: string) => AtTheOtherEnd): void;
  /** Somebody sends a short message, or sent it so long ago: the network has held it. */
  receive(from: string, text: string, ago?: Millis): void;
  /** The network hands over a message, or a part of one, as it is. */
  deliver(pdu: string): void;
  /** It loses its power for a moment, and knows nothing any more; some say so. */
  restart(says?: string): void;
  /** It says what nobody asked for. */
  spew(bytes: Uint8Array): void;
  /** Somebody calls. */
  ringIn(): void;
}

interface Call extends MadeCall {
  state: 'dialling' | 'alerting' | 'active';
}

const CONNECTING: Millis = 3_000;
const OUT_OF_ORDER = 38;
const INVALID_PDU = 304;
const CTRL_Z = '\u001a';
const ESCAPE = '\u001b';

class World implements SimulatedModem {
  readonly calls: Call[] = [];
  readonly messages: TakenMessage[] = [];
  readonly told: string[] = [];
  readonly #port: BytePort;
  readonly #clock: Clock;
  readonly #stored = new Map<number, string>();
  readonly #parts = new Map<string, Submitted[]>();
  #faults: ModemFaults;
  #people: (number: string) => AtTheOtherEnd = () => ({ does: 'nothing' });
  #echo: boolean;
  #buffer = '';
  #awaits: number | undefined;
  #call: Call | undefined;
  #coming: Cancel = () => undefined;
  #reference = 40;
  #unlocked = false;
  #pointing = '';
  #places = 0;

  constructor(port: BytePort, clock: Clock, faults: ModemFaults) {
    this.#port = port;
    this.#clock = clock;
    this.#faults = faults;
    this.#echo = faults.quiet !== true;
    port.onBytes((bytes) => this.#hear(Buffer.from(bytes).toString('latin1')));
  }

  set(faults: ModemFaults): void {
    this.#faults = faults;
  }

  people(each: (number: string) => AtTheOtherEnd): void {
    this.#people = each;
  }

  receive(from: string, text: string, ago: Millis = 0): void {
    this.deliver(deliverPdu(from, text, undefined, stampAt(this.#clock.now() - ago)));
  }

  deliver(pdu: string): void {
    this.#places += 1;
    this.#stored.set(this.#places, pdu);
    if (this.#pointing.startsWith('2,1')) this.#say(`+CMTI: "SM",${this.#places}`);
  }

  restart(says?: string): void {
    this.#hangUp();
    this.#echo = this.#faults.quiet !== true;
    this.#awaits = undefined;
    this.#buffer = '';
    this.#pointing = '';
    this.#unlocked = false;
    if (says !== undefined) this.#say(says);
  }

  spew(bytes: Uint8Array): void {
    this.#port.write(bytes);
  }

  ringIn(): void {
    this.#say('RING');
  }

  #say(...lines: readonly string[]): void {
    if (this.#faults.deaf === true) return;
    const { late } = this.#faults;
    const bytes = Buffer.from(lines.map((line) => `\r\n${line}\r\n`).join(''), 'latin1');
    if (late === undefined) this.#port.write(bytes);
    else this.#clock.after(late, () => this.#port.write(bytes));
  }

  #hear(text: string): void {
    if (this.#faults.deaf === true) return;
    this.#buffer += text;
    for (;;) {
      const ends = this.#awaits === undefined ? ['\r'] : [CTRL_Z, ESCAPE];
      const end = [...this.#buffer].findIndex((sign) => ends.includes(sign));
      if (end < 0) return;
      const part = this.#buffer.slice(0, end);
      const cancelled = this.#buffer[end] === ESCAPE;
      this.#buffer = this.#buffer.slice(end + 1);
      if (this.#awaits === undefined) this.#obey(part.trim());
      else if (cancelled) this.#awaits = undefined;
      else this.#submit(part.trim());
    }
  }

  #obey(command: string): void {
    this.told.push(command);
    if (this.#echo) this.#port.write(Buffer.from(`${command}\r`, 'latin1'));
    if (this.#faults.babbles === true) this.#say('^RSSI: 17', '+CIEV: 2,3');
    if (command === 'ATE0') this.#echo = false;
    const length = /^AT\+CMGS=(\d+)$/.exec(command)?.[1];
    if (length !== undefined) {
      this.#awaits = Number(length);
      this.#port.write(Buffer.from('\r\n> ', 'latin1'));
    } else this.#say(...this.#answerTo(command));
  }

  #answerTo(command: string): readonly string[] {
    if (command === 'AT+CPIN?') return this.#sim();
    if (command.startsWith('AT+CPIN=')) return this.#enter(command.slice(9, -1));
    const pointing = /^AT\+CNMI=([\d,]+)$/.exec(command)?.[1];
    if (pointing !== undefined) this.#pointing = pointing;
    if (command === 'AT+CNMI?') return [`+CNMI: ${this.#pointing === '' ? '0,0,0,0,0' : this.#pointing}`, 'OK'];
    if (command === 'AT+CMGL=4') return this.#listStored();
    if (command === 'AT+CREG?') return [`+CREG: 0,${this.#isRegistered() ? 1 : 2}`, 'OK'];
    if (command === 'AT+CLCC') return this.#list();
    if (command.startsWith('ATD')) return this.#dial(command.slice(3, -1));
    if (command === 'ATH') this.#hangUp();
    const read = /^AT\+CMGR=(\d+)$/.exec(command)?.[1];
    if (read !== undefined) return this.#read(Number(read));
    const removed = /^AT\+CMGD=(\d+)$/.exec(command)?.[1];
    if (removed !== undefined) this.#stored.delete(Number(removed));
    return /^AT/.test(command) ? ['OK'] : ['ERROR'];
  }

  #sim(): readonly string[] {
    const { sim } = this.#faults;
    if (sim === 'none') return ['+CME ERROR: 10'];
    if (sim === 'busy') return ['+CME ERROR: 14'];
    if (sim === 'puk') return ['+CPIN: SIM PUK', 'OK'];
    return [sim === undefined || this.#unlocked ? '+CPIN: READY' : '+CPIN: SIM PIN', 'OK'];
  }

  #enter(pin: string): readonly string[] {
    const { sim } = this.#faults;
    if (typeof sim !== 'object' || sim.pin !== pin) return ['+CME ERROR: 16'];
    this.#unlocked = true;
    return ['OK'];
  }

  #isRegistered(): boolean {
    const { network, sim } = this.#faults;
    return network !== 'lost' && (sim === undefined || this.#unlocked);
  }

  #list(): readonly string[] {
    if (this.#faults.mute === true) return ['ERROR'];
    if (this.#call === undefined) return ['OK'];
    const state = { active: 0, dialling: 2, alerting: 3 }[this.#call.state];
    return [`+CLCC: 1,0,${state},0,0,"${this.#call.to}",129`, 'OK'];
  }

  #dial(to: string): readonly string[] {
    if (!this.#isRegistered() || this.#faults.voice === 'none') return ['NO CARRIER'];
    const call: Call = { to, at: this.#clock.elapsed(), rang: false, answered: false, state: 'dialling' };
    this.calls.push(call);
    this.#call = call;
    this.#coming = this.#clock.after(CONNECTING, () => this.#reach(call));
    return ['OK'];
  }

  #reach(call: Call): void {
    const other = this.#people(call.to);
    if (other.does === 'talks') this.#end(call, 'BUSY');
    else {
      call.state = 'alerting';
      call.rang = true;
      if (other.does !== 'nothing') this.#coming = this.#clock.after(other.after, () => this.#respond(call, other.does));
    }
  }

  #respond(call: Call, does: 'answers' | 'declines'): void {
    if (does === 'declines') this.#end(call, 'NO CARRIER');
    else {
      call.state = 'active';
      call.answered = true;
    }
  }

  #end(call: Call, words: string): void {
    call.endedAt = this.#clock.elapsed();
    this.#call = undefined;
    this.#say(words);
  }

  #hangUp(): void {
    this.#coming();
    if (this.#call !== undefined) this.#call.endedAt = this.#clock.elapsed();
    this.#call = undefined;
  }

  #read(place: number): readonly string[] {
    const pdu = this.#stored.get(place);
    return pdu === undefined ? ['+CMS ERROR: 321'] : [`+CMGR: 0,,${pdu.length / 2 - 1}`, pdu, 'OK'];
  }

  #listStored(): readonly string[] {
    return [...[...this.#stored].flatMap(([place, pdu]) => [`+CMGL: ${place},1,,${pdu.length / 2 - 1}`, pdu]), 'OK'];
  }

  #submit(pdu: string): void {
    const length = this.#awaits;
    this.#awaits = undefined;
    const error = this.#errorOf(pdu, length);
    if (this.#faults.diesSending === true) this.restart();
    else if (error === undefined) this.#accept(readSubmit(pdu));
    else this.#say(`+CMS ERROR: ${error}`);
  }

  #errorOf(pdu: string, length: number | undefined): number | undefined {
    if (!this.#isRegistered()) return OUT_OF_ORDER;
    return this.#faults.sms ?? (pdu.length / 2 - 1 === length ? undefined : INVALID_PDU);
  }

  #accept(submitted: Submitted): void {
    this.#reference = (this.#reference + 1) & 0xff;
    this.#say(`+CMGS: ${this.#reference}`, 'OK');
    this.#join(submitted);
    const reference = this.#reference;
    if (submitted.wantsReport) this.#clock.after(CONNECTING, () => this.#report(reference, submitted.to));
  }

  #report(reference: number, to: string): void {
    const report = reportPdu(reference, to, stampAt(this.#clock.now()));
    this.#say(`+CDS: ${report.length / 2 - 1}`, report);
  }

  #join(submitted: Submitted): void {
    const { to, part } = submitted;
    const key = `${to} ${part?.reference}`;
    const parts = [...(this.#parts.get(key) ?? []), submitted];
    this.#parts.set(key, parts);
    if (parts.length < (part?.of ?? 1)) return;
    this.#parts.delete(key);
    const text = parts.sort((a, b) => (a.part?.place ?? 0) - (b.part?.place ?? 0)).map((each) => each.text);
    this.messages.push({ to, text: text.join(''), parts: parts.length, at: this.#clock.elapsed() });
  }
}

/** A modem on the far end of a line, with a network and people behind it. Written apart from what talks to it. */
export const createSimulatedModem = (port: BytePort, clock: Clock, faults: ModemFaults = {}): SimulatedModem =>
  new World(port, clock, faults);
