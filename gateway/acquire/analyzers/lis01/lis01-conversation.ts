import type { Lis01Link } from '../../../../device-profiles/analyzer/lis-profile.ts';
import type { Millis } from '../../../domain/clock.ts';
import type { Understood } from '../../../domain/sent-result.ts';
import { Deadline } from '../../line/deadline.ts';
import type { Conversation, ConversationNeeds } from '../conversation.ts';
import { Legibility } from '../legibility.ts';
import { TransferKeeper } from '../transfer-keeper.ts';
import { WaitingBytes } from '../waiting-bytes.ts';
import { ACK, ENQ, EOT, NAK } from './characters.ts';
import { type JudgedFrame, judgeFrame } from './frame-judgement.ts';
import { FrameReader, type Heard } from './frame-reader.ts';
import { wantsNoReply } from './impatience.ts';
import { hasRecord } from './message-text.ts';
import { OwedAnswers } from './owed-answers.ts';
import { isFirstFrame, Reception } from './reception.ts';

/** A receiver waits so long for the next frame or EOT. Source: LIS01-A2, 6.5.2.4. */
const NEXT_FRAME_WITHIN: Millis = 30_000;

/** A receiver replies within this time; later the sender has given up, and a reply would meet the next frame. Source: LIS01-A2, 6.5.2.5. */
const REPLY_WITHIN: Millis = 15_000;

/** A frame without its CR LF is answered after so much silence. */
const TAIL_SILENCE: Millis = 500;

/** An ENQ or EOT within a frame counts after so much silence. */
const CONTROL_SILENCE: Millis = 2_000;

/**
 * A frame that has lost its end is refused after so much silence, while its sender still waits. Many senders repeat a frame
 * after 15 s without a reply; were the refusal left until that repeat's STX ended the broken frame, there would be two
 * replies to one frame, and the sender would take each reply from then on for that of the frame behind.
 */
const BODY_SILENCE: Millis = 5_000;

/** What a LIS01 conversation needs beside the port. */
export interface Lis01Needs extends ConversationNeeds {
  readonly link: Lis01Link;
  /** What a message's records come to; pure. */
  understand(raw: Uint8Array): Understood;
}

/**
 * The receiving side of LIS01-A2 / ASTM E1381. A message's last frame is acknowledged once the message has been kept; every
 * other frame at once. What comes meanwhile waits. The standard is silent on an ENQ in mid-transfer: the sender has begun
 * anew. But a damaged STX looks like one, and an acknowledgement would then be taken for the frame's: so it is answered
 * only after a silence, or when a first frame follows.
 */
export class Lis01Conversation implements Conversation {
  readonly #needs: Lis01Needs;
  readonly #isBare: boolean;
  readonly #reader = new FrameReader();
  readonly #reception: Reception;
  readonly #waiting = new WaitingBytes();
  readonly #keeper: TransferKeeper;
  readonly #answers: OwedAnswers;
  readonly #legibility: Legibility;
  readonly #silence: Deadline;
  #receiving = false;
  #heldEnquiry = false;
  #closed = false;
  #heardAt: Millis = 0;

