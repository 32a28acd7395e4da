import type { Cancel, Millis, UtcMillis } from '../../../gateway/domain/clock.ts';
import { ACK, ENQ, EOT, type FrameText, frameTexts, LIS_CONTROLS, type LisPacking, lisFrame } from './lis-frame.ts';
import { lisMessage } from './lis-message.ts';
import { byRun, type MeasuredResult } from './measured-result.ts';
import type { MeterSpeech, Talk, TalkNeeds } from './meter.ts';

export interface LisHabits {
  readonly hands: () => UtcMillis;
  readonly packing?: LisPacking;
  /** What it does when no reply to a frame comes: the standard breaks off; many instruments send the frame again. Default `abort`. */
  readonly onSilence?: 'abort' | 'repeat';
}

/** Waiting for a reply to ENQ or to a frame (LIS01-A2, 6.5.2.1 and 6.5.2.3). */
const REPLY: Millis = 15_000;
/** Before the next ENQ when the host was busy (6.2.6); also before a message that was broken off is sent again. */
const BUSY: Millis = 10_000;
/** The instrument's wait when both have bid (6.2.7.1). */
const CONTENTION: Millis = 1000;
/** A frame is sent so many times at most (6.5.1.2). */
const TRIES = 6;

class LisSender implements Talk {
  readonly #needs: TalkNeeds;
  readonly #habits: LisHabits;
  #state: 'neutral' | 'bidding' | 'sending' = 'neutral';
  #timer: Cancel | undefined;
  #message: readonly MeasuredResult[] = [];
  #frames: readonly FrameText[] = [];
  #place = 0;
  #number = 1;
  #tries = 0;

  constructor(needs: TalkNeeds, habits: LisHabits) {
    this.#needs = needs;
    this.#habits = habits;
  }

  transfer(): void {
    if (this.#state === 'neutral') this.#bid();
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#reply(byte);
  }

  stop(): void {
    this.#timer?.();
  }

  #wait(duration: Millis, then: () => void): void {
    this.#timer?.();
    this.#timer = this.#needs.clock.after(duration, then);
  }

  #bid(): void {
    if (this.#needs.memory.owed().length === 0) {
      this.#needs.done();
      return;
    }
    this.#state = 'bidding';
    this.#wait(REPLY, () => this.#end(BUSY));
    this.#needs.send(Uint8Array.of(ENQ));
  }

  /** Ends the session, and bids again after a while. */
  #end(pause: Millis): void {
    this.#state = 'neutral';
    this.#wait(pause, () => this.#bid());
    this.#needs.send(Uint8Array.of(EOT));
  }

  #reply(byte: number): void {
    if (this.#state === 'bidding') this.#replyToBid(byte);
    else if (this.#state === 'sending') this.#replyToFrame(byte);
  }

  #replyToBid(byte: number): void {
    const isEnq = byte === ENQ || (byte === ACK && this.#needs.dice.strikes('collision'));
    if (byte === ACK && !isEnq) {
      this.#number = 1;
      this.#nextMessage();
      return;
    }
    this.#state = 'neutral';
    this.#wait(isEnq ? CONTENTION : BUSY, () => this.#bid());
  }

  #nextMessage(): void {
    const [message] = byRun(this.#needs.memory.owed());
    if (message === undefined) {
      this.#end(0);
      return;
    }
    const { hands, packing = 'record' } = this.#habits;
    this.#state = 'sending';
    this.#message = message;
    this.#frames = frameTexts(lisMessage(this.#needs.id, message, hands()), packing);
    this.#place = 0;
    this.#tries = 0;
    this.#sendFrame();
  }

  #sendFrame(): void {
    const text = this.#frames[this.#place];
    if (text === undefined) return;
    this.#tries += 1;
    this.#wait(REPLY, () => (this.#habits.onSilence === 'repeat' ? this.#again() : this.#end(BUSY)));
    this.#needs.send(lisFrame(this.#number, text));
  }

  // 6.3.5: EOT as a reply takes the frame and asks for the line; the sender may go on, and this one does.
  #replyToFrame(byte: number): void {
    if (byte !== ACK && byte !== EOT) {
      this.#again();
      return;
    }
    this.#number = (this.#number + 1) % 8;
    this.#place += 1;
    this.#tries = 0;
    if (this.#place < this.#frames.length) {
      this.#sendFrame();
      return;
    }
    this.#needs.memory.answered(this.#message, 'acknowledged');
    this.#nextMessage();
  }

  #again(): void {
    if (this.#tries >= TRIES) this.#end(BUSY);
    else this.#sendFrame();
  }
}

/**
 * An instrument that sends by LIS01-A2 and LIS02-A2, strictly. A message that was broken off, by whomever, is sent again whole,
 * with frame numbers from 1, until its last frame has been acknowledged.
 */
export const lisSpeech = (habits: LisHabits): MeterSpeech => ({
  habits: { controls: LIS_CONTROLS, noiseBeside: () => 'around' },
  begin: (needs) => new LisSender(needs, habits),
});
