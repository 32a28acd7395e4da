import { isOverdue } from '../domain/calibration-due.ts';
import type { Millis, UtcMillis } from '../domain/clock.ts';
import type { CalibrationFact } from '../domain/supervision-fact.ts';
import type { ReportChannel } from './channel-table.ts';
import type { TableInForce } from './fact-notes.ts';
import type { ChannelRecord } from './report-data.ts';
import { dateOf } from './report-period.ts';

/** A calibration and the table that follows from it are entered one after the other: what stands so short in between is none. */
const TOGETHER: Millis = 60_000;

/** By what a channel was judged and corrected from a moment on. */
export type ChannelVersion = NonNullable<ChannelRecord['changes']>[number];

interface Span {
  readonly from: UtcMillis;
  readonly through: UtcMillis;
  readonly timezone: string;
}

/** How a channel was judged and corrected over a span: first what was in force when it began, then each change. */
export const versionsOf = (
  id: string,
  tables: readonly TableInForce[],
  calibrations: readonly CalibrationFact[],
  { from, through, timezone }: Span,
): readonly ChannelVersion[] => {
  const moments = [...tables, ...calibrations].map(({ at }) => at).filter((at) => at > from && at < through);
  const versions: ChannelVersion[] = [];
  for (const at of [from, ...moments.sort((a, b) => a - b)]) {
    const table = tables.findLast((each) => each.at <= at) ?? tables[0];
    const channel = table?.channels.find((each) => each.id === id);
    if (channel === undefined) continue;
    const fact = calibrations.findLast((each) => each.at <= at);
    const version = { at, ...judgingOf(channel), calibration: calibrationOf(channel, fact, dateOf(through, timezone)) };
    const last = versions.at(-1);
    if (last !== undefined && isSame(last, version)) continue;
    if (last !== undefined && last.at > from && at - last.at < TOGETHER) versions.pop();
    if (versions.length === 0 || !isSame(versions.at(-1) ?? version, version)) versions.push(version);
  }
  return versions;
};

const judgingOf = ({ judgedBy, probe }: ReportChannel): Pick<ChannelVersion, 'judgedBy' | 'probe'> => ({
  judgedBy: judgedBy ?? null,
  ...(probe === undefined ? {} : { probe }),
});

const isSame = ({ at: _, ...one }: ChannelVersion, { at: __, ...other }: ChannelVersion): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * What the record says of a channel's calibration on a day. One that was entered counts while the table in force has its offset,
 * its certificate and its probe; another probe, or another offset in the file, has the table's own or none.
 */
export const calibrationOf = (
  channel: Pick<ReportChannel, 'offset' | 'certificate' | 'probe'>,
  entered: CalibrationFact | undefined,
  today: string,
): ChannelRecord['calibration'] => {
  const isInForce =
    entered !== undefined &&
    entered.offset === (channel.offset ?? 0) &&
    entered.certificate === channel.certificate &&
    entered.probe === channel.probe;
  const { certificate = channel.certificate, due, at } = isInForce ? entered : {};
  const isKnown = isInForce || channel.offset !== undefined || certificate !== undefined;
  return {
    state: isOverdue(due, today) ? 'overdue' : isKnown ? 'valid' : 'none',
    offset: channel.offset ?? 0,
    ...(certificate === undefined ? {} : { certificate }),
    ...(at === undefined ? {} : { at }),
    ...(due === undefined ? {} : { due }),
  };
};

/** What was in force of a channel when a moment came: as it ended, where it never changed. */
export const versionAt = ({ judgedBy, calibration, changes = [] }: ChannelRecord, at: UtcMillis): Omit<ChannelVersion, 'at'> =>
  changes.findLast((change) => change.at < at) ?? changes[0] ?? { judgedBy, calibration };

/** Whether anything judged a channel in the period. */
export const wasJudged = ({ judgedBy, changes = [] }: Pick<ChannelRecord, 'judgedBy' | 'changes'>): boolean =>
  judgedBy !== null || changes.some((change) => change.judgedBy !== null);

/** Whether nothing judged it for a part of the time in which something else did. */
export const wasUnjudged = ({ judgedBy, changes = [] }: Pick<ChannelRecord, 'judgedBy' | 'changes'>): boolean =>
  judgedBy === null || changes.some((change) => change.judgedBy === null);
