import type { Fact } from '../domain/fact.ts';
import type { AlarmActFact, ExcursionFact } from '../domain/supervision-fact.ts';
import type { Row, RowFilter } from '../reports/record-rows.ts';

/** The columns of excursions as a table: one row for each limit that was passed, with its own peak and time beyond. */
export const EXCURSION_COLUMNS: readonly string[] = [
  'at', 'id', 'channel', 'cabinet', 'rule', 'side', 'level', 'limit', 'from', 'to', 'peak', 'peakAt', 'beyond', 'unproven',
  'area', 'doors', 'defrosts', 'alarms', 'goods', 'acts', 'camera', 'number',
]; // biome-ignore format: a table to read

/** Excursions of a record with the acts on their alarms: neither fact names the other, both name the alarm. */
export interface ExcursionAccount {
  /** Takes the facts of the lane `urgent`, oldest first. */
  take(fact: Fact, number: number): void;
  /** One row for each excursion that touches the stretch, as it was told last; moments as ISO 8601, in UTC. */
  rows(filter: RowFilter): readonly Row[];
}

interface Told {
  readonly fact: ExcursionFact;
  readonly number: number;
}

/** An account that was told nothing yet. */
export const createExcursionAccount = (): ExcursionAccount => {
  const told = new Map<string, Told>();
  const acts = new Map<string, AlarmActFact[]>();
  return {
    take: (fact, number) => {
      if (fact.kind === 'excursion') told.set(fact.id, { fact, number });
      if (!isAlarmAct(fact)) return;
      const known = acts.get(fact.on);
      if (known === undefined) acts.set(fact.on, [fact]);
      else known.push(fact);
    },
    rows: (filter) => [...told.values()].filter(({ fact }) => isWanted(fact, filter)).map((each) => rowOf(each, acts)),
  };
};

/** What people do to an alarm. A maintenance is of a cabinet, whatever its name may be. */
const ON_ALARMS: ReadonlySet<string> = new Set(['acknowledge', 'confirm', 'shelve', 'unshelve', 'reset']);

const isAlarmAct = (fact: Fact): fact is AlarmActFact => fact.kind === 'act' && ON_ALARMS.has(fact.does);

const isWanted = ({ channel, from, to }: ExcursionFact, filter: RowFilter): boolean =>
  (filter.channel ?? channel) === channel &&
  from <= (filter.to ?? Number.POSITIVE_INFINITY) &&
  to >= (filter.from ?? Number.NEGATIVE_INFINITY);

const rowOf = ({ fact, number }: Told, acts: ReadonlyMap<string, readonly AlarmActFact[]>): Row => {
  const { kind: _, at, from, to, peakAt, ...more } = fact;
  const done = fact.alarms.flatMap((alarm) => acts.get(alarm) ?? []).toSorted((one, other) => one.at - other.at);
  return {
    ...more,
    at: isoOf(at), from: isoOf(from), to: isoOf(to), peakAt: isoOf(peakAt),
    acts: done.map(actOf),
    number,
  }; // biome-ignore format: a row to read
};

const actOf = ({ kind: _, at, until, ...act }: AlarmActFact): Row => ({
  at: isoOf(at),
  ...act,
  ...(until === undefined ? {} : { until: isoOf(until) }),
});

const isoOf = (time: number): string => new Date(time).toISOString();
