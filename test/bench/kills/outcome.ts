import type { ReceivedCounts } from '../../../simulators/stage/block-check.ts';
import type { CommittedAccount } from './account.ts';
import type { NumberedReading } from './committed.ts';
import type { Counters } from './counters.ts';

/** What became of a campaign's readings. */
export interface Outcome {
  readonly sent: number;
  readonly committed: number;
  /** Committed, and never arrived. */
  readonly lost: number;
  /** Arrived as another than was committed, or sent. */
  readonly altered: number;
  /** Values under two numbers, numbers out of order, numbers that are missing, chains that don't hold, journals given up. */
  readonly misnumbered: number;
  /** Sent within the last moments before a kill, and not durable yet. */
  readonly notYetCommitted: number;
}

/** What reached the subscriber. */
export interface Arrived {
  readonly readings: ReadonlyMap<number, NumberedReading>;
  readonly counts: ReceivedCounts;
  readonly holes: number;
}

/** Holds what arrived against what was found committed after each kill, and against what the counters sent. */
export const outcomeOf = (counters: Counters, committed: CommittedAccount, arrived: Arrived): Outcome => {
  const kept = committed.readings.filter(({ value }) => value !== null);
  const pairs = kept.map((reading) => [reading, arrived.readings.get(reading.number)] as const);
  const units = counters.units.map((unit) => unitOutcome(counters.sent(unit), channelOf(unit), arrived, kept));
  const sum = (of: (unit: UnitOutcome) => number): number => units.reduce((all, unit) => all + of(unit), 0);
  const { brokenChains, duplicated, unreadable } = arrived.counts;
  return {
    sent: sum(({ sent }) => sent),
    committed: kept.length,
    lost: pairs.filter(([, there]) => there === undefined).length,
    altered:
      pairs.filter(([{ channel, value }, there]) => there !== undefined && (there.channel !== channel || there.value !== value))
        .length + sum(({ unknown }) => unknown),
    misnumbered:
      committed.changed +
      Math.max(0, committed.journals - 1) +
      arrived.holes +
      brokenChains +
      duplicated +
      unreadable +
      sum(({ misplaced }) => misplaced),
    notYetCommitted: sum(({ notYetCommitted }) => notYetCommitted),
  };
};

/** The channel of a counter, as the site names it. */
const channelOf = (unit: number): string => `unit-${unit}/count`;

interface UnitOutcome {
  readonly sent: number;
  readonly unknown: number;
  readonly misplaced: number;
  readonly notYetCommitted: number;
}

/** A counter sends no value twice, and each is greater than the one before: whatever arrives is known by its value. */
const unitOutcome = (
  sent: readonly number[],
  channel: string,
  { readings }: Arrived,
  committed: readonly NumberedReading[],
): UnitOutcome => {
  const known = new Set(sent);
  const arrived = [...readings.values()].filter((reading) => reading.channel === channel && reading.value !== null);
  const values = arrived.sort((one, other) => one.number - other.number).map(({ value }) => value ?? 0);
  const durable = new Set([...values, ...committed.filter((each) => each.channel === channel).map(({ value }) => value)]);
  return {
    sent: sent.length,
    unknown: values.filter((value) => !known.has(value)).length,
    misplaced: values.filter((value, place) => value <= (values[place - 1] ?? 0)).length,
    notYetCommitted: sent.filter((value) => !durable.has(value)).length,
  };
};
