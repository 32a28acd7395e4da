import type { Lis01Deviation } from '../../../../device-profiles/analyzer/lis-profile.ts';
import type { JudgedFrame } from './frame-judgement.ts';

/** What a receiver makes of a frame: to be added; the last one once more, after a lost acknowledgement; or not taken. */
type FrameVerdict = 'next' | 'duplicate' | 'refused';

const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/**
 * Which frame may follow which within one session, where numbers run 1 to 7, 0, 1 over all its messages. Source: LIS01-A2,
 * 6.3.2 and 6.5.1.1. Stricter than the standard in two things. The last frame's number with another text is refused: one
 * of the two was damaged. And a sender that went on past a refused frame left a hole, so nothing more is taken of its
 * session: a message with a hole must not look whole.
 */
export class FrameOrder {
  readonly #tolerates: ReadonlySet<Lis01Deviation>;
  #last: JudgedFrame | undefined;
  #hole = false;

  constructor(tolerates: ReadonlySet<Lis01Deviation>) {
    this.#tolerates = tolerates;
  }

  /** A session begins. */
  restart(): void {
    this.#last = undefined;
    this.#hole = false;
  }

  verdict(frame: JudgedFrame): FrameVerdict {
    if (frame.fault !== undefined || frame.deviations.some((deviation) => !this.#tolerates.has(deviation))) return 'refused';
    if (this.#hole) return 'refused';
    if (frame.number === undefined) return 'next';
    const isSameNumber = frame.number === this.#last?.number;
    if (isSameNumber && this.#last !== undefined && same(frame.text, this.#last.text)) return 'duplicate';
    if (this.#follows(frame.number) || this.#tolerates.has('frame-number-jumps')) return 'next';
    this.#hole = true;
    return 'refused';
  }

  /** The frame was added; the next one follows it. */
  accept(frame: JudgedFrame): void {
    this.#last = frame;
  }

  /** True where its number doesn't follow the last one's. */
  isJump({ number }: JudgedFrame): boolean {
    return number !== undefined && !this.#follows(number);
  }

  #follows(number: number): boolean {
    return number === ((this.#last?.number ?? 0) + 1) % 8;
  }
}
