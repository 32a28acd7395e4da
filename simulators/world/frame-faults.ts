import type { Millis } from '../../gateway/domain/clock.ts';

/** A chance, 0 to 1, and the longest time that goes with it; the time is spread evenly. */
export interface ChanceOf {
  readonly chance: number;
  readonly most: Millis;
}

/** What may happen to an answer on its way: each a chance from 0 to 1 per frame. Several may meet in one frame. */
export interface FrameFaults {
  /** It comes later. */
  readonly late?: ChanceOf | undefined;
  /** It never comes. */
  readonly lost?: number | undefined;
  /** Its tail is missing. */
  readonly truncated?: number | undefined;
  /** It comes twice, the second time on the heels of the first. */
  readonly duplicated?: number | undefined;
  /** It comes again much later. */
  readonly stray?: ChanceOf | undefined;
  /** One to three bits are flipped, anywhere. */
  readonly flipped?: number | undefined;
  /** One burst of at most 16 bits is scrambled. */
  readonly burst?: number | undefined;
  /** Any number of its bytes are anything: more than a checksum can promise to find. */
  readonly scrambled?: number | undefined;
  /** A whole and valid answer, but of another unit. */
  readonly foreignUnit?: number | undefined;
  /** One to eight bytes of noise come before it, or after it. */
  readonly noise?: number | undefined;
}
export type FrameFault = keyof FrameFaults;

/** Bytes to send, this long from now. */
export interface Sending {
  readonly after: Millis;
  readonly bytes: Uint8Array;
  /** True for the frame itself, unaltered and whole. */
  readonly whole: boolean;
}

/** What became of one frame. */
export interface Disturbed {
  readonly sendings: readonly Sending[];
  /** What was done to it; empty when nothing was. */
  readonly done: readonly FrameFault[];
}

/** Where a frame carries its unit id, and the same frame as another unit would have sent it. */
export interface Addressing {
  readonly unitAt: number;
  readonly readdressed: (frame: Uint8Array, unit: number) => Uint8Array;
}

const between = (random: () => number, least: number, most: number): number => least + Math.floor(random() * (most - least + 1));

const withFlippedBits = (frame: Uint8Array, random: () => number): Uint8Array => {
  const altered = frame.slice();
  const places = new Set<number>();
  for (let count = between(random, 1, 3); count > 0; count -= 1) places.add(between(random, 0, frame.length * 8 - 1));
  for (const place of places) altered[place >> 3] = (altered[place >> 3] ?? 0) ^ (1 << (place & 7));
  return altered;
};

const withBurst = (frame: Uint8Array, random: () => number): Uint8Array => {
  const altered = frame.slice();
  const length = Math.min(between(random, 2, 16), frame.length * 8);
  const first = between(random, 0, frame.length * 8 - length);
  for (let place = first; place < first + length; place += 1) {
    // Both ends of a burst are wrong by definition; what lies between is anything. Bits count in the order of the wire.
    const wrong = place === first || place === first + length - 1 || random() < 0.5;
    if (wrong) altered[place >> 3] = (altered[place >> 3] ?? 0) ^ (1 << (place & 7));
  }
  return altered;
};

const scrambled = (frame: Uint8Array, random: () => number): Uint8Array => {
  const altered = frame.map((byte) => (random() < 0.3 ? between(random, 0, 255) : byte));
  const first = between(random, 0, frame.length - 1);
  altered[first] = (altered[first] ?? 0) ^ between(random, 1, 255);
  return altered;
};

const noiseBytes = (random: () => number): Uint8Array =>
  Uint8Array.from({ length: between(random, 1, 8) }, () => between(random, 0, 255));

const anotherUnit = (unit: number, random: () => number): number => 1 + ((unit - 1 + between(random, 1, 246)) % 247);

/** How each fault that alters the frame alters it, in the order in which they are tried. */
const ALTERATIONS: readonly [FrameFault, (frame: Uint8Array, random: () => number, addressing: Addressing) => Uint8Array][] = [
  ['foreignUnit', (frame, random, { unitAt, readdressed }) => readdressed(frame, anotherUnit(frame[unitAt] ?? 0, random))],
  ['truncated', (frame, random) => frame.subarray(0, between(random, 1, Math.max(1, frame.length - 1)))],
  ['flipped', withFlippedBits],
  ['burst', withBurst],
  ['scrambled', scrambled],
];

const chanceOf = (fault: number | ChanceOf | undefined): number => (typeof fault === 'object' ? fault.chance : (fault ?? 0));

/**
 * Decides what becomes of a frame, by `random` alone, so that a seed repeats the whole campaign. At most one alteration
 * of its bytes meets a frame: what a checksum must find stays within what it can find (but for `scrambled`).
 */
export const disturb = (
  faults: FrameFaults,
  random: (() => number) | undefined,
  addressing: Addressing,
): ((frame: Uint8Array) => Disturbed) => {
  if (random === undefined) {
    if (Object.values(faults).some((fault) => fault !== undefined)) throw new Error('Faults need chance by seed.');
    return (frame) => ({ sendings: [{ after: 0, bytes: frame, whole: true }], done: [] });
  }
  return disturbedBy(faults, random, addressing);
};

const disturbedBy = (faults: FrameFaults, random: () => number, addressing: Addressing): ((frame: Uint8Array) => Disturbed) => {
  const struck = (fault: FrameFault): boolean => {
    const chance = chanceOf(faults[fault]);
    return chance > 0 && random() < chance;
  };
  const timeOf = (fault: ChanceOf | undefined): Millis => random() * (fault?.most ?? 0);
  return (frame) => {
    const done: FrameFault[] = [];
    const strikes = (fault: FrameFault): boolean => {
      const hit = struck(fault);
      if (hit) done.push(fault);
      return hit;
    };
    const after = strikes('late') ? timeOf(faults.late) : 0;
    if (strikes('lost')) return { sendings: [], done };
    const alteration = ALTERATIONS.find(([fault]) => strikes(fault));
    const bytes = alteration === undefined ? frame : alteration[1](frame, random, addressing);
    const whole = alteration === undefined;
    const sendings: Sending[] = [{ after, bytes, whole }];
    if (strikes('duplicated')) sendings.push({ after, bytes, whole });
    if (strikes('stray')) sendings.push({ after: after + timeOf(faults.stray), bytes, whole });
    if (strikes('noise')) sendings.splice(random() < 0.5 ? 0 : 1, 0, { after, bytes: noiseBytes(random), whole: false });
    return { sendings, done };
  };
};
