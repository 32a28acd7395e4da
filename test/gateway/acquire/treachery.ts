/** What may happen to an answer: each a chance per request, and several may meet. */
export interface Treacheries {
  /** It begins any time up to `slowest` after the request ended. */
  readonly late?: number;
  readonly lost?: number;
  readonly truncated?: number;
  /** One to three bits are wrong, or one burst of at most 16 bits. */
  readonly altered?: number;
  /** Any number of bytes is anything. */
  readonly scrambled?: number;
  /** It comes twice, right behind itself. */
  readonly duplicatedAtOnce?: number;
  /** It comes again later, but not once its unit was asked again. */
  readonly duplicatedLater?: number;
  /** It comes again at any time. */
  readonly stray?: number;
  /** It bears another unit's id, and is whole. */
  readonly foreignUnit?: number;
  readonly exception?: number;
  readonly busy?: number;
  readonly noiseBefore?: number;
  readonly noiseAfter?: number;
  /** Noise on the idle line. */
  readonly noiseBetween?: number;
  /** The request arrives broken, and the unit says nothing. */
  readonly requestAltered?: number;
  /** The port is pulled in the middle of it, while the answer stays under way. */
  readonly unplugged?: number;
}

/** One to three flipped bits, or one burst of at most 16: what the checksum promises to find. */
export const alteredWithinPromise = (frame: Uint8Array, random: () => number): Uint8Array => {
  const altered = frame.slice();
  const bits = frame.length * 8;
  const flip = (bit: number): void => {
    altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  };
  if (random() < 0.5) {
    const places = new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, () => Math.floor(random() * bits)));
    for (const place of places) flip(place);
    return altered;
  }
  const length = 2 + Math.floor(random() * 15);
  const first = Math.floor(random() * (bits - length + 1));
  for (let bit = first; bit < first + length; bit += 1) {
    if (bit === first || bit === first + length - 1 || random() < 0.5) flip(bit);
  }
  return altered;
};

/** Data and checksum become anything, and not what they were; what tells whose answer it is stays. */
export const scrambled = (frame: Uint8Array, random: () => number): Uint8Array => {
  const altered = frame.slice();
  for (let place = 3; place < frame.length; place += 1) altered[place] = Math.floor(random() * 256);
  if (altered.every((byte, place) => byte === frame[place])) altered[frame.length - 1] = (altered[frame.length - 1] ?? 0) ^ 0xff;
  return altered;
};

/** Everything at once, within what a line promises: lateness up to `slowest`, duplicates in their time, few wrong bits. */
export const ALL_FAULTS_AT_ONCE: Treacheries = {
  late: 0.03,
  lost: 0.02,
  truncated: 0.02,
  altered: 0.05,
  duplicatedAtOnce: 0.02,
  duplicatedLater: 0.05,
  foreignUnit: 0.01,
  exception: 0.01,
  busy: 0.01,
  noiseBefore: 0.02,
  noiseAfter: 0.01,
  noiseBetween: 0.02,
  requestAltered: 0.02,
  unplugged: 0.0005,
};

/** More than any line promises: bytes that are anything, and duplicates that come whenever they like. */
export const BEYOND_ALL_PROMISES: Treacheries = { ...ALL_FAULTS_AT_ONCE, scrambled: 0.1, stray: 0.05 };
