import { CR, ENQ } from '../lis01/characters.ts';
import { type JudgedFrame, judgeFrame } from '../lis01/frame-judgement.ts';
import { FrameReader, type Heard } from '../lis01/frame-reader.ts';
import { recordBegins } from '../lis01/message-text.ts';

/** All that a log's bytes come to as a LIS01 line, in the pieces in which they are read. */
export const heardIn = (pieces: readonly Uint8Array[]): readonly Heard[] => {
  const reader = new FrameReader();
  const all: Heard[] = [];
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const { heard, next } = reader.read(piece, from);
      if (heard !== undefined) all.push(heard);
      from = next;
    }
  }
  const rest = reader.silence();
  return rest === undefined ? all : [...all, rest];
};

/** The text of a log's frames, and what they deviate in. */
export interface LoggedText {
  readonly text: Uint8Array;
  readonly tolerated: readonly string[];
}

/** A log without frame numbers shows so with its first frame, which begins a message. */
const isBare = (heard: readonly Heard[]): boolean => {
  const first = heard.find((one) => one.is === 'frame');
  return first !== undefined && recordBegins(first.frame.body, 0, 'H');
};

const same = (one: JudgedFrame, other: JudgedFrame): boolean =>
  one.number !== undefined && one.number === other.number && Buffer.compare(one.text, other.text) === 0;

const jumps = (last: JudgedFrame | undefined, { number }: JudgedFrame): boolean =>
  number !== undefined && number !== ((last?.number ?? 0) + 1) % 8;

const isDamaged = ({ fault }: JudgedFrame): boolean => fault === 'checksum';

/** Joins the frames of a log. It takes what a receiver would refuse, as nobody can be asked again, and says what. */
class FrameJoiner {
  #frames: JudgedFrame[] = [];
  readonly #tolerated = new Set<string>();
  readonly #texts: Uint8Array[] = [];

  /** A session's edge: numbers begin anew, and no record reaches over it. */
  edge(): void {
    for (const frame of this.#frames) {
      if (isDamaged(frame)) this.#tolerated.add('bad-checksum');
      for (const deviation of frame.deviations) this.#tolerated.add(deviation);
      this.#texts.push(frame.text);
      if (frame.isEnd) this.#texts.push(Uint8Array.of(CR));
    }
    this.#texts.push(Uint8Array.of(CR));
    this.#frames = [];
  }

  add(frame: JudgedFrame): void {
    const last = this.#frames.at(-1);
    if (frame.fault === 'no-end') this.#tolerated.add('unended-frame');
    else if (last !== undefined && same(last, frame)) this.#tolerated.add('duplicate-frame');
    else {
      // The sender was told of the damage, and sent it again.
      if (last !== undefined && isDamaged(last) && last.number === frame.number) this.#frames.pop();
      else if (jumps(last, frame)) this.#tolerated.add('frame-number-jumps');
      this.#frames.push(frame);
    }
  }

  joined(): LoggedText {
    this.edge();
    return { text: Buffer.concat(this.#texts), tolerated: [...this.#tolerated] };
  }
}

/** The text of all frames in a log, in their order; undefined where it has none. What stands between them is noise. */
export const loggedText = (heard: readonly Heard[]): LoggedText | undefined => {
  if (!heard.some(({ is }) => is === 'frame')) return undefined;
  const bare = isBare(heard);
  const joiner = new FrameJoiner();
  for (const one of heard) {
    if (one.is === 'enquiry' || one.is === 'end') joiner.edge();
    else if (one.is === 'frame') {
      joiner.add(judgeFrame(one.frame, bare));
      // An ENQ within a frame: the sender broke off and began anew.
      if (one.frame.end === 'none' && one.frame.body.at(-1) === ENQ) joiner.edge();
    }
  }
  return joiner.joined();
};
