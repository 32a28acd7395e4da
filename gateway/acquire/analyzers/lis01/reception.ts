import type { Lis01Deviation } from '../../../../device-profiles/analyzer/lis-profile.ts';
import type { TransferTrouble } from '../../../domain/sent-result.ts';
import { CR } from './characters.ts';
import type { JudgedFrame } from './frame-judgement.ts';
import { FrameOrder } from './frame-order.ts';
import { MessageText, recordBegins } from './message-text.ts';

/** True of a frame that can only be a session's first. */
export const isFirstFrame = ({ number, text }: JudgedFrame): boolean =>
  (number === undefined || number === 1) && recordBegins(text, 0, 'H');

/** The frames of one session, and the message that they add up to. */
export class Reception {
  readonly #order: FrameOrder;
  readonly #text = new MessageText();
  readonly #deviations = new Set<Lis01Deviation>();
  #overflowed = false;

  constructor(tolerates: readonly Lis01Deviation[]) {
    this.#order = new FrameOrder(new Set(tolerates));
  }

  /** A session begins; an unfinished message is forgotten. */
  restart(): void {
    this.#order.restart();
    this.clear();
  }

  /** The message is done with; the session goes on. */
  clear(): void {
    this.#text.clear();
    this.#deviations.clear();
    this.#overflowed = false;
  }

  get unfinished(): boolean {
    return !this.#text.isEmpty;
  }

  /** The message so far. */
  get raw(): Uint8Array {
    return this.#text.bytes;
  }

  /** What the frames of this message deviated in. */
  get deviations(): readonly Lis01Deviation[] {
    return [...this.#deviations];
  }

  /** Why an unfinished message is one. */
  get troubles(): readonly TransferTrouble[] {
    return this.#overflowed ? ['incomplete', 'too-long'] : ['incomplete'];
  }

  verdict(frame: JudgedFrame): ReturnType<FrameOrder['verdict']> {
    return this.#order.verdict(frame);
  }

  /** True of a header while another message lies unfinished: two messages never share one. */
  startsOver({ text }: JudgedFrame): boolean {
    return this.unfinished && this.#text.endsRecord && recordBegins(text, 0, 'H');
  }

  /**
   * Adds a frame's text: `whole` where the message now ends with its L record. A record may be cut anywhere by ETB, so that
   * only CR or ETX ends it.
   */
  add(frame: JudgedFrame): 'part' | 'whole' | 'no-room' {
    const { text, isEnd, deviations } = frame;
    if (!this.#text.add(text)) {
      this.#overflowed = true;
      return 'no-room';
    }
    for (const deviation of deviations) this.#deviations.add(deviation);
    if (this.#order.isJump(frame)) this.#deviations.add('frame-number-jumps');
    const recordEnded = isEnd || text.at(-1) === CR;
    return recordEnded && this.#text.hasFinalRecord ? 'whole' : 'part';
  }

  /** The frame's text isn't to stay: it will come again. */
  takeBack(): void {
    this.#text.takeBack();
  }

  /** The frame stays, and the next one follows it. */
  accept(frame: JudgedFrame): void {
    this.#order.accept(frame);
  }
}
