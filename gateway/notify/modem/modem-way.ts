import type { BytePort } from '../../domain/byte-port.ts';
import { type Clock, type Millis, sleep } from '../../domain/clock.ts';
import { wordsOf } from '../../domain/edge-error.ts';
import type { Notice, Outcome, Way } from '../notice.ts';
import { plainNumber } from './address.ts';
import { AtDialogue } from './at-dialogue.ts';
import { decodePdu } from './decode-deliver.ts';
import { encodeSubmit } from './encode-submit.ts';
import { lookAtModem, type PinTrial, PROMPT, setUpModem } from './modem-setup.ts';
import { createModemStates, type ModemChange, type ModemState, type ModemStates } from './modem-state.ts';
import { createSentParts } from './sent-parts.ts';
import { type CallOutcome, VoiceCall } from './voice-call.ts';

/** What a modem needs. */
export interface ModemNeeds {
  readonly clock: Clock;
  /** Opens the modem's port, a new one at each call. Throws where it isn't there. */
  open(signal: AbortSignal): Promise<BytePort>;
  readonly ring: Millis;
  readonly pin?: string;
  /** A person's telephone number; undefined where there is none. */
  phoneOf(person: string): string | undefined;
  /** A short message came in. */
  onMessage(from: string, text: string): void;
  /** All parts of a notice have reached the telephone. */
  onDelivered(notice: string): void;
  onState(change: ModemChange): void;
}

/** Calls and writes through a serial modem. */
export interface Modem extends Way {
  start(): void;
  /** What is wrong with it, for now. */
  lasting(): readonly ModemState[];
  /** Bytes and PDUs that nobody could understand. */
  unreadable(): number;
  stop(): Promise<void>;
}

/** Pauses before a port is opened anew, from the first loss on. */
const PAUSES: readonly Millis[] = [2_000, 10_000, 30_000, 60_000];

/** How often SIM and network are looked at. */
const SUPERVISION: Millis = 300_000;

/** An attempt waits so long for a modem that is being opened, and looks so often. */
const SETTING_UP: Millis = 30_000;
const LOOK: Millis = 500;

/** A network may take so long to accept a short message. */
const SUBMITTING: Millis = 60_000;

/** A port may take so long to close. */
const LONGEST_CLOSING: Millis = 500;

/** Calls that end before they ring, in a row: then it is the SIM, not the other side. */
const REFUSED_CALLS = 3;

// 3GPP TS 27.005, 3.2.5, and TS 24.011, annex E: barred, unidentified, rejected, not subscribed, not implemented.
const NO_SMS: ReadonlySet<number> = new Set([8, 10, 28, 29, 30, 50, 69]);

class SerialModem implements Modem {
  readonly #needs: ModemNeeds;
  readonly #states: ModemStates;
  readonly #parts = createSentParts();
  readonly #stopping = new AbortController();
  readonly #pin: PinTrial;
  #at: AtDialogue | undefined;
  #call: VoiceCall | undefined;
  #running: Promise<void> | undefined;
  #refused = 0;
  #reference = 0;
  #unreadable = 0;

  constructor(needs: ModemNeeds) {
    this.#needs = needs;
    this.#states = createModemStates((change) => needs.onState(change));
    this.#pin = { ...(needs.pin === undefined ? {} : { pin: needs.pin }), tried: false };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async send(notice: Notice, signal: AbortSignal): Promise<Outcome> {
    const phone = notice.to === undefined ? undefined : this.#needs.phoneOf(notice.to);
    if (phone === undefined) return { is: 'failed', reason: 'no telephone number', again: false };
    const at = await this.#ready(signal);
    if (at === undefined) return { is: 'failed', reason: 'the modem does not answer', again: true };
    const number = plainNumber(phone);
    return notice.way === 'voice' ? await this.#ring(at, number, signal) : await this.#write(at, number, notice);
  }

  /** The modem, once it is set up: after a start or a loss that takes a while. */
  async #ready(signal: AbortSignal): Promise<AtDialogue | undefined> {
    const { clock } = this.#needs;
    const end = clock.elapsed() + SETTING_UP;
    while (this.#at === undefined && clock.elapsed() < end && !signal.aborted) await sleep(clock, LOOK, signal);
    return this.#at;
  }

  lasting(): readonly ModemState[] {
    return this.#states.lasting();
  }

  unreadable(): number {
    return this.#unreadable + (this.#at?.dropped() ?? 0);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    // A port that doesn't close is left to itself.
    await Promise.race([this.#running, sleep(this.#needs.clock, LONGEST_CLOSING)]);
  }

  async #run(): Promise<void> {
    const { clock } = this.#needs;
    const { signal } = this.#stopping;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const began = clock.elapsed();
      const reason = await this.#usePort(signal).catch(wordsOf);
      this.#at = undefined;
      if (signal.aborted) return;
      this.#states.is('lost', true, reason);
      if (clock.elapsed() - began > SUPERVISION) failures = 0;
      await sleep(clock, PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 0, signal);
    }
  }

