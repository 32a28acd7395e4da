import type { BytePort } from '../../domain/byte-port.ts';
import { type Clock, type Millis, sleep } from '../../domain/clock.ts';
import { wordsOf } from '../../domain/edge-error.ts';
import type { SavedState } from '../../domain/saved-state.ts';
import type { Notice, Outcome, Way } from '../notice.ts';
import { plainNumber } from './address.ts';
import { AtDialogue } from './at-dialogue.ts';
import { encodeSubmit } from './encode-submit.ts';
import { createIncoming, type Incoming, type IncomingNeeds } from './incoming.ts';
import { isSetUp, lookAtModem, PROMPT, type SetUp, setUpModem } from './modem-setup.ts';
import { createModemStates, type ModemChange, type ModemState, type ModemStates } from './modem-state.ts';
import { createPinBook, type Pin, type PinBook } from './pin-book.ts';
import { isBarred } from './sms-refusal.ts';
import { takeAllStored, takeStored } from './stored-messages.ts';
import { fateOfCall, VoiceCall } from './voice-call.ts';

/** What a modem needs. */
export interface ModemNeeds extends IncomingNeeds {
  readonly clock: Clock;
  /** The saved states of the run before; keys of others are left alone. */
  readonly saved: readonly SavedState[];
  /** Resolves when the states that are taken from now on are durable. */
  keep(): Promise<unknown>;
  /** Opens the modem's port, a new one at each call. Throws where it isn't there. */
  open(signal: AbortSignal): Promise<BytePort>;
  readonly ring: Millis;
  readonly pin?: Pin;
  /** A person's telephone number; undefined where there is none. */
  phoneOf(person: string): string | undefined;
  onState(change: ModemChange): void;
  /** Port, SIM and network are there again: what waited can go. */
  onBack(): void;
}

/** Calls and writes through a serial modem. */
export interface Modem extends Way {
  start(): void;
  /** What is wrong with it, for now. */
  lasting(): readonly ModemState[];
  /** Bytes and PDUs that nobody could understand. */
  unreadable(): number;
  /** States that changed since they were last asked for. */
  takeStates(): readonly SavedState[];
  stop(): Promise<void>;
}

/** Pauses before a port is opened anew, from the first loss on. */
const PAUSES: readonly Millis[] = [2_000, 10_000, 30_000, 60_000];

/** How often SIM and network are looked at; and while they are missing, for somebody waits for them. */
const SUPERVISION: Millis = 300_000;
const MISSING: Millis = 30_000;

/** A modem that has just restarted, or said nothing, is given so long. */
const STARTING: Millis = 2_000;

/** An attempt waits so long for a modem that is being opened, and looks so often. */
const SETTING_UP: Millis = 30_000;
const LOOK: Millis = 500;

/** A network may take so long to accept a short message. */
const SUBMITTING: Millis = 60_000;

/** A port may take so long to close. */
const LONGEST_CLOSING: Millis = 500;

/** Calls that end before they ring, in a row: then it is the SIM, not the other side. */
const REFUSED_CALLS = 3;

class SerialModem implements Modem {
  readonly #needs: ModemNeeds;
  readonly #states: ModemStates;
  readonly #incoming: Incoming;
  readonly #stopping = new AbortController();
  readonly #pin: PinBook;
  #at: AtDialogue | undefined;
  #call: VoiceCall | undefined;
  #running: Promise<void> | undefined;
  #refused = 0;
  #dropped = 0;
  #reference = 0;
  /** Aborted where the modem should be looked at now. */
  #look = new AbortController();
  #restarted = false;

  constructor(needs: ModemNeeds) {
    this.#needs = needs;
    this.#states = createModemStates((change) => {
      needs.onState(change);
      if (!change.active && !this.#isOut()) needs.onBack();
    });
    this.#incoming = createIncoming(needs);
    this.#pin = createPinBook(needs.pin, needs.saved, () => needs.keep());
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async send(notice: Notice, signal: AbortSignal): Promise<Outcome> {
    const phone = notice.to === undefined ? undefined : this.#needs.phoneOf(notice.to);
    if (phone === undefined) return { is: 'failed', reason: 'no telephone number', again: false };
    const at = await this.#ready(signal);
    if (at === undefined) return this.#untilBack({ is: 'failed', reason: 'the modem does not answer', again: true });
    const number = plainNumber(phone);
    const outcome = notice.way === 'voice' ? await this.#ring(at, number, signal) : await this.#write(at, number, notice);
    // What is wrong is seen at the next look; and when it is over, at one of those after it.
    if ('again' in outcome && outcome.again) this.#look.abort();
    return this.#untilBack(outcome);
  }

