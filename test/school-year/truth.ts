import type { UtcMillis } from '../../gateway/domain/clock.ts';
import type { CabinetKind } from '../../simulators/world/cabinet-kind.ts';
import { MINUTE } from './school-calendar.ts';

/** A side of a range that a temperature left: strictly beyond it, for longer than `delay` minutes. */
interface Edge {
  readonly side: 'high' | 'low';
  readonly value: number;
  readonly delay: number;
}

/** Written down here once more, and not taken from the rules that are tried: what the law asks, and what is practice. */
const COLD = {
  legal: [{ side: 'high', value: 8, delay: 30 }, { side: 'low', value: 0, delay: 30 }],
  working: [{ side: 'high', value: 6, delay: 0 }, { side: 'low', value: 1, delay: 0 }],
} as const; // biome-ignore format: a table to read
const EDGES: Readonly<Record<CabinetKind, { readonly legal: readonly Edge[]; readonly working: readonly Edge[] }>> = {
  fridge: COLD,
  'sample-fridge': COLD,
  'cold-room': COLD,
  freezer: { legal: [{ side: 'high', value: -12, delay: 60 }], working: [{ side: 'high', value: -15, delay: 0 }] },
  'hot-holding': { legal: [{ side: 'low', value: 60, delay: 10 }], working: [{ side: 'low', value: 63, delay: 0 }] },
};

/** A stretch of true temperatures beyond an edge. */
export interface Stretch {
  readonly cabinet: string;
  readonly side: 'high' | 'low';
  readonly from: UtcMillis;
  /** The last minute beyond. */
  to: UtcMillis;
  worst: number;
  /** When an alarm that waits for the delay is due. */
  readonly due: UtcMillis;
}

/** What really happened, as the air in the cabinets says it: a plain loop that knows nothing of the gateway. */
export interface Truth {
  /** A cabinet's true temperature at a minute in which it should be on. */
  see(cabinet: string, kind: CabinetKind, at: UtcMillis, temperature: number): void;
  /** A cabinet that is off as planned has no limits. */
  off(cabinet: string): void;
  /** Stretches beyond a legal limit that lasted longer than its delay. */
  excursions(): readonly Stretch[];
  /** Whether it was beyond a working limit at any time in between. */
  wasBeyondWorking(cabinet: string, from: UtcMillis, to: UtcMillis): boolean;
}

/** Nothing seen yet. */
export const createTruth = (): Truth => {
  const legal = createStretches();
  const working = createStretches();
  return {
    see: (cabinet, kind, at, temperature) => {
      const edges = EDGES[kind];
      for (const edge of edges.legal) legal.see(cabinet, edge, at, temperature);
      for (const edge of edges.working) working.see(cabinet, edge, at, temperature);
    },
    off: (cabinet) => {
      legal.forget(cabinet);
      working.forget(cabinet);
    },
    excursions: () => legal.all.filter(({ to, due }) => to > due),
    wasBeyondWorking: (cabinet, from, to) =>
      working.all.some((each) => each.cabinet === cabinet && each.from <= to && each.to >= from),
  };
};

const createStretches = () => {
  const all: Stretch[] = [];
  const open = new Map<string, Stretch>();
  return {
    all,
    see: (cabinet: string, { side, value, delay }: Edge, at: UtcMillis, temperature: number): void => {
      const key = `${cabinet} ${side}`;
      const beyond = side === 'high' ? temperature > value : temperature < value;
      const stretch = open.get(key);
      if (!beyond) open.delete(key);
      else if (stretch === undefined) {
        const begun = { cabinet, side, from: at, to: at, worst: temperature, due: at + delay * MINUTE };
        open.set(key, begun);
        all.push(begun);
      } else {
        stretch.to = at;
        stretch.worst = side === 'high' ? Math.max(stretch.worst, temperature) : Math.min(stretch.worst, temperature);
      }
    },
    forget: (cabinet: string): void => {
      for (const key of open.keys()) if (key.startsWith(`${cabinet} `)) open.delete(key);
    },
  };
};
