import type { ReadingsBlock, UrgentBlock } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { OperatingCalendar } from '../domain/operating-calendar.ts';
import type { ReportData } from './report-data.ts';

/** What a report needs of the record. Blocks come one by one: nothing holds more than one of them. */
export interface ReportedRecord {
  readonly journal: string;
  readonly key: string;
  /** The last number of each lane, and the hash of its block. Nothing beyond is read. */
  readonly heads: Readonly<Record<Lane, Head>>;
  /** The whole lane `urgent`, oldest block first. */
  urgent(): Iterable<UrgentBlock>;
  /** The blocks of readings that may hold anything of a span, oldest first. */
  readings(from: UtcMillis, to: UtcMillis): Iterable<ReadingsBlock>;
}

/** What the site's own configuration adds: names for people, and when it works. */
export interface ReportedSite {
  readonly site: ReportData['site'];
  readonly calendar: OperatingCalendar | undefined;
}
