import type { AlarmLevel } from '../domain/alarm-level.ts';
import type { Millis, UtcMillis } from '../domain/clock.ts';
import type { GoodsDisposition } from '../domain/supervision-fact.ts';
import { type ExcursionActs, excursionActs } from './excursion-acts.ts';
import type { AlarmRecord, ReportData, ToldExcursion } from './report-data.ts';

/** What an excursion came to beyond one limit: proven time, and K·min (or its unit’s). Null while it lasts: its account is told at its end. */
export interface BeyondLimit {
  readonly level: AlarmLevel;
  readonly limit: number;
  readonly beyond: Millis | null;
  readonly area: number | null;
}

/** One excursion as people see it: a stretch on one side of a channel's limits, however many of them it passed. */
export interface ExcursionRow {
  readonly cabinet: string;
  readonly channel: string;
  readonly side: 'high' | 'low';
  readonly from: UtcMillis;
  /** Null while it lasts. */
  readonly to: UtcMillis | null;
  readonly peak: number | null;
  readonly peakAt: UtcMillis | null;
  /** The legal ones first, each kind from the one that is passed first. */
  readonly limits: readonly BeyondLimit[];
  readonly unproven: Millis;
  /** For how much of it the cabinet was switched off as planned, and whether that is all there is to it. */
  readonly switchedOff: Millis;
  readonly isPlanned: boolean;
  readonly doors: number;
  readonly defrosts: number;
  readonly acts: ExcursionActs;
  /** What became of the goods, by the last word on each of its limits. */
  readonly goods: readonly GoodsDisposition[];
  readonly camera?: string;
}

/** What is known of one limit that was passed; `to` is +∞ while it lasts. */
interface Passed extends Omit<ToldExcursion, 'id' | 'peak' | 'peakAt' | 'beyond' | 'area'> {
  readonly peak: number | null;
  readonly peakAt: UtcMillis | null;
  readonly beyond: Millis | null;
  readonly area: number | null;
}

/** The excursions of a report in order of time. The box tells one for each limit; those of one stretch are one row. */
export const excursionRows = ({
  excursions,
  alarms,
  laterAlarms = [],
}: Pick<ReportData, 'excursions' | 'alarms' | 'laterAlarms'>): readonly ExcursionRow[] => {
  const told = new Set(excursions.flatMap((excursion) => excursion.alarms));
  const all: readonly Passed[] = [...excursions, ...alarms.filter(({ id }) => !told.has(id)).flatMap(lasting)];
  const known = new Map([...alarms, ...laterAlarms].map((alarm) => [alarm.id, alarm]));
  return stretchesOf(all.toSorted((a, b) => a.from - b.from))
    .map((limits) => rowOf(limits, known))
    .toSorted((a, b) => a.from - b.from);
};

/** An excursion that the box has not told of, for it lasts: its alarm is all that is known of it. */
const lasting = (alarm: AlarmRecord): readonly Passed[] => {
  const { id, channel, cabinet, cause, level, limit, value, since, active } = alarm;
  if (!active || limit === undefined || (cause !== 'high' && cause !== 'low' && cause !== 'after-gap')) return [];
  const side = cause === 'after-gap' ? ((value ?? limit) < limit ? 'low' : 'high') : cause;
  return [
    {
      channel, cabinet, side, level, limit, from: since, to: Number.POSITIVE_INFINITY, peak: null, peakAt: null,
      beyond: null, area: null, unproven: 0, doors: 0, defrosts: 0, alarms: [id],
      ...(alarm.suppressed ? { switchedOff: Number.POSITIVE_INFINITY } : {}),
    },
  ]; // biome-ignore format: a list to read
};

/** Stretches of one side of one channel that touch in time, together. They come in order of time. */
const stretchesOf = (all: readonly Passed[]): readonly (readonly Passed[])[] => {
  const stretches: Passed[][] = [];
  const last = new Map<string, { readonly limits: Passed[]; to: UtcMillis }>();
  for (const passed of all) {
    const key = `${passed.channel} ${passed.side}`;
    const open = last.get(key);
    if (open !== undefined && passed.from <= open.to) {
      open.limits.push(passed);
      open.to = Math.max(open.to, passed.to);
      continue;
    }
    const limits = [passed];
    stretches.push(limits);
    last.set(key, { limits, to: passed.to });
  }
  return stretches;
};

const rowOf = (all: readonly Passed[], alarms: ReadonlyMap<string, AlarmRecord>): ExcursionRow => {
  const [first] = all;
  if (first === undefined) throw new RangeError('a stretch without a limit');
  const { cabinet, channel, side } = first;
  const to = Math.max(...all.map((passed) => passed.to));
  const peaked = all.reduce((far, passed) => (isFarther(passed, far) ? passed : far));
  const camera = all.find((passed) => passed.camera !== undefined)?.camera;
  // What a wider limit counted holds what a tighter one within it did.
  const most = (what: 'unproven' | 'doors' | 'defrosts'): number => Math.max(...all.map((passed) => passed[what]));
  return {
    cabinet, channel, side,
    from: first.from,
    to: to === Number.POSITIVE_INFINITY ? null : to,
    peak: peaked.peak,
    peakAt: peaked.peakAt,
    limits: limitsOf(all),
    unproven: most('unproven'),
    ...plannedIn(all),
    doors: most('doors'),
    defrosts: most('defrosts'),
    acts: excursionActs([...new Set(all.flatMap((passed) => passed.alarms))].flatMap((id) => alarms.get(id) ?? [])),
    goods: [...new Set(all.flatMap(({ goods }) => goods ?? []))],
    ...(camera === undefined ? {} : { camera }),
  }; // biome-ignore format: a list to read
};

/** What lasts is only planned where its alarm was never told: suppressed by design. */
const plannedIn = (all: readonly Passed[]): Pick<ExcursionRow, 'switchedOff' | 'isPlanned'> => ({
  switchedOff: Math.max(0, ...all.map(({ switchedOff = 0, to }) => (to === Number.POSITIVE_INFINITY ? 0 : switchedOff))),
  isPlanned: all.every(({ switchedOff = 0, from, to }) => switchedOff >= to - from),
});

const isFarther = ({ peak, side }: Passed, { peak: than }: Passed): boolean => {
  if (peak === null || than === null) return peak !== null;
  return side === 'high' ? peak > than : peak < than;
};

/** Each limit once: one that was passed twice within the stretch has its times added up. */
const limitsOf = (all: readonly Passed[]): readonly BeyondLimit[] => {
  const limits = new Map<string, BeyondLimit>();
  for (const { level, limit, beyond, area } of all) {
    const before = limits.get(`${level} ${limit}`);
    limits.set(`${level} ${limit}`, {
      level, limit,
      beyond: before === undefined ? beyond : sum(before.beyond, beyond),
      area: before === undefined ? area : sum(before.area, area),
    }); // biome-ignore format: a list to read
  }
  const outwards = all[0]?.side === 'low' ? -1 : 1;
  return [...limits.values()].sort((a, b) =>
    a.level === b.level ? outwards * (a.limit - b.limit) : a.level === 'legal' ? -1 : 1,
  );
};

// What lasts is unknown as yet, whatever went before.
const sum = (one: number | null, other: number | null): number | null => (one === null || other === null ? null : one + other);
