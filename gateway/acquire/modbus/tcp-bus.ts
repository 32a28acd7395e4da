import type { BytePort } from '../../domain/byte-port.ts';
import type { Clock, Millis } from '../../domain/clock.ts';
import { EdgeError } from '../../domain/edge-error.ts';
import { Deadline } from '../line/deadline.ts';
import { type Answer, answerOf } from './answer.ts';
import type { Bus, BusWitness } from './bus.ts';
import type { Question } from './question.ts';
import { LONGEST_TCP_FRAME, TCP_HEADER, takeTcpFrame, tcpFrame, transactionId } from './tcp-frame.ts';
import type { TransactionIds } from './transaction-ids.ts';

/** Answers to other ids, without one that fits in between, after which a connection is no longer believed in. */
const MOST_STRANGERS = 16;

/** What a TCP bus needs. */
export interface TcpBusNeeds {
  readonly clock: Clock;
  readonly ids: TransactionIds;
  readonly witness: BusWitness;
}

/**
 * Modbus TCP. Each question has an id of its own, so a late answer can't be taken for another's: it is counted, dropped,
 * and the wait goes on. Hence no quarantine. Ids go on from connection to connection, because there are gateways that
 * hand the answer for an old connection to the new one.
 */
export class TcpBus implements Bus {
  readonly #port: BytePort;
  readonly #needs: TcpBusNeeds;
  readonly #deadline: Deadline;
  readonly #held = new Uint8Array(2 * LONGEST_TCP_FRAME);
  readonly #view = new DataView(this.#held.buffer);
  #used = 0;
  #question: Question | undefined;
  #settle: ((answer: Answer) => void) | undefined;
  #id = 0;
  #askedAt: Millis = 0;
  #readyAt: Millis = 0;
  #strangers = 0;
  #over = false;

  constructor(port: BytePort, needs: TcpBusNeeds) {
    this.#port = port;
    this.#needs = needs;
    this.#deadline = new Deadline(needs.clock, () => this.#giveUp());
    port.onBytes((bytes) => this.#receive(bytes));
  }

  ask(question: Question, patience: Millis): Promise<Answer> {
    if (this.#question !== undefined) throw new EdgeError('line-busy', 'a question is under way on this line');
    // The stream has lost its step, or the port is gone: nothing that is asked now can come back.
    if (this.#over) return Promise.resolve({ is: 'lost', at: this.#needs.clock.elapsed() });
    return new Promise((settle) => {
      this.#question = question;
      this.#settle = settle;
      this.#id = this.#needs.ids.next();
      this.#askedAt = this.#needs.clock.elapsed();
      this.#deadline.set(this.#askedAt + patience);
      this.#port.write(tcpFrame(question, this.#id));
    });
  }

  readyAt(): Millis {
    return this.#readyAt;
  }

  patience(learned: Millis): Millis {
    return learned;
  }

  doubtedSince(): undefined {
    return undefined;
  }

  costOfSilence(patience: Millis): Millis {
    return patience;
  }

  close(): void {
    this.#over = true;
    this.#end({ is: 'lost', at: this.#needs.clock.elapsed() });
    this.#deadline.stop();
  }

  #giveUp(): void {
    const at = this.#needs.clock.elapsed();
    if (this.#used === 0) {
      this.#end({ is: 'silence', at });
      return;
    }
    // The rest of it, or another answer, would be taken for the rest of this one.
    this.#end({ is: 'doubt', why: 'truncated', at });
    this.#derailed('an answer was cut short');
  }

  #end(answer: Answer): void {
    const settle = this.#settle;
    this.#question = undefined;
    this.#settle = undefined;
    this.#deadline.clear();
    settle?.(answer);
  }

  #receive(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length && !this.#over; ) {
      const part = Math.min(bytes.length - from, this.#held.length - this.#used);
      this.#held.set(part === bytes.length ? bytes : bytes.subarray(from, from + part), this.#used);
      this.#used += part;
      from += part;
      this.#takeFrames();
    }
  }

  #takeFrames(): void {
    let from = 0;
    while (!this.#over) {
      const length = takeTcpFrame(this.#view, from, this.#used);
      if (length === 'incomplete') break;
      if (length === 'broken') {
        this.#derailed('what came is no Modbus TCP');
        return;
      }
      this.#takeFrame(from, length);
      from += length;
    }
    if (from > 0) this.#held.copyWithin(0, from, this.#used);
    this.#used -= from;
  }

  #takeFrame(from: number, length: number): void {
    const question = this.#question;
    if (question === undefined || transactionId(this.#view, from) !== this.#id) {
      this.#stranger();
      return;
    }
    this.#strangers = 0;
    const at = this.#needs.clock.elapsed();
    const body = this.#held.slice(from + TCP_HEADER, from + length);
    this.#readyAt = at + question.quietAfter;
    this.#end(answerOf(body, question, at, at - this.#askedAt));
  }

  #stranger(): void {
    this.#needs.witness.late();
    this.#strangers += 1;
    if (this.#strangers >= MOST_STRANGERS) this.#derailed('answers come to questions that nobody asked');
  }

  #derailed(reason: string): void {
    this.#needs.witness.noise(this.#used);
    this.close();
    this.#needs.witness.derailed(reason);
  }
}
