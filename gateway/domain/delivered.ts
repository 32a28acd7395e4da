import { EMPTY_HEAD, type Head } from './lane.ts';

/** A run of numbers at block edges, with the hash of the block that ends it. */
export type DeliveredRange = readonly [first: number, last: number, hash: string];

/** At most this many ranges are kept beyond a frontier; more are forgotten, and what they covered is sent again. */
export const MOST_RANGES = 32;

/** How far an uplink has come in one lane: a frontier, and a small bounded set of ranges beyond it. */
export interface Delivered {
  readonly upTo: Head;
  /** In rising order, apart from each other and from the frontier. */
  readonly beyond: readonly DeliveredRange[];
}

/** Nothing delivered yet. */
export const NOTHING_DELIVERED: Delivered = { upTo: EMPTY_HEAD, beyond: [] };

/** True when number `n` lies within what is delivered. */
export const covers = ({ upTo, beyond }: Delivered, n: number): boolean =>
  n <= upTo[0] || beyond.some(([first, last]) => first <= n && n <= last);

/**
 * What is delivered once `first..last` is too. The frontier never moves back; ranges that touch it are folded in.
 * `{upTo: 40}` with `41..60` becomes `{upTo: 60}`; with `51..60` it keeps `40` and the range.
 */
export const withDelivered = ({ upTo, beyond }: Delivered, [first, last, hash]: DeliveredRange): Delivered => {
  const ranges = joined([...beyond, [first, last, hash] as const].filter(([, end]) => end > upTo[0]).sort((a, b) => a[0] - b[0]));
  const [head, ...rest] = ranges;
  return head !== undefined && head[0] <= upTo[0] + 1
    ? { upTo: [head[1], head[2]], beyond: rest.slice(-MOST_RANGES) }
    : { upTo, beyond: ranges.slice(-MOST_RANGES) };
};

/** The union of two accounts of one lane; neither frontier moves back. */
export const mergedDelivered = (one: Delivered, other: Delivered): Delivered => {
  const base = one.upTo[0] >= other.upTo[0] ? one : other;
  return [...one.beyond, ...other.beyond].reduce(withDelivered, { upTo: base.upTo, beyond: [] });
};

/**
 * `delivered` with these ranges too, none of them forgotten however many there are: for asking what is still to be sent,
 * never for keeping.
 */
export const coveredWith = ({ upTo, beyond }: Delivered, ranges: readonly DeliveredRange[]): Delivered => {
  const all = joined([...beyond, ...ranges].filter(([, end]) => end > upTo[0]).sort((a, b) => a[0] - b[0]));
  const [head, ...rest] = all;
  return head !== undefined && head[0] <= upTo[0] + 1 ? { upTo: [head[1], head[2]], beyond: rest } : { upTo, beyond: all };
};

const joined = (sorted: readonly DeliveredRange[]): readonly DeliveredRange[] => {
  const done: DeliveredRange[] = [];
  for (const range of sorted) {
    const last = done.at(-1);
    if (last === undefined || range[0] > last[1] + 1) done.push(range);
    else if (range[1] > last[1]) done[done.length - 1] = [last[0], range[1], range[2]];
  }
  return done;
};
