import type { BytePort } from '../../domain/byte-port.ts';
import type { Clock, Millis } from '../../domain/clock.ts';
import { EdgeError } from '../../domain/edge-error.ts';
import { Deadline } from '../line/deadline.ts';
import { type Answer, answerOf } from './answer.ts';
import type { Bus, BusWitness } from './bus.ts';
import { LineDoubt } from './line-doubt.ts';
import { type EchoMemory, echoIn } from './local-echo.ts';
import type { Question } from './question.ts';
import { CHECKSUM_LENGTH, type Heard, hearAnswer, rtuFrame } from './rtu-frame.ts';
import type { RtuTiming } from './rtu-timing.ts';

/** No frame is longer; noise may be. Modbus over Serial Line V1.02, 2.5.1: 256 bytes. And an echo before it. */
const MOST_HEARD = 2 * 256;

/** What an RTU bus needs. */
export interface RtuBusNeeds {
  readonly clock: Clock;
  readonly timing: RtuTiming;
  readonly echo: EchoMemory;
  readonly witness: BusWitness;
}

/** Noise that never ends: a question that waits for so long for a quiet line is given up. */
const LONGEST_WAIT: Millis = 30_000;

/** A question that waits for a quiet line. */
interface Waiting {
  readonly question: Question;
  readonly patience: Millis;
  readonly givenUpAt: Millis;
  readonly settle: (answer: Answer) => void;
}

/** A question on the wire, and what was heard since. */
interface Asking {
  readonly question: Question;
  readonly frame: Uint8Array;
  readonly endsAt: Millis;
  /** Whatever comes then, the wait is over. */
  readonly overAt: Millis;
  readonly settle: (answer: Answer) => void;
  /** Bytes that came before the request had ended. */
  early: number;
  /** Bytes that are the request's own echo. */
  echo: number;
  /** When the first byte came that may be the answer's. */
  firstAt: Millis | undefined;
  heard: Heard;
}

/**
 * Modbus RTU, where nothing but unit, function and length says whose answer an answer is. What keeps a late or repeated
 * answer from being taken for another's: one question at a time; no byte that came before the request had ended; unit,
 * function, count and checksum; nothing right behind; silence before the next request; and after whatever was not exactly
 * that, no question until the line has been quiet for longer than its slowest answer takes. See docs/line.md.
 */
export class RtuBus implements Bus {
  readonly #port: BytePort;
  readonly #needs: RtuBusNeeds;
  readonly #deadline: Deadline;
  readonly #doubt: LineDoubt;
  readonly #held = new Uint8Array(MOST_HEARD);
  #used = 0;
  #waiting: Waiting | undefined;
  #asking: Asking | undefined;

