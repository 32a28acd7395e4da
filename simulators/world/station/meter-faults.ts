import type { Millis } from '../../../gateway/domain/clock.ts';
import type { ChanceOf } from '../frame-faults.ts';

/** What may happen on a meter's wire, and to the meter itself: each a chance from 0 to 1, per frame or per reply. */
export interface MeterFaults {
  /** What the host says doesn't arrive: a lost ACK, a lost command. */
  readonly lostReply?: number | undefined;
  /** What the host says arrives as something that means nothing; a sender with frame numbers then sends its frame again. */
  readonly garbledReply?: number | undefined;
  /** One byte of a frame arrives as another. Only where the link has a checksum: elsewhere nobody could tell. */
  readonly spoiled?: number | undefined;
  /** A frame's tail is missing. */
  readonly truncated?: number | undefined;
  /** A frame comes twice, the second on the heels of the first. */
  readonly duplicated?: number | undefined;
  /** One to eight bytes of noise between two frames, none of them a control character of the link. */
  readonly noise?: number | undefined;
  /** A frame arrives in two or three pieces, this far apart at most. */
  readonly split?: ChanceOf | undefined;
  /** The power fails in mid-frame, for at most this long. */
  readonly powerCut?: ChanceOf | undefined;
  /** The connection ends in mid-frame. */
  readonly portLost?: number | undefined;
  /** Both sides bid for the line at once: the meter's ENQ meets one of the host's. */
  readonly collision?: number | undefined;
}
export type MeterFault = keyof MeterFaults;

/** Decides by seed which fault strikes, and counts it. */
export interface FaultDice {
  readonly random: () => number;
  readonly struck: ReadonlyMap<MeterFault, number>;
  strikes(fault: MeterFault): boolean;
  /** A time that goes with a fault, spread evenly. */
  timeOf(fault: 'split' | 'powerCut'): Millis;
  /** From now on these faults. */
  load(faults: MeterFaults): void;
}

const NOTHING: ChanceOf = { chance: 0, most: 0 };

/** Dice with no faults on them. Nothing is thrown for a fault of chance 0, so that one knob doesn't turn the others. */
export const createFaultDice = (random: () => number): FaultDice => {
  const struck = new Map<MeterFault, number>();
  let faults: MeterFaults = {};
  const chanceOf = (fault: MeterFault): number => {
    const knob = faults[fault] ?? 0;
    return typeof knob === 'object' ? knob.chance : knob;
  };
  return {
    random,
    struck,
    strikes: (fault) => {
      const chance = chanceOf(fault);
      const hit = chance > 0 && random() < chance;
      if (hit) struck.set(fault, (struck.get(fault) ?? 0) + 1);
      return hit;
    },
    timeOf: (fault) => random() * (faults[fault] ?? NOTHING).most,
    load: (next) => {
      faults = next;
    },
  };
};