  constructor(needs: Lis01Needs) {
    this.#needs = needs;
    this.#isBare = needs.link.tolerates.includes('no-frame-numbers');
    this.#reception = new Reception(needs.link.tolerates);
    this.#legibility = new Legibility((active, why) => needs.onUnreadable(active, why));
    this.#keeper = new TransferKeeper(needs, () => this.#goOn());
    this.#silence = new Deadline(needs.clock, () => this.#silent());
    this.#answers = new OwedAnswers({
      clock: needs.clock,
      write: (bytes) => needs.write(bytes),
      isFree: () => !this.#closed && !this.#receiving && !this.#keeper.busy && !this.#reader.midFrame,
    });
  }

  onBytes(bytes: Uint8Array): void {
    if (this.#closed || bytes.length === 0) return;
    if (this.#keeper.busy) this.#noise(this.#waiting.add(bytes));
    else this.#process(bytes);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#silence.stop();
    this.#answers.stop();
    if (!this.#keeper.busy) this.#abandon(() => undefined);
  }

  #process(bytes: Uint8Array): void {
    if (!this.#bidsAgain(bytes)) this.#heardAt = this.#needs.clock.elapsed();
    this.#legibility.add(bytes.length, 0);
    for (let from = 0; from < bytes.length; ) {
      const { heard, next } = this.#reader.read(bytes, from);
      from = next;
      if (heard !== undefined) this.#hear(heard);
      if (!this.#keeper.busy) continue;
      this.#noise(this.#waiting.add(bytes.subarray(from)));
      return;
    }
    this.#listen();
  }

  /**
   * True where an ENQ or EOT that waits for silence is followed by nothing but its like: a sender that began anew in mid-frame,
   * and bids again sooner than the standard's 15 s. It is silent but for that, and would else never be heard.
   */
  #bidsAgain(bytes: Uint8Array): boolean {
    return (this.#heldEnquiry || this.#reader.awaitsSilence === 'control') && bytes.every((byte) => byte === ENQ || byte === EOT);
  }

  /** Sets the timer for whatever silence would mean now. */
  #listen(): void {
    const wait = this.#silenceThatMeans();
    if (wait === undefined) this.#silence.clear();
    else this.#silence.set(this.#heardAt + wait);
  }

  #silenceThatMeans(): Millis | undefined {
    const awaited = this.#reader.awaitsSilence;
    if (awaited === 'tail') return TAIL_SILENCE;
    if (awaited === 'control') return CONTROL_SILENCE;
    if (awaited === 'body') return BODY_SILENCE;
    if (this.#heldEnquiry) return TAIL_SILENCE;
    return this.#receiving || this.#reader.midFrame ? NEXT_FRAME_WITHIN : undefined;
  }

  #silent(): void {
    if (this.#keeper.busy) return;
    const heard = this.#reader.silence();
    if (heard?.is === 'enquiry') this.#beginSession();
    else if (heard !== undefined) this.#hear(heard);
    else if (this.#heldEnquiry) this.#beginSession();
    else this.#giveUp();
    this.#heardAt = this.#needs.clock.elapsed();
    if (!this.#keeper.busy) this.#listen();
  }

  #hear(heard: Heard): void {
    if (heard.is === 'stray') this.#noise(heard.bytes.length);
    if (this.#answers.active) this.#answers.heard(heard);
    else if (this.#receiving) this.#receive(heard);
    else if (heard.is === 'enquiry') this.#beginSession();
    else if (heard.is === 'frame') this.#noise(heard.frame.body.length + 1);
    else if (heard.is !== 'stray') this.#noise(1);
  }

  #receive(heard: Heard): void {
    if (heard.is === 'enquiry') this.#heldEnquiry = true;
    else if (heard.is === 'end') this.#endSession();
    else if (heard.is === 'frame') this.#frame(judgeFrame(heard.frame, this.#isBare));
    else {
      this.#heldEnquiry = false;
      if (heard.is === 'reply') this.#noise(1);
    }
  }

  #beginSession(): void {
    this.#abandon(() => {
      this.#receiving = true;
      this.#reception.restart();
      this.#reply(ACK);
    });
  }

  /** EOT: a message without its L record is one only where the profile says so. */
  #endSession(): void {
    this.#heldEnquiry = false;
    this.#receiving = false;
    const understood = this.#understood();
    if (!this.#reception.unfinished || understood.troubles.includes('incomplete')) this.#abandon(() => this.#answers.goOn());
    else this.#keep(understood, () => this.#settled());
  }

  /** Nothing came for so long that nothing will. */
  #giveUp(): void {
    this.#reader.forget();
    this.#receiving = false;
    this.#abandon(() => this.#answers.goOn());
  }

  #frame(frame: JudgedFrame): void {
    const beganAnew = this.#heldEnquiry && isFirstFrame(frame);
    this.#heldEnquiry = false;
    if (beganAnew) {
      this.#abandon(() => {
        this.#reception.restart();
        this.#take(frame);
      });
    } else this.#take(frame);
  }

  #take(frame: JudgedFrame): void {
    const verdict = this.#reception.verdict(frame);
    if (verdict === 'refused') this.#refuse(frame);
    else if (verdict === 'duplicate') {
      this.#needs.counters.duplicateFrames += 1;
      this.#reply(ACK);
    } else if (this.#reception.startsOver(frame)) this.#abandon(() => this.#add(frame));
    else this.#add(frame);
  }

  #refuse(frame: JudgedFrame): void {
    this.#needs.counters.refused += 1;
    if (frame.fault === 'no-end' || frame.fault === 'too-long') this.#legibility.add(0, frame.text.length);
    this.#reply(NAK);
  }

  #add(frame: JudgedFrame): void {
    const added = this.#reception.add(frame);
    if (added === 'no-room') this.#refuse(frame);
    else if (added === 'whole') this.#addLast(frame);
    else {
      this.#reception.accept(frame);
      this.#reply(ACK);
    }
  }

  /** The frame that makes the message whole is acknowledged once the message is kept. */
  #addLast(frame: JudgedFrame): void {
    const since = this.#needs.clock.elapsed();
    this.#keep(this.#understood(), (kept) => {
      if (kept) this.#reception.accept(frame);
      if (this.#mayReplyTo(frame, since)) this.#reply(kept ? ACK : NAK);
      if (kept) this.#settled();
      else this.#reception.takeBack();
    });
  }

  /** What the message comes to, with what its frames deviated in. */
  #understood(): Understood {
    const understood = this.#needs.understand(this.#reception.raw);
    const tolerated = [...this.#reception.deviations, ...(understood.tolerated ?? [])];
    return tolerated.length === 0 ? understood : { ...understood, tolerated };
  }

  #keep(understood: Understood, then: (kept: boolean) => void): void {
    this.#keeper.keep(this.#reception.raw, understood, (kept) => {
      if (!this.#closed) then(kept);
    });
  }

  /** The message is kept, and done with. */
  #settled(): void {
    if (hasRecord(this.#reception.raw, 'Q')) this.#answers.owe();
    this.#reception.clear();
    this.#answers.goOn();
  }

  /** An unfinished message is kept for people to see, and makes no result: the sender will repeat it whole. */
  #abandon(then: () => void): void {
    this.#heldEnquiry = false;
    const { troubles, unfinished } = this.#reception;
    if (!unfinished) then();
    else {
      this.#keep({ results: [], troubles }, () => {
        this.#reception.clear();
        then();
      });
    }
  }

  /** A transfer is settled: what waited is heard. */
  #goOn(): void {
    if (this.#closed) return;
    this.#heardAt = this.#needs.clock.elapsed();
    if (this.#waiting.isEmpty) this.#listen();
    else this.#process(this.#waiting.take());
  }

  #mayReplyTo({ number }: JudgedFrame, since: Millis): boolean {
    return this.#needs.clock.elapsed() - since <= REPLY_WITHIN && !wantsNoReply(this.#waiting.bytes, number);
  }

  #reply(character: number): void {
    if (!this.#closed) this.#needs.write(Uint8Array.of(character));
  }

  #noise(bytes: number): void {
    if (bytes === 0) return;
    this.#needs.counters.noiseBytes += bytes;
    this.#legibility.add(0, bytes);
  }
}