  /** Lives with one port until it is lost; gives why. */
  async #usePort(signal: AbortSignal): Promise<string> {
    const port = await this.#needs.open(signal);
    const gone = new AbortController();
    let reason = 'the modem does not answer';
    port.onLost((words) => {
      reason = words;
      gone.abort();
    });
    const over = AbortSignal.any([gone.signal, signal]);
    const at = new AtDialogue(port, { clock: this.#needs.clock, onUnasked: (line, next) => this.#hear(at, line, next) });
    over.addEventListener('abort', () => at.close(), { once: true });
    try {
      if (!(await setUpModem(at, this.#pin, this.#states))) return reason;
      this.#at = at;
      this.#states.is('lost', false);
      for (let well = true; well && !over.aborted; ) {
        await sleep(this.#needs.clock, SUPERVISION, over);
        if (!over.aborted) well = this.#call !== undefined || (await lookAtModem(at, this.#states));
      }
      return reason;
    } finally {
      await port.close();
    }
  }

  async #ring(at: AtDialogue, number: string, signal: AbortSignal): Promise<Outcome> {
    this.#call = new VoiceCall(at, this.#needs.clock);
    const outcome = await this.#call.ring(number, this.#needs.ring, signal);
    this.#call = undefined;
    this.#refused = outcome === 'refused' ? this.#refused + 1 : 0;
    if (outcome !== 'silent') this.#states.is('no-voice', this.#refused >= REFUSED_CALLS, 'calls end before it rings');
    return outcomeOf(outcome);
  }

  async #write(at: AtDialogue, number: string, { id, text }: Notice): Promise<Outcome> {
    this.#reference = (this.#reference + 1) & 0xff;
    for (const part of encodeSubmit(number, text, this.#reference)) {
      const answer = await at.command(`AT+CMGS=${part.length}`, SUBMITTING, part.pdu);
      if (answer.is === 'silence') return { is: 'failed', reason: 'the modem does not answer', again: true };
      if (answer.is === 'error') return this.#refusal(answer.words);
      const reference = answer.lines.map((line) => /^\+CMGS: (\d+)/.exec(line)?.[1]).find((found) => found !== undefined);
      if (reference !== undefined) this.#parts.sent(Number(reference), id);
    }
    this.#states.is('no-sms', false);
    return { is: 'sent' };
  }

  #refusal(words: string): Outcome {
    const code = Number(/^\+CMS ERROR: (\d+)/.exec(words)?.[1] ?? Number.NaN);
    const barred = NO_SMS.has(code);
    if (barred) this.#states.is('no-sms', true, `the network refuses short messages: ${words}`);
    return { is: 'failed', reason: words, again: !barred };
  }

  #hear(at: AtDialogue, line: string, next: string | undefined): void {
    const stored = /^\+(?:CMTI|CDSI): "[A-Z]+",(\d+)/.exec(line)?.[1];
    if (stored !== undefined) void this.#fetch(at, stored);
    else if (/^\+(CMT|CDS):/.test(line) && next !== undefined) this.#understand(next);
    else if (/^(NO CARRIER|BUSY|NO ANSWER|NO DIALTONE)$/.test(line)) this.#call?.ended(line);
    // Nobody is there to talk; and while it rings, nobody can be called.
    else if (line === 'RING') void at.command('ATH', PROMPT);
  }

  async #fetch(at: AtDialogue, place: string): Promise<void> {
    const answer = await at.command(`AT+CMGR=${place}`, PROMPT);
    const pdu = answer.is === 'ok' ? answer.lines.find((line) => /^[0-9A-F]+$/i.test(line)) : undefined;
    if (pdu !== undefined) this.#understand(pdu);
    else this.#unreadable += 1;
    await at.command(`AT+CMGD=${place}`, PROMPT);
  }

  #understand(pdu: string): void {
    const received = decodePdu(pdu);
    if (received.is === 'unreadable') this.#unreadable += 1;
    else if (received.is === 'message') this.#needs.onMessage(received.from, received.text);
    else if (received.outcome === 'gone') this.#parts.gone(received.reference);
    else if (received.outcome === 'delivered') {
      const notice = this.#parts.arrived(received.reference);
      if (notice !== undefined) this.#needs.onDelivered(notice);
    }
  }
}

const outcomeOf = (outcome: CallOutcome): Outcome => {
  switch (outcome) {
    case 'answered':
      return { is: 'delivered', reason: 'answered' };
    case 'rang':
      return { is: 'sent', reason: 'it rang, and nobody took it' };
    case 'declined':
      return { is: 'sent', reason: 'it rang, and was declined' };
    case 'busy':
      return { is: 'failed', reason: 'busy', again: true };
    case 'refused':
      return { is: 'failed', reason: 'the call ended before it rang', again: true };
    case 'silent':
      return { is: 'failed', reason: 'the modem does not answer', again: true };
  }
};

/** A modem that opens its port with `start`, and again whenever it is lost. */
export const createModem = (needs: ModemNeeds): Modem => new SerialModem(needs);
