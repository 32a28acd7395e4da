import type { Millis } from '../../../gateway/domain/clock.ts';
import type { FaultDice } from './meter-faults.ts';

/** Bytes to put on the wire, this long after those before them. */
export interface Piece {
  readonly pause: Millis;
  readonly bytes: Uint8Array;
}

/** What becomes of a frame on its way. */
export interface FrameFate {
  readonly pieces: readonly Piece[];
  /** What breaks the frame off, behind its last piece. */
  readonly brokenBy?: 'power-cut' | 'port-lost';
}

/** What a link's wire may do to its frames. */
export interface WireHabits {
  /** Bytes that mean something to the link: noise has none of them, for against those no link can defend itself. */
  readonly controls: ReadonlySet<number>;
  /** Where noise may stand beside this frame: a link without marks can only tell it on the heels of a record. */
  noiseBeside(frame: Uint8Array): 'around' | 'behind' | 'nowhere';
}

const between = (random: () => number, least: number, most: number): number => least + Math.floor(random() * (most - least + 1));

const noiseOf = (random: () => number, controls: ReadonlySet<number>): Uint8Array => {
  const choices = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !controls.has(byte));
  return Uint8Array.from({ length: between(random, 1, 8) }, () => choices[between(random, 0, choices.length - 1)] ?? 0);
};

/** The frame with one byte altered that isn't a control character, and isn't altered into one: exactly what a checksum finds. */
const spoiledOf = (frame: Uint8Array, random: () => number, controls: ReadonlySet<number>): Uint8Array => {
  const places = [...frame.keys()].filter((place) => !controls.has(frame[place] ?? 0));
  const place = places[between(random, 0, places.length - 1)] ?? 0;
  const choices = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== frame[place] && !controls.has(byte));
  const spoiled = frame.slice();
  spoiled[place] = choices[between(random, 0, choices.length - 1)] ?? 0;
  return spoiled;
};

const headOf = (frame: Uint8Array, random: () => number): Uint8Array =>
  frame.subarray(0, between(random, 1, Math.max(1, frame.length - 1)));

const inPieces = (frame: Uint8Array, dice: FaultDice): readonly Piece[] => {
  if (frame.length < 2) return [{ pause: 0, bytes: frame }];
  const cuts = Array.from({ length: between(dice.random, 1, 2) }, () => between(dice.random, 1, frame.length - 1));
  const edges = [0, ...cuts.sort((a, b) => a - b), frame.length];
  return edges
    .slice(1)
    .map((end, place) => ({ pause: place === 0 ? 0 : dice.timeOf('split'), bytes: frame.subarray(edges[place], end) }))
    .filter(({ bytes }) => bytes.length > 0);
};

const withNoise = (pieces: readonly Piece[], noise: Uint8Array, isBefore: boolean): readonly Piece[] => {
  const last = pieces.length - 1;
  if (isBefore) return [{ pause: 0, bytes: noise }, ...pieces];
  return pieces.map((piece, place) => (place === last ? { ...piece, bytes: Uint8Array.of(...piece.bytes, ...noise) } : piece));
};

/** Decides what becomes of a frame. At most one thing alters its bytes, so that what a checksum must find it can find. */
export const fateOf = (frame: Uint8Array, dice: FaultDice, { controls, noiseBeside }: WireHabits): FrameFate => {
  const { random } = dice;
  if (dice.strikes('powerCut')) return { pieces: [{ pause: 0, bytes: headOf(frame, random) }], brokenBy: 'power-cut' };
  if (dice.strikes('portLost')) return { pieces: [{ pause: 0, bytes: headOf(frame, random) }], brokenBy: 'port-lost' };
  if (dice.strikes('truncated')) return { pieces: [{ pause: 0, bytes: headOf(frame, random) }] };
  const bytes = dice.strikes('spoiled') ? spoiledOf(frame, random, controls) : frame;
  const whole = dice.strikes('split') ? inPieces(bytes, dice) : [{ pause: 0, bytes }];
  const pieces = dice.strikes('duplicated') ? [...whole, ...whole] : whole;
  const place = noiseBeside(frame);
  if (place === 'nowhere' || !dice.strikes('noise')) return { pieces };
  return { pieces: withNoise(pieces, noiseOf(random, controls), place === 'around' && random() < 0.5) };
};
