import type { Millis } from '../../domain/clock.ts';
import type { LineSettings } from '../line/line-settings.ts';
import { characterTime, quietGap } from '../line/wire-time.ts';

/** The times of an RTU line. */
export interface RtuTiming {
  /** One character on the wire. */
  readonly character: Millis;
  /** Silence after which an answer is over and the next request may leave: 3.5 characters, and what the adapter keeps back. */
  readonly gap: Millis;
  /** Bytes of one answer may come so far apart: adapters and networks hand them over in portions. */
  readonly pause: Millis;
  /** No answer begins later than this after its request ended. */
  readonly slowest: Millis;
  /** Silence after which a doubted line is trusted again: longer than `slowest`. */
  readonly quarantine: Millis;
}

/** A portion of an answer may be late by so much on a busy machine. */
const HICCUP: Millis = 50;

/** Serial servers send what they have heard when the line pauses, or so often. */
const SERVER_HOLDS_BACK: Millis = 10;

/** A promise is rarely kept to the millisecond: the quarantine is a tenth longer, and the time of the late answer's first byte. */
const LONGER = 1.1;

/** The times of a line whose answers come within `slowest`, over an adapter that keeps bytes back for `holdsBack`. */
export const rtuTiming = (settings: LineSettings, slowest: Millis, holdsBack: Millis = 0): RtuTiming => {
  const isSerial = settings.link.kind === 'serial';
  const gap = quietGap(settings) + (isSerial ? holdsBack : SERVER_HOLDS_BACK);
  return {
    character: characterTime(settings),
    gap,
    pause: isSerial ? gap + HICCUP : Math.max(slowest, HICCUP),
    slowest,
    quarantine: slowest * LONGER + gap + characterTime(settings),
  };
};
