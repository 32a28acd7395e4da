import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { awaitsAction, wasInEffect } from '../awaits-action.ts';
import { dateStretches } from '../date-stretches.ts';
import { planWords } from '../plan-words.ts';
import type { ReportData } from '../report-data.ts';
import { dayTimeText, lengthText, limitsText, momentText } from '../report-words.ts';
import { retentionWords } from '../retention.ts';
import { longestTwice } from '../verdict.ts';
import { lostNotes, someNamed } from './loss-words.ts';

/** What a reader must know before the figures: alarms, closed days, where the record ends, where it lies, and what is gone of it. */
export const titleNotes = (data: ReportData, language: Language): readonly string[] => {
  const { alarms, days, through, to, recordEnds, timezone, unsureReadings, placedReadings = 0, channels } = data;
  const told = alarms.filter(wasInEffect);
  const open = told.filter(awaitsAction).length;
  const closed = dateStretches(days.filter(({ is }) => is === 'closed'));
  return [
    say(language, 'report.alarm-count', { all: told.length, open }),
    ...(data.retention === undefined ? [] : [retentionWords(data, language)]),
    ...(closed === '' ? [] : [say(language, 'report.closed-days', { days: closed })]),
    ...planWords(data, language),
    ...(recordEnds === undefined ? [] : [say(language, 'report.record-ends', { at: momentText(recordEnds, timezone) })]),
    ...(through < to ? [say(language, 'report.through', { at: momentText(through, timezone) })] : []),
    ...earlierNotes(data, language),
    ...lossNotes(data, language),
    ...twiceNotes(data, language),
    ...changeNotes(data, language),
    ...(placedReadings === 0 ? [] : [say(language, 'report.placed', { n: placedReadings })]),
    ...(unsureReadings === 0 ? [] : [say(language, 'report.unsure', { n: unsureReadings })]),
    ...judgedNotes(data, language),
    ...(channels.some(({ judgedBy }) => judgedBy?.verified === false) ? [say(language, 'report.unverified')] : []),
  ];
};

/** By which rule each limit stands and whose text it says it follows: a site may have rules of its own, under any name. */
const judgedNotes = ({ channels }: ReportData, language: Language): readonly string[] => {
  const rules = channels.flatMap((channel) =>
    channel.judgedBy === null ? [] : [`${channel.judgedBy.rule} ${limitsText(channel)} (${channel.judgedBy.source})`],
  );
  return rules.length === 0 ? [] : [say(language, 'report.judged-by', { rules: someNamed([...new Set(rules)], language) })];
};

const earlierNotes = ({ record: { earlier = [] }, from, timezone }: ReportData, language: Language): readonly string[] =>
  earlier
    .filter(({ until }) => until > from)
    .map(({ journal, reason, until, upTo, isRead }) =>
      say(language, isRead ? 'report.earlier.read' : 'report.earlier.elsewhere', {
        at: momentText(until, timezone),
        journal: journal ?? say(language, 'report.earlier.unknown'),
        reason: say(language, `report.earlier.${reason}`),
        readings: upTo?.readings ?? '?',
        urgent: upTo?.urgent ?? '?',
      }),
    );

/** A reader who sees other limits beside a figure must know since when they hold. */
const changeNotes = ({ channels, timezone }: ReportData, language: Language): readonly string[] => {
  const changes = channels.flatMap((channel) =>
    (channel.changes ?? []).slice(1).map(({ at, judgedBy, probe, calibration }, index) => {
      const before = channel.changes?.[index];
      const limits = [before?.judgedBy ?? null, judgedBy].map(
        (each) => limitsText({ ...channel, judgedBy: each }) || say(language, 'report.no-limits'),
      );
      const corrected = [before?.calibration.offset ?? 0, calibration.offset].map((offset) => String(offset).replace('-', '−'));
      const isLimit = limits[0] !== limits[1];
      const what = isLimit
        ? limits.join(' → ')
        : say(language, 'report.calibration-changed', { offsets: corrected.join(' → '), probe: probe ?? '–' });
      return `${channel.cabinet} · ${channel.id}: ${dayTimeText(at, timezone)} ${what}`;
    }),
  );
  return changes.length === 0 ? [] : [say(language, 'report.changes', { changes: someNamed(changes, language) })];
};

const twiceNotes = (data: ReportData, language: Language): readonly string[] => {
  const twice = longestTwice(data);
  if (twice === undefined) return [];
  const [from, to] = [twice.from, twice.to].map((at) => dayTimeText(at, data.timezone));
  return [say(language, 'report.twice', { from: from ?? '', to: to ?? '', time: lengthText(twice.time, language) })];
};

const lossNotes = ({ off, lost = [], timezone }: ReportData, language: Language): readonly string[] => {
  const span = ({ from, to, lengthUnknown }: ReportData['off'][number]): string =>
    lengthUnknown
      ? say(language, 'report.off-unknown', { at: dayTimeText(from, timezone) })
      : `${dayTimeText(from, timezone)}–${dayTimeText(to, timezone)}`;
  return [
    ...(off.length === 0 ? [] : [say(language, 'report.off', { times: someNamed(off.map(span), language) })]),
    ...lostNotes(lost, timezone, language),
  ];
};
