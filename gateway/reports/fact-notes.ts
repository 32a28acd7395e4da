import type { UrgentBlock } from '../domain/block.ts';
import type { ClockTrust, Millis, UtcMillis } from '../domain/clock.ts';
import type { CheckpointFact, ConfigFact, Fact, GapFact, StateFact } from '../domain/fact.ts';
import { LANES } from '../domain/lane.ts';
import type { CalibrationFact, ExcursionFact, RetainedSampleFact } from '../domain/supervision-fact.ts';
import { AlarmNotes } from './alarm-notes.ts';
import { channelsOfTable, type ReportChannel } from './channel-table.ts';
import { placedAt } from './placed-readings.ts';
import { PlanNotes } from './plan-notes.ts';
import { PlannedOff } from './planned-off.ts';
import { ReportNotes } from './report-notes.ts';
import type { UnreadStretch } from './report-sources.ts';

/** A channel table, and from when on it was in force. */
export interface TableInForce {
  at: UtcMillis;
  readonly config: string;
  readonly channels: readonly ReportChannel[];
}

/** A stretch in which something went on; `to` is open while it does. */
interface Stretch {
  readonly from: UtcMillis;
  to: UtcMillis;
}

/** The gateway was off. Where nobody vouched for the time when it was on again, its length is not known, until somebody does in the same run. */
interface TimeOff extends GapFact {
  readonly isLengthKnown: boolean;
}

/** A time off whose length is still to be known: the start of the machine that ended it, and when, on the clock that only grows. */
interface OpenOff {
  readonly gap: GapFact;
  readonly start: string;
  readonly up: Millis;
}

/** What is read of a block. */
type FactBlock = Pick<UrgentBlock, 'facts' | 'clock' | 'journal' | 'boot' | 'up' | 't0'>;

/** What a report needs to know of the lane `urgent`. It is fed the whole lane, oldest fact first, and keeps what touches a span. */
export class FactNotes {
  readonly #from: UtcMillis;
  readonly #to: UtcMillis;
  readonly alarms: AlarmNotes;
  readonly tables: TableInForce[] = [];
  /** By channel, oldest first. */
  readonly calibrations = new Map<string, CalibrationFact[]>();
  readonly excursions = new Map<string, ExcursionFact>();
  readonly #off: TimeOff[] = [];
  #openOff: OpenOff | undefined;
  readonly reports = new ReportNotes();
  /** Samples retained of meals (留样), by id, as they were last told of. */
  readonly retained = new Map<string, RetainedSampleFact>();
  checkpoint: CheckpointFact | undefined;
  /** Of the newest fact, and of the oldest, by the time that was known to be right since. */
  stamp: UtcMillis = 0;
  began: UtcMillis = Number.POSITIVE_INFINITY;
  /** Stretches of which the record itself is gone. */
  readonly lost: UnreadStretch[] = [];
  #wasSure = false;
  /** Whether what was read goes on with a record that was not. */
  #succeeds: boolean | undefined;
  readonly plannedOff = new PlannedOff();
  readonly plans = new PlanNotes();
  readonly #defrosts = new Map<string, Stretch[]>();

  constructor(from: UtcMillis, to: UtcMillis) {
    this.#from = from;
    this.#to = to;
    this.alarms = new AlarmNotes(from, to);
  }

  take(block: FactBlock): void {
    const { facts, clock } = block;
    for (const fact of facts) {
      // A box that wakes without a clock takes the time to be one long past, until it learns it.
      if (fact.kind === 'clock' && !this.#wasSure) this.#shift(Math.max(0, fact.step));
      this.#wasSure ||= clock === 'sure';
      this.#take(fact, clock);
      if (fact.kind === 'gap' && fact.what === 'gateway') this.#takeOff(fact, block);
      if (fact.kind === 'clock' && fact.clock === 'sure') this.#endOff(block);
    }
  }

  /** When the gateway was off within the span, oldest first. */
  get off(): readonly TimeOff[] {
    const { gap } = this.#openOff ?? {};
    const open = gap === undefined || !this.#touches(gap) ? [] : [{ ...gap, isLengthKnown: false }];
    return [...this.#off, ...open];
  }

  #takeOff(gap: GapFact, { clock, journal, boot, up }: FactBlock): void {
    this.#keepOff(this.#openOff?.gap, false);
    this.#openOff = clock === 'sure' ? undefined : { gap, start: `${journal} ${boot}`, up };
    if (clock === 'sure') this.#keepOff(gap, true);
  }

  /** The clock that only grows tells how long ago the gateway was on again. */
  #endOff({ clock, journal, boot, up, t0 }: FactBlock): void {
    const open = this.#openOff;
    if (open === undefined || clock !== 'sure' || open.start !== `${journal} ${boot}`) return;
    const to = placedAt({ at: t0, up }, open.up);
    this.#keepOff({ ...open.gap, to: Math.max(open.gap.from, to) }, to >= open.gap.from);
    this.#openOff = undefined;
  }