  #untilBack(outcome: Outcome): Outcome {
    return 'again' in outcome && outcome.again && this.#isOut() ? { ...outcome, untilBack: true } : outcome;
  }

  /** True where it can neither call nor write, whatever it is told. */
  #isOut(): boolean {
    return this.#states.lasting().some((state) => state !== 'no-voice' && state !== 'no-sms');
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
    return this.#incoming.unreadable() + this.#dropped + (this.#at?.dropped() ?? 0);
  }

  takeStates(): readonly SavedState[] {
    return this.#pin.takeStates();
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
    const at = new AtDialogue(port, {
      clock: this.#needs.clock,
      onUnasked: (line, next) => this.#hear(at, line, next),
      onRestart: () => {
        this.#restarted = true;
        this.#look.abort();
      },
    });
    over.addEventListener('abort', () => at.close(), { once: true });
    try {
      while (!over.aborted) {
        this.#look = new AbortController();
        if (!(await this.#isWell(at))) return reason;
        const pause = this.#isOut() ? MISSING : SUPERVISION;
        await sleep(this.#needs.clock, pause, AbortSignal.any([over, this.#look.signal]));
        if (this.#look.signal.aborted) await sleep(this.#needs.clock, STARTING, over);
      }
      return reason;
    } finally {
      this.#dropped += at.dropped();
      await port.close();
    }
  }

  /** Looks at the modem, and makes it ready where it isn't: at the start, and after it has restarted by itself. False where it doesn't answer. */
  async #isWell(at: AtDialogue): Promise<boolean> {
    if (this.#call !== undefined) return true;
    const setUp: SetUp = { at, pin: this.#pin, states: this.#states, clock: this.#needs.clock };
    const isReady = this.#at !== undefined && !this.#restarted && (await isSetUp(setUp));
    this.#restarted = false;
    if (isReady) {
      if (!(await lookAtModem(setUp))) return false;
    } else {
      this.#at = undefined;
      if (!(await setUpModem(setUp))) return false;
      this.#at = at;
      this.#states.is('lost', false);
    }
    const { read, unread } = await takeAllStored(at);
    for (const pdu of read) this.#incoming.take(pdu, true);
    for (const line of unread) this.#incoming.leave(line);
    return true;
  }

  async #ring(at: AtDialogue, number: string, signal: AbortSignal): Promise<Outcome> {
    this.#call = new VoiceCall(at, this.#needs.clock);
    const outcome = await this.#call.ring(number, this.#needs.ring, signal);
    this.#call = undefined;
    this.#refused = outcome === 'refused' ? this.#refused + 1 : 0;
    if (outcome === 'silent' || this.#restarted) this.#look.abort();
    // Without a SIM or a network nobody can call: that says nothing of the SIM's voice.
    if (this.#isOut()) this.#refused = 0;
    else if (outcome !== 'silent') this.#states.is('no-voice', this.#refused >= REFUSED_CALLS, 'calls end before it rings');
    return fateOfCall(outcome);
  }

  async #write(at: AtDialogue, number: string, { id, text }: Notice): Promise<Outcome> {
    this.#reference = (this.#reference + 1) & 0xff;
    for (const part of encodeSubmit(number, text, this.#reference)) {
      const answer = await at.command(`AT+CMGS=${part.length}`, SUBMITTING, part.pdu);
      if (answer.is === 'silence') return this.#unanswered(answer.took);
      if (answer.is === 'error') return this.#refusal(answer.words);
      const reference = answer.lines.map((line) => /^\+CMGS: (\d+)/.exec(line)?.[1]).find((found) => found !== undefined);
      if (reference !== undefined) this.#incoming.sent(Number(reference), id);
    }
    this.#states.is('no-sms', false);
    return { is: 'sent' };
  }

  #unanswered(took: boolean): Outcome {
    return took
      ? { is: 'uncertain', reason: 'the modem took it, and then said nothing', again: true }
      : { is: 'failed', reason: 'the modem does not answer', again: true };
  }

  #refusal(words: string): Outcome {
    const barred = isBarred(words);
    if (barred) this.#states.is('no-sms', true, `the network refuses short messages: ${words}`);
    return { is: 'failed', reason: words, again: !barred };
  }

  #hear(at: AtDialogue, line: string, next: string | undefined): void {
    const [, memory, place] = /^\+(?:CMTI|CDSI): "([A-Z]{2})",(\d+)/.exec(line) ?? [];
    if (memory !== undefined && place !== undefined) void this.#fetch(at, memory, place);
    else if (/^\+(CMT|CDS):/.test(line)) this.#incoming.take(next ?? '', false);
    else if (/^(NO CARRIER|BUSY|NO ANSWER|NO DIALTONE)$/.test(line)) this.#call?.ended(line);
    // Nobody is there to talk; and while it rings, nobody can be called.
    else if (line === 'RING') void at.command('ATH', PROMPT);
  }

  async #fetch(at: AtDialogue, memory: string, place: string): Promise<void> {
    const pdu = await takeStored(at, memory, place);
    // Else it stays where it is, and the next look finds it.
    if (pdu !== undefined) this.#incoming.take(pdu, false);
  }
}

/** A modem that opens its port with `start`, and again whenever it is lost. */
export const createModem = (needs: ModemNeeds): Modem => new SerialModem(needs);