  constructor(port: BytePort, needs: RtuBusNeeds) {
    this.#port = port;
    this.#needs = needs;
    this.#deadline = new Deadline(needs.clock, () => this.#due());
    this.#doubt = new LineDoubt(needs.clock.elapsed(), needs.timing, needs.witness);
    port.onBytes((bytes) => this.#receive(bytes));
  }

  ask(question: Question, patience: Millis): Promise<Answer> {
    if (this.#asking !== undefined || this.#waiting !== undefined) {
      throw new EdgeError('line-busy', 'a question is under way on this line');
    }
    return new Promise((settle) => {
      this.#waiting = { question, patience, settle, givenUpAt: this.#needs.clock.elapsed() + LONGEST_WAIT };
      this.#due();
    });
  }

  readyAt(): Millis {
    return this.#doubt.quietUntil();
  }

  doubtedSince(): Millis | undefined {
    return this.#doubt.since(this.#needs.clock.elapsed());
  }

  // The line must stay quiet for `slowest` after a vain wait in any case: an answer that comes until then may as well be taken.
  patience(): Millis {
    return this.#needs.timing.slowest;
  }

  costOfSilence(patience: Millis): Millis {
    const { character, quarantine } = this.#needs.timing;
    return 8 * character + Math.max(patience, quarantine);
  }

  close(): void {
    const at = this.#needs.clock.elapsed();
    const settle = this.#asking?.settle ?? this.#waiting?.settle;
    this.#asking = undefined;
    this.#waiting = undefined;
    this.#deadline.stop();
    settle?.({ is: 'lost', at });
  }

  #due(): void {
    const now = this.#needs.clock.elapsed();
    if (this.#asking !== undefined) this.#conclude(this.#asking, now);
    else if (this.#waiting !== undefined) this.#sendWhenQuiet(this.#waiting, now);
  }

  #sendWhenQuiet(waiting: Waiting, now: Millis): void {
    const quietUntil = this.#doubt.quietUntil();
    if (quietUntil <= now) {
      this.#waiting = undefined;
      this.#send(waiting, now);
    } else if (waiting.givenUpAt <= now) {
      this.#waiting = undefined;
      waiting.settle({ is: 'doubt', why: 'crc', at: now });
    } else this.#deadline.set(Math.min(quietUntil, waiting.givenUpAt));
  }

  #send({ question, patience, settle }: Waiting, now: Millis): void {
    const { character, pause } = this.#needs.timing;
    const frame = rtuFrame(question.body);
    const endsAt = now + frame.length * character;
    const overAt = endsAt + patience + MOST_HEARD * character + pause;
    this.#asking = { question, frame, endsAt, overAt, settle, early: 0, echo: 0, firstAt: undefined, heard: { is: 'more' } };
    this.#used = 0;
    this.#deadline.set(endsAt + patience);
    this.#doubt.requestEnds(endsAt);
    this.#port.write(frame);
  }

  #receive(bytes: Uint8Array): void {
    const now = this.#needs.clock.elapsed();
    if (this.#asking === undefined) {
      this.#doubt.stray(bytes, now);
      return;
    }
    this.#doubt.heard(now);
    const kept = bytes.subarray(0, this.#held.length - this.#used);
    this.#held.set(kept, this.#used);
    this.#used += kept.length;
    this.#needs.witness.noise(bytes.length - kept.length);
    this.#listen(this.#asking, now);
  }

  /** Looks at what was heard so far, and decides how long to wait for more. */
  #listen(asking: Asking, now: Millis): void {
    const { gap, pause } = this.#needs.timing;
    if (now < asking.endsAt) asking.early = this.#used;
    const bytes = this.#held.subarray(0, this.#used);
    const echo = echoIn(bytes, asking.early, asking.frame, asking.question, this.#needs.echo);
    if (echo === 'perhaps') return;
    asking.echo = echo;
    const from = Math.max(echo, asking.early);
    if (from === this.#used) return;
    asking.firstAt ??= now;
    asking.heard = hearAnswer(bytes.subarray(from), asking.question);
    this.#deadline.set(Math.min(asking.overAt, now + (asking.heard.is === 'more' ? pause : gap)));
  }

  /** The line has been quiet for long enough, or the wait is over. */
  #conclude(asking: Asking, now: Millis): void {
    const { heard, firstAt, question } = asking;
    const at = this.#doubt.lastHeardAt();
    const body = heard.is === 'answer' ? heard.body.length + CHECKSUM_LENGTH : 0;
    this.#needs.witness.noise(this.#used - asking.echo - body);
    if (heard.is === 'answer') {
      this.#needs.witness.timely();
      this.#doubt.answered(question.quietAfter);
      this.#end(asking, answerOf(heard.body, question, at, (firstAt ?? at) - asking.endsAt));
      return;
    }
    if (firstAt === undefined && this.#wasEarly(asking)) this.#needs.witness.early();
    this.#doubt.begin(now);
    if (firstAt === undefined) this.#end(asking, { is: 'silence', at: now });
    else this.#end(asking, { is: 'doubt', why: heard.is === 'doubt' ? heard.why : 'truncated', at });
  }

  #wasEarly({ question, echo, early }: Asking): boolean {
    return hearAnswer(this.#held.subarray(echo, early), question).is === 'answer';
  }

  #end({ settle }: Asking, answer: Answer): void {
    this.#asking = undefined;
    settle(answer);
  }
}
