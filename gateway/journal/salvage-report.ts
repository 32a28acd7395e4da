import type { SealedBlock } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { GapFact } from '../domain/fact.ts';
import { type Head, LANES, type Lane } from '../domain/lane.ts';
import { headerNumber } from './line-parts.ts';
import type { Found } from './salvage.ts';

/** More holes than this are told as one from the first to the last: a fact each would drown what matters. */
const MOST_HOLES = 64;

/** When the blocks at the edges of holes began; and where retirement had ended before the damage. */
export class SalvageNotes {
  readonly #began = new Map<string, UtcMillis>();
  readonly #retired: Record<Lane, number> = { urgent: 0, readings: 0 };

  /** Takes note of a whole block that was found. */
  note({ lane, first, last, line }: SealedBlock): void {
    const t0 = headerNumber(line, 't0');
    this.#began.set(`${lane} from ${first}`, t0);
    this.#began.set(`${lane} to ${last}`, t0);
    for (const [, of, until] of line.matchAll(/"kind":"retired","at":\d+,"lane":"(urgent|readings)","first":\d+,"last":(\d+)/g)) {
      const retired: Lane = of === 'urgent' ? 'urgent' : 'readings';
      this.#retired[retired] = Math.max(this.#retired[retired], Number(until));
    }
  }

  /** A fact for each run of numbers that is gone. `heads`: how far the file had come; where nobody knows, the last run has no end. */
  gaps(found: Found, heads: Readonly<Record<Lane, Head>> | undefined, at: UtcMillis): readonly GapFact[] {
    return LANES.flatMap((lane) =>
      this.#holes(lane, found, heads?.[lane][0] ?? Number.POSITIVE_INFINITY).map(([first, last]) =>
        this.#gap(lane, first, last, at),
      ),
    );
  }

  #holes(lane: Lane, found: Found, head: number): readonly (readonly [first: number, last: number])[] {
    const holes: (readonly [number, number])[] = [];
    let next = this.#retired[lane] + 1;
    for (const { first, last } of found[lane]) {
      if (first > next) holes.push([next, first - 1]);
      next = Math.max(next, last + 1);
    }
    if (head >= next) holes.push([next, head]);
    const [oldest, newest] = [holes[0], holes.at(-1)];
    return holes.length > MOST_HOLES && oldest !== undefined && newest !== undefined ? [[oldest[0], newest[1]]] : holes;
  }

  #gap(lane: Lane, first: number, last: number, at: UtcMillis): GapFact {
    const from = this.#began.get(`${lane} to ${first - 1}`) ?? 0;
    const to = this.#began.get(`${lane} from ${last + 1}`) ?? at;
    return {
      kind: 'gap',
      at,
      what: lane,
      from,
      to,
      reason: `damaged:${first}..${last === Number.POSITIVE_INFINITY ? 'unknown' : last}`,
    };
  }
}
