import type { ReceivedCounts } from '../../../simulators/stage/block-check.ts';
import type { Counters } from './counters.ts';

/** What was known at a kill: the last value of each unit that the gateway had shown, and the last that the unit had sent. */
export interface Shown {
  readonly seen: ReadonlyMap<number, number>;
  readonly sent: ReadonlyMap<number, number>;
}

/** What became of a campaign's readings. */
export interface Outcome {
  readonly sent: number;
  readonly arrived: number;
  /** Values that were shown as durable, and never arrived. */
  readonly committedLost: number;
  /** Values that were read within the last moments before a kill, and were not durable yet. */
  readonly notYetCommitted: number;
  /** Values that nobody sent. */
  readonly altered: number;
  /** Values that arrived under two numbers, numbers out of order, numbers that are missing, chains that don't hold. */
  readonly misnumbered: number;
}

interface Arrived {
  readonly number: number;
  readonly value: number;
}

/** Holds what arrived against what the counters sent. */
export const outcomeOf = (
  counters: Counters,
  units: number,
  shown: readonly Shown[],
  arrived: ReadonlyMap<string, readonly Arrived[]>,
  counts: ReceivedCounts,
  holes: readonly unknown[],
): Outcome => {
  const each = Array.from({ length: units }, (_, place) =>
    outcomeOfUnit(counters.sent(place + 1), place + 1, shown, arrived.get(`unit-${place + 1}/count`) ?? []),
  );
  const sum = (of: (unit: (typeof each)[number]) => number): number => each.reduce((all, unit) => all + of(unit), 0);
  return {
    sent: sum(({ sent }) => sent),
    arrived: sum(({ values }) => values),
    committedLost: sum(({ committedLost }) => committedLost),
    notYetCommitted: sum(({ notYetCommitted }) => notYetCommitted),
    altered: sum(({ altered }) => altered),
    misnumbered:
      sum(({ misnumbered }) => misnumbered) + holes.length + counts.brokenChains + counts.duplicated + counts.unreadable,
  };
};

const outcomeOfUnit = (sent: readonly number[], unit: number, shown: readonly Shown[], arrived: readonly Arrived[]) => {
  const known = new Set(sent);
  const inOrder = [...arrived].sort((one, other) => one.number - other.number);
  const values = new Set(arrived.map(({ value }) => value));
  const missing = sent.filter((value) => !values.has(value));
  // Between what was shown last and what was sent last before a kill, a value may not have been durable yet.
  const excused = (value: number): boolean =>
    shown.some(({ seen, sent: upTo }, place) => {
      const before = shown[place - 1]?.sent.get(unit) ?? 0;
      return value > Math.max(before, seen.get(unit) ?? before) && value <= (upTo.get(unit) ?? 0);
    });
  const notYetCommitted = missing.filter(excused).length;
  return {
    sent: sent.length,
    values: values.size,
    committedLost: missing.length - notYetCommitted,
    notYetCommitted,
    altered: arrived.filter(({ value }) => !known.has(value)).length,
    misnumbered:
      arrived.length - values.size + inOrder.filter(({ value }, place) => value <= (inOrder[place - 1]?.value ?? 0)).length,
  };
};
