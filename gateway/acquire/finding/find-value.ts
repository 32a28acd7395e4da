/** A way in which registers could hold what a display shows. */
export interface ValueGuess {
  /** Place of the first register, counted from the first that was read. */
  readonly place: number;
  /** How many registers it takes. */
  readonly count: 1 | 2;
  /** The encoding's name as profiles write it. */
  readonly type: 'int16' | 'uint16' | 'int32' | 'float32' | 'offset-negative';
  /** Which word comes first, in a value of two. */
  readonly wordOrder?: 'big' | 'little';
  /** For `offset-negative`: where the negative values begin. */
  readonly negativeFrom?: number;
  readonly scale: number;
  /** The value that the registers hold then. */
  readonly value: number;
  /** `same`: rounds to what the display shows. `near`: within a few steps of its last digit, as a value that has moved since. */
  readonly fit: 'same' | 'near';
}

/** What a display shows, and how exactly: `4.2` is 4.2 in steps of 0.1. */
export interface Sought {
  readonly value: number;
  readonly step: number;
}

/** Reads what a person saw on a display: digits with at most one point or comma, and a sign. Undefined for anything else. */
export const soughtOf = (text: string): Sought | undefined => {
  const match = /^[+-]?\d{1,9}(?:[.,](\d{1,6}))?$/.exec(text.trim());
  if (match === null) return undefined;
  return { value: Number(text.trim().replace(',', '.')), step: 10 ** -(match[1]?.length ?? 0) };
};

// How DS18B20 probes count; the others are decimal points.
const SIXTEENTH = 0.0625;
const SCALES = [1, 0.1, 0.01, 0.001, SIXTEENTH] as const;

// Seen in the field: 10 000 + |t| below zero, and a sign bit beside the magnitude.
const NEGATIVE_FROM = [10_000, 0x8000] as const;

// A display of tenths may have moved on by half a degree between two looks; one of whole degrees by one.
const nearSteps = (step: number): number => (step < 1 ? 5 : 1);

/**
 * Every way in which registers could hold the value that a display shows, best first: the closest, then in the order of
 * addresses. `words` are neighbours; undefined stands for one that the device doesn't give.
 */
export const guessValue = (words: readonly (number | undefined)[], sought: Sought): readonly ValueGuess[] =>
  words
    .flatMap((_, place) => rawsAt(words, place))
    .flatMap((raw) => raw.scales.map((scale) => guessOf(raw, scale, sought)))
    .filter((guess) => guess !== undefined)
    .sort((a, b) => distance(a, sought) - distance(b, sought) || a.place - b.place || a.count - b.count || b.scale - a.scale);

/** How far a guess is from what the display shows, in its unit. */
export const distance = ({ value }: ValueGuess, sought: Sought): number => Math.abs(value - sought.value);

interface Raw extends Pick<ValueGuess, 'place' | 'count' | 'type' | 'wordOrder' | 'negativeFrom'> {
  readonly raw: number;
  readonly scales: readonly number[];
}

const rawsAt = (words: readonly (number | undefined)[], place: number): readonly Raw[] => {
  const word = words[place];
  const next = words[place + 1];
  if (word === undefined) return [];
  return [...rawsOfOne(place, word), ...(next === undefined ? [] : rawsOfTwo(place, word, next))];
};

const rawsOfOne = (place: number, word: number): readonly Raw[] => {
  const one = { place, count: 1, scales: SCALES } as const;
  if (word < 0x8000) {
    const negative = NEGATIVE_FROM.filter((from) => word > from).map(
      (from): Raw => ({ ...one, type: 'offset-negative', negativeFrom: from, raw: from - word }),
    );
    return [{ ...one, type: 'int16', raw: word }, ...negative];
  }
  return [
    { ...one, type: 'int16', raw: word - 0x10000 },
    { ...one, type: 'uint16', raw: word },
    { ...one, type: 'offset-negative', negativeFrom: 0x8000, raw: 0x8000 - word },
  ];
};

const rawsOfTwo = (place: number, word: number, next: number): readonly Raw[] =>
  (['big', 'little'] as const).flatMap((wordOrder) => {
    const [high, low] = wordOrder === 'big' ? [word, next] : [next, word];
    const view = new DataView(new ArrayBuffer(4));
    view.setUint16(0, high);
    view.setUint16(2, low);
    const two = { place, count: 2, wordOrder } as const;
    // A high word of 0 or 0xFFFF is a 16-bit number beside an empty neighbour more often than a value of 32 bits; it is
    // worth saying only where the low word alone couldn't be it.
    const small = view.getInt32(0) === (low << 16) >> 16;
    const whole: Raw[] = small ? [] : [{ ...two, type: 'int32', raw: view.getInt32(0), scales: SCALES }];
    return [{ ...two, type: 'float32', raw: view.getFloat32(0), scales: [1] }, ...whole];
  });

const guessOf = ({ raw, scales: _, ...raws }: Raw, scale: number, { value, step }: Sought): ValueGuess | undefined => {
  // A register that counts more coarsely than the display can't be where the display has it from.
  const tooCoarse = raws.type !== 'float32' && scale !== SIXTEENTH && scale > step * 1.0001;
  if (!Number.isFinite(raw) || tooCoarse) return undefined;
  const held = raw * scale;
  const off = Math.abs(held - value) / step;
  const fit = off <= 0.5 + 1e-6 ? 'same' : off <= nearSteps(step) + 1e-6 ? 'near' : undefined;
  return fit === undefined ? undefined : { ...raws, scale, value: Number(held.toPrecision(7)), fit };
};
