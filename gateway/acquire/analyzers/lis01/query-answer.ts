import type { Clock, Millis } from '../../../domain/clock.ts';
import { Deadline } from '../../line/deadline.ts';
import { ENQ, EOT } from './characters.ts';
import type { Heard } from './frame-reader.ts';
import { outgoingFrame } from './outgoing-frame.ts';

/** How long a reply to an ENQ or to a frame may take. Source: LIS01-A2, 6.5.2.1 and 6.5.2.3. */
const REPLY_WITHIN: Millis = 15_000;

/** So often the same frame is sent before the sender gives up. Source: LIS01-A2, 6.5.1.2. */
const MOST_SENDS = 6;

/** The answer to every query: the box hands out no orders. Source: LIS02-A2, field L-3 (I: no information). */
const NO_INFORMATION = ['H|\\^&|||Larder|||||||P|LIS2-A2\r', 'L|1|I\r'];

/**
 * How an answer ended: taken; given up; the instrument was busy; it had something to send itself, and goes first; or it
 * asked for silence.
 */
export type AnswerOutcome = 'sent' | 'given-up' | 'busy' | 'yielded' | 'interrupted';

/** What sending an answer needs. */
interface QueryAnswerNeeds {
  readonly clock: Clock;
  write(bytes: Uint8Array): void;
  onOutcome(outcome: AnswerOutcome): void;
}

/** The one thing that is ever sent of our own accord: the answer "no information" to an instrument's query. Source: LIS01-A2, 6. */
export class QueryAnswer {
  readonly #needs: QueryAnswerNeeds;
  readonly #deadline: Deadline;
  /** The place of the frame under way, counted from 1; 0 while the ENQ waits for its reply. */
  #frame = 0;
  #sends = 0;
  #active = false;

  constructor(needs: QueryAnswerNeeds) {
    this.#needs = needs;
    this.#deadline = new Deadline(needs.clock, () => this.#end('given-up'));
  }

  get active(): boolean {
    return this.#active;
  }

  start(): void {
    this.#active = true;
    this.#frame = 0;
    this.#send(Uint8Array.of(ENQ));
  }

  /** What the instrument replied. Noise counts as a reply to a frame only. Source: LIS01-A2, 6.5.1.2. */
  heard(heard: Heard): void {
    if (this.#frame === 0) this.#toEnquiry(heard);
    else if (heard.is === 'end') this.#end('interrupted');
    else if (heard.is === 'reply' && heard.positive) this.#next();
    else if (this.#sends === MOST_SENDS) this.#end('given-up');
    else this.#sendFrame();
  }

  stop(): void {
    this.#active = false;
    this.#deadline.stop();
  }

  #toEnquiry(heard: Heard): void {
    if (heard.is === 'enquiry') this.#end('yielded');
    else if (heard.is === 'reply' && heard.positive) this.#next();
    else if (heard.is === 'reply') this.#end('busy');
  }

  #next(): void {
    this.#frame += 1;
    this.#sends = 0;
    if (this.#frame > NO_INFORMATION.length) this.#end('sent');
    else this.#sendFrame();
  }

  #sendFrame(): void {
    this.#sends += 1;
    this.#send(outgoingFrame(this.#frame, NO_INFORMATION[this.#frame - 1] ?? ''));
  }

  #send(bytes: Uint8Array): void {
    this.#deadline.set(this.#needs.clock.elapsed() + REPLY_WITHIN);
    this.#needs.write(bytes);
  }

  /** EOT ends every attempt, but one that the instrument hasn't taken up. */
  #end(outcome: AnswerOutcome): void {
    this.stop();
    if (outcome !== 'busy' && outcome !== 'yielded') this.#needs.write(Uint8Array.of(EOT));
    this.#needs.onOutcome(outcome);
  }
}
