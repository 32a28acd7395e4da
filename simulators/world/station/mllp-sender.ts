import type { Cancel, Millis, UtcMillis } from '../../../gateway/domain/clock.ts';
import { answerIn, controlIdOf, END_BLOCK, type Hl7Answer, hl7Block, START_BLOCK } from './hl7-message.ts';
import type { MeasuredResult } from './measured-result.ts';
import type { MeterSpeech, Talk, TalkNeeds } from './meter.ts';

/** How long it waits for an acknowledgement before it sends the same message again. */
const ANSWER: Millis = 30_000;
/** Before it sends again what the host could not take just now. */
const PAUSE: Millis = 10_000;
/** An acknowledgement is never longer. */
const LONGEST_ANSWER = 4096;

class MllpSender implements Talk {
  readonly #needs: TalkNeeds;
  readonly #hands: () => UtcMillis;
  #awaited: MeasuredResult | undefined;
  #heard: number[] = [];
  #timer: Cancel | undefined;

  constructor(needs: TalkNeeds, hands: () => UtcMillis) {
    this.#needs = needs;
    this.#hands = hands;
  }

  transfer(): void {
    if (this.#awaited === undefined) this.#next();
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte === START_BLOCK) this.#heard = [];
      else if (byte !== END_BLOCK) this.#heard.push(byte);
      else this.#block();
      if (this.#heard.length > LONGEST_ANSWER) this.#heard = [];
    }
  }

  stop(): void {
    this.#timer?.();
  }

  #block(): void {
    const answer = answerIn(Uint8Array.from(this.#heard));
    this.#heard = [];
    if (answer !== undefined) this.#answered(answer);
  }

  #next(): void {
    const [result] = this.#needs.memory.owed();
    this.#awaited = result;
    if (result === undefined) this.#needs.done();
    else this.#send(result);
  }

  #send(result: MeasuredResult): void {
    this.#sendAgainAfter(ANSWER, result);
    this.#needs.send(hl7Block(this.#needs.id, result, this.#hands()));
  }

  #sendAgainAfter(pause: Millis, result: MeasuredResult): void {
    this.#timer?.();
    this.#timer = this.#needs.clock.after(pause, () => this.#send(result));
  }

  // HL7 v2.5.1, 2.9.2: AA took it, AE may be tried again, AR never. An answer to another message is none to this one.
  #answered({ to, code }: Hl7Answer): void {
    const result = this.#awaited;
    if (result === undefined || to !== controlIdOf(this.#needs.id, result)) return;
    if (code !== 'AA' && code !== 'AR') {
      this.#sendAgainAfter(PAUSE, result);
      return;
    }
    this.#timer?.();
    this.#needs.memory.answered([result], code === 'AA' ? 'acknowledged' : 'refused');
    this.#next();
  }
}

/** An instrument that sends HL7 v2 in MLLP: one message at a time, again with the same control id until it is acknowledged. */
export const mllpSpeech = (hands: () => UtcMillis): MeterSpeech => ({
  habits: { controls: new Set([START_BLOCK, END_BLOCK, 0x0d]), noiseBeside: () => 'around' },
  begin: (needs) => new MllpSender(needs, hands),
});