  #keepOff(gap: GapFact | undefined, isLengthKnown: boolean): void {
    if (gap !== undefined && this.#touches(gap)) this.#off.push({ ...gap, isLengthKnown });
  }

  #shift(step: Millis): void {
    this.began += step;
    for (const table of this.tables) table.at += step;
  }

  #take(fact: Fact, clock: ClockTrust): void {
    this.stamp = fact.at;
    // A table that came while the clock was ahead is in force at all that came behind it.
    for (const table of this.tables) table.at = Math.min(table.at, fact.at);
    this.began = Math.min(this.began, fact.at);
    this.alarms.take(fact);
    this.plannedOff.take(fact, clock);
    this.plans.take(fact, clock);
    this.reports.take(fact);
    switch (fact.kind) {
      case 'journal':
        // Of more than one journal the oldest decides; and the checkpoint of one says nothing of the next.
        this.#succeeds ??= fact.reason !== undefined || fact.succeeds !== undefined;
        this.checkpoint = undefined;
        // What was switched off by then is told anew, if it still is.
        if (fact.reason === 'damaged') this.plannedOff.keepOnly(new Set(), fact.at);
        return;
      case 'config':
        this.#takeTable(fact);
        return;
      case 'calibration':
        if (fact.at < this.#to) this.calibrations.set(fact.channel, [...(this.calibrations.get(fact.channel) ?? []), fact]);
        return;
      case 'excursion':
        if (this.#touches(fact)) this.excursions.set(fact.id, fact);
        return;
      case 'sample':
        if ('purpose' in fact) this.#takeRetained(fact);
        return;
      case 'gap':
        if (this.#touches(fact) && LANES.some((lane) => lane === fact.what)) this.lost.push(fact);
        return;
      case 'state':
        if (fact.state === 'defrost') this.#takeDefrost(fact);
        return;
      case 'checkpoint':
        this.checkpoint = fact;
        return;
    }
  }

  get succeeds(): boolean {
    return this.#succeeds ?? false;
  }

  /** What could not be read of the record for this report. A damage that the record itself told of is told once. */
  takeUnread(unread: UnreadStretch): void {
    if (!this.#touches(unread) || this.lost.some((told) => covers(told, unread))) return;
    this.lost.push({ ...unread, from: Math.max(unread.from, this.#from), to: Math.min(unread.to, this.#to) });
  }

  /** The defrosts of a channel, as far as they lie within the span. One that goes on ends with `through`. */
  defrosts(channel: string, through: UtcMillis): readonly Readonly<Stretch>[] {
    return (this.#defrosts.get(channel) ?? [])
      .map(({ from, to }) => ({ from: Math.max(from, this.#from), to: Math.min(to, this.#to, through) }))
      .filter(({ from, to }) => to > from);
  }

  /** A later fact of the same sample may say that it was taken at another time: then the earlier one counts nowhere. */
  #takeRetained(sample: RetainedSampleFact): void {
    if (sample.takenAt >= this.#from && sample.takenAt < this.#to) this.retained.set(sample.id, sample);
    else this.retained.delete(sample.id);
  }

  #takeTable({ at, config, table }: ConfigFact): void {
    const channels = channelsOfTable(table) ?? [];
    this.tables.push({ at, config, channels });
    this.plannedOff.keepOnly(new Set(channels.filter(({ judgedBy }) => judgedBy !== undefined).map(({ id }) => id)), at);
  }

  #takeDefrost({ on, at, active }: StateFact): void {
    if (at >= this.#to && active) return;
    const stretches = this.#defrosts.get(on) ?? [];
    this.#defrosts.set(on, stretches);
    const last = stretches.at(-1);
    if (active) stretches.push({ from: at, to: Number.POSITIVE_INFINITY });
    else if (last !== undefined) last.to = Math.min(last.to, at);
    if (last !== undefined && last.to < this.#from) stretches.shift(); // over before the span began
  }

  #touches({ from, to }: { readonly from: UtcMillis; readonly to: UtcMillis }): boolean {
    return from < this.#to && to > this.#from;
  }
}

/** `damaged:12..40`, or `damaged:12..unknown` where nobody knows how far it went. */
const DAMAGED = /^damaged:(\d+)\.\.(\d+|unknown)$/;

const numbersIn = ({ reason }: UnreadStretch): readonly [first: number, last: number] => {
  const [, first = 'NaN', last = 'NaN'] = DAMAGED.exec(reason) ?? [];
  return [Number(first), last === 'unknown' ? Number.POSITIVE_INFINITY : Number(last)];
};

const covers = (told: UnreadStretch, unread: UnreadStretch): boolean => {
  const [[first, last], [from, to]] = [numbersIn(told), numbersIn(unread)];
  return told.what === unread.what && first <= from && to <= last && told.from <= unread.to && unread.from <= told.to;
};
