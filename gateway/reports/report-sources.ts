import type { ReadingsBlock, UrgentBlock } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { GapFact, JournalFact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { OperatingCalendar } from '../domain/operating-calendar.ts';
import type { SitePlan } from '../domain/site-plan.ts';
import type { Meal } from '../domain/supervision-fact.ts';
import type { ReportData } from './report-data.ts';
import type { LocalDay } from './report-period.ts';

/** The blocks of one journal. They come one by one: nothing holds more than one of them. */
export interface ReportedBlocks {
  /** The whole lane `urgent`, oldest block first. */
  urgent(): Iterable<UrgentBlock>;
  /** The blocks of readings that may hold anything of a span, oldest first. */
  readings(from: UtcMillis, to: UtcMillis): Iterable<ReadingsBlock>;
  /** The blocks of readings that hold any of some numbers, both included. */
  numbered(first: number, last: number): Iterable<ReadingsBlock>;
  /** What of all that was asked for so far could not be read; absent where reading throws instead. */
  unread?(): readonly UnreadStretch[];
}

/** A run of numbers of a lane that can't be read (`damaged:12..40`), and between which times they must have been. */
export type UnreadStretch = Pick<GapFact, 'what' | 'from' | 'to' | 'reason'>;

/** A journal that another one took the place of. */
export interface EarlierJournal {
  /** Null where the one that took its place could not tell. */
  readonly journal: string | null;
  readonly reason: NonNullable<JournalFact['reason']>;
  /** When the next one began. */
  readonly until: UtcMillis;
  /** How far it had come, as the next one says; null where nobody knows. */
  readonly upTo: Readonly<Record<Lane, number>> | null;
  /** Undefined where it lies elsewhere or can't be read: what it holds is not in the report. */
  readonly blocks: ReportedBlocks | undefined;
}

/** What a report needs of the record. */
export interface ReportedRecord extends ReportedBlocks {
  readonly journal: string;
  readonly key: string;
  /** The last number of each lane, and the hash of its block. Nothing beyond is read. */
  readonly heads: Readonly<Record<Lane, Head>>;
  /** The journals that it goes on from, oldest first. */
  readonly earlier: readonly EarlierJournal[];
}

/** A meal of which a retained sample (留样) was due, at that moment; `date` is local. */
export interface DueMeal {
  readonly date: string;
  readonly meal: Meal;
  readonly dueAt: UtcMillis;
}

/** The meals that a plan has on a day, and by when a sample of each is due; none where it is closed. */
export type MealsOf = (plan: SitePlan, day: LocalDay) => readonly DueMeal[];

/** What the site's own configuration adds: names for people; and when it works, for days whose plan the record does not have. */
export interface ReportedSite {
  readonly site: ReportData['site'];
  readonly calendar: OperatingCalendar | undefined;
  /** The meals of the period of which a sample was due, from the site's first word of them on; absent where it plans none. */
  readonly dueMeals?: readonly DueMeal[] | undefined;
  /** Absent: what the record says of planned meals is not looked at. */
  readonly mealsOf?: MealsOf | undefined;
  /** Of each dish at least so much is retained. */
  readonly leastGrams?: number | undefined;
}
