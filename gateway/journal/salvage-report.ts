import type { SealedBlock } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { GapFact } from '../domain/fact.ts';
import { type Head, LANES, type Lane } from '../domain/lane.ts';
import type { Found } from './salvage.ts';

/** More holes than this are told as one from the first to the last: a fact each would drown what matters. */
const MOST_HOLES = 64;

/** A run of numbers that is gone, and between which times they must have been. */
interface Hole {
  readonly first: number;
  readonly last: number;
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** Up to which number each lane had been retired, as the whole blocks that are found tell. */
export class SalvageNotes {
  readonly #retired: Record<Lane, number> = { urgent: 0, readings: 0 };

  /** Takes note of a whole block that was found. */
  note({ line }: SealedBlock): void {
    for (const [, of, until] of line.matchAll(RETIREMENT)) {
      const lane: Lane = of === 'urgent' ? 'urgent' : 'readings';
      this.#retired[lane] = Math.max(this.#retired[lane], Number(until));
    }
  }

  /** A fact for each run of numbers that is gone. `heads`: how far the file had come; where nobody knows, the last run has no end. */
  gaps(found: Found, heads: Readonly<Record<Lane, Head>> | undefined, at: UtcMillis): readonly GapFact[] {
    return LANES.flatMap((lane) =>
      asOne(this.#holes(found[lane], this.#retired[lane] + 1, heads?.[lane][0] ?? Number.POSITIVE_INFINITY, at)).map(
        ({ first, last, from, to }): GapFact => {
          const end = last === Number.POSITIVE_INFINITY ? 'unknown' : last;
          return { kind: 'gap', at, what: lane, from, to, reason: `damaged:${first}..${end}` };
        },
      ),
    );
  }

  #holes(found: Found[Lane], oldest: number, head: number, at: UtcMillis): readonly Hole[] {
    const holes: Hole[] = [];
    let next = oldest;
    let from = 0;
    for (const { first, last, began, ended } of found) {
      if (first > next) holes.push({ first: next, last: first - 1, from, to: began });
      if (last < next) continue;
      next = last + 1;
      from = ended;
    }
    return head >= next ? [...holes, { first: next, last: head, from, to: at }] : holes;
  }
}

const RETIREMENT = /"kind":"retired","at":\d+,"lane":"(urgent|readings)","first":\d+,"last":(\d+)/g;

const asOne = (holes: readonly Hole[]): readonly Hole[] => {
  const [oldest, newest] = [holes[0], holes.at(-1)];
  if (holes.length <= MOST_HOLES || oldest === undefined || newest === undefined) return holes;
  return [{ ...oldest, last: newest.last, to: newest.to }];
};
