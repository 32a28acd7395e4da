/** So many bytes are judged at a time: two short messages' worth, or a second of noise at 2400 baud. */
const STRETCH = 240;

/** Tells from a link's bytes whether they mean anything. More than half noise is no talk: a wrong baud rate, or a foreign device. */
export class Legibility {
  readonly #onUnreadable: (active: boolean, why: string) => void;
  readonly #stretch: number;
  #bytes = 0;
  #noise = 0;
  #unreadable = false;

  /** `stretch`: bytes judged at a time, where a link has so few that two messages' worth would take minutes. */
  constructor(onUnreadable: (active: boolean, why: string) => void, stretch = STRETCH) {
    this.#onUnreadable = onUnreadable;
    this.#stretch = stretch;
  }

  /** Bytes that came, of which `noise` belong to no frame or are no text. Tells of a change once, with the trouble `not-text`. */
  add(bytes: number, noise: number): void {
    this.#bytes += bytes;
    this.#noise += noise;
    if (this.#bytes < this.#stretch) return;
    const unreadable = this.#noise * 2 > this.#bytes;
    this.#bytes = 0;
    this.#noise = 0;
    if (unreadable === this.#unreadable) return;
    this.#unreadable = unreadable;
    this.#onUnreadable(unreadable, 'not-text');
  }
}
