import { ACK, CR, ENQ, EOT, ETB, ETX, LF, MEANS_BETWEEN, NAK, STX } from './characters.ts';
import { type Frame, FrameAssembly } from './frame.ts';

/** What the bytes of a LIS01 line come to. */
export type Heard =
  | { readonly is: 'enquiry' }
  | { readonly is: 'end' }
  | { readonly is: 'frame'; readonly frame: Frame }
  | { readonly is: 'reply'; readonly positive: boolean }
  | { readonly is: 'stray'; readonly bytes: Uint8Array };

/** The first thing that means something, and where to read on. */
export interface Reading {
  /** Absent where the bytes ran out before anything meant something. */
  readonly heard?: Heard;
  readonly next: number;
}

const CONTROLS = new Map<number, Heard>([
  [ENQ, { is: 'enquiry' }],
  [EOT, { is: 'end' }],
  [ACK, { is: 'reply', positive: true }],
  [NAK, { is: 'reply', positive: false }],
]);

/** Between frames, within a body or its checksum, or where a CR or an LF should come. */
type State = 'between' | 'body' | 'checksum' | 'cr' | 'lf';

/**
 * Parts a byte stream into frames and what stands between them, the same however the stream is cut, and holds one frame at
 * most. It judges nothing: checksums and numbers are the receiver's matter. Never throws: a line carries noise.
 */
export class FrameReader {
  readonly #frame = new FrameAssembly();
  #state: State = 'between';
  #heard: Heard | undefined;

  /** Reads on at `from`, up to the first thing that means something. */
  read(bytes: Uint8Array, from: number): Reading {
    let next = from;
    while (next < bytes.length) {
      next = this.#step(bytes, next);
      const heard = this.#heard;
      this.#heard = undefined;
      if (heard !== undefined) return { heard, next };
    }
    return { next };
  }

  /** True while a frame has begun that hasn't ended. */
  get midFrame(): boolean {
    return this.#state !== 'between';
  }

  /**
   * What would mean something if nothing more came: `tail`, a frame that lacks only its CR LF; `control`, an ENQ or EOT
   * within a frame. The standard restricts them there; one that noise made is followed by more of the frame, a true one by
   * silence. `body`: a frame that has lost its end, for which its sender awaits a reply.
   */
  get awaitsSilence(): 'tail' | 'control' | 'body' | undefined {
    if (this.#state === 'body') return CONTROLS.has(this.#frame.last) && this.#frame.last < ACK ? 'control' : 'body';
    return this.#state === 'between' ? undefined : 'tail';
  }

  /** What the silence means, once it has come. */
  silence(): Heard | undefined {
    const waited = this.awaitsSilence;
    if (waited === undefined) return undefined;
    this.#state = 'between';
    return waited === 'control' ? CONTROLS.get(this.#frame.last) : { is: 'frame', frame: this.#frame.frame(false) };
  }

  /** A frame that has begun is given up. */
  forget(): void {
    this.#state = 'between';
  }

  /** Takes at least one byte, but where a byte ends a frame by beginning what follows it. */
  #step(bytes: Uint8Array, at: number): number {
    if (this.#state === 'between') return this.#between(bytes, at);
    if (this.#state === 'body') return this.#body(bytes, at);
    return this.#behindBody(bytes[at] ?? 0, at);
  }

  #between(bytes: Uint8Array, at: number): number {
    const byte = bytes[at] ?? 0;
    if (byte === STX) {
      this.#begin();
      return at + 1;
    }
    this.#heard = CONTROLS.get(byte);
    if (this.#heard !== undefined) return at + 1;
    let end = at + 1;
    while (end < bytes.length && MEANS_BETWEEN[bytes[end] ?? 0] === 0) end += 1;
    this.#heard = { is: 'stray', bytes: bytes.subarray(at, end) };
    return end;
  }

  /** A frame without ETB or ETX ends with LF or the next STX. */
  #body(bytes: Uint8Array, from: number): number {
    const at = this.#frame.take(bytes, from);
    if (at === bytes.length) return at;
    const byte = bytes[at] ?? 0;
    if (byte === ETX || byte === ETB) {
      this.#frame.endBody(byte, byte === ETX ? 'ETX' : 'ETB');
      this.#state = 'checksum';
    } else {
      this.#ended();
      if (byte === STX) this.#begin();
    }
    return at + 1;
  }

  #behindBody(byte: number, at: number): number {
    const beginsAnew = byte === STX || byte === ENQ || byte === EOT;
    if (byte === LF) this.#ended();
    else if (this.#state !== 'lf' && byte === CR) this.#state = 'lf';
    else if (this.#state !== 'checksum' || beginsAnew) {
      this.#ended(!beginsAnew);
      return at;
    } else if (this.#frame.addChecksum(byte) === 2) this.#state = 'cr';
    return at + 1;
  }

  #begin(): void {
    this.#frame.begin();
    this.#state = 'body';
  }

  #ended(brokenTail = false): void {
    this.#heard = { is: 'frame', frame: this.#frame.frame(brokenTail) };
    this.#state = 'between';
  }
}
