import { channelsInForce } from '../cases/kitchen/channels-in-force.ts';
import type { Site } from '../config/site.ts';
import { textTable } from '../console/text-table.ts';
import type { Millis, UtcMillis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import { isSwitchedOff } from '../domain/operating-calendar.ts';
import type { UnreadStretch } from '../reports/report-sources.ts';
import { type AlarmPair, compareAlarms } from '../rules/compare-alarms.ts';
import { type RehearsedAlarm, rehearse } from '../rules/rehearse.ts';
import { openPast } from './open-past.ts';
import { type JudgedJournal, JudgedSpans, judgedJournals, pastWords } from './past-words.ts';
import { correctedReadings, recordedPast } from './recorded-past.ts';
import { pacedAsRecorded } from './recorded-tables.ts';

/** Conditions that ran when the stretch began are known by then: so much before it is read, too. */
const WARM_UP: Millis = 86_400_000;

/** What a configuration would have alarmed over a stretch of the box's own past, beside what was. */
export interface Rehearsed {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  readonly readings: number;
  readonly alarms: readonly AlarmPair<RehearsedAlarm>[];
  /** The journals that were set aside since the stretch began, oldest first: what of them can be read is judged as well. */
  readonly earlier: readonly JudgedJournal[];
  /** What of the record is gone or isn't proven: no timer runs over it, and an alarm may have been in it. */
  readonly lost: readonly UnreadStretch[];
}

/** Tries the configuration on the box's sealed record, the last `length` of it. Reads only, while a gateway may go on. @throws EdgeError `file-unreadable`. */
export const rehearsePast = (site: Site, to: UtcMillis, length: Millis): Rehearsed => {
  const from = to - length;
  const { record, states, close } = openPast(site);
  try {
    const stretch = { from: from - WARM_UP, to };
    const past = recordedPast(record, stretch);
    const { calendar } = site;
    const count = { readings: 0 };
    const spans = new JudgedSpans();
    // The file as it stands, with the calibrations that it leaves in force.
    const channels = pacedAsRecorded(channelsInForce(site.channels, states()), past.tables);
    const readings = spans.passing(correctedReadings(record, stretch, channels, past.tables));
    const would = rehearse(counted(readings, count), {
      channels,
      off: past.off,
      isSwitchedOff: calendar && ((cabinet, at) => isSwitchedOff(calendar, cabinet, at)),
    });
    const within = ({ at }: RehearsedAlarm): boolean => at >= from;
    const alarms = compareAlarms(past.alarms.filter(within), would.filter(within));
    const earlier = judgedJournals(record.earlier, from, spans);
    return { from, to, readings: count.readings, alarms, earlier, lost: past.lost() };
  } finally {
    close();
  }
};

function* counted<Thing>(things: Iterable<Thing>, count: { readings: number }): Generator<Thing> {
  for (const thing of things) {
    count.readings += 1;
    yield thing;
  }
}

const COLUMNS = ['outcome', 'channel', 'cause', 'level', 'was', 'would', 'cleared', 'value'] as const;

/** The rehearsal as a table, with its sums below. */
export const rehearsalTable = (
  { from, to, readings, alarms, earlier, lost }: Rehearsed,
  { gateway }: Site,
): readonly string[] => {
  const { language, timezone } = gateway;
  const time = (at: UtcMillis | undefined): string => (at === undefined ? '–' : timeOf(at, timezone));
  const rows = alarms.map(({ outcome, was, would }) => {
    const alarm = would ?? was;
    return [
      say(language, `alarm.rehearsal.${outcome}`),
      alarm?.channel ?? '',
      alarm?.cause ?? '',
      say(language, `alarm.level.${alarm?.level ?? 'legal'}`) +
        (alarm?.suppressed ? say(language, 'alarm.rehearsal.suppressed') : ''),
      time(was?.at),
      time(would?.at),
      time(alarm?.clearedAt),
      String(alarm?.value ?? '–'),
    ];
  });
  const of = (...outcomes: readonly string[]): number => alarms.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return [
    ...(rows.length === 0
      ? [say(language, 'alarm.replay.none')]
      : textTable([COLUMNS.map((column) => say(language, `alarm.rehearsal.column.${column}`)), ...rows])),
    say(language, 'alarm.rehearsal.sum', {
      from: timeOf(from, timezone), to: timeOf(to, timezone), readings,
      was: alarms.length - of('new'), would: alarms.length - of('gone'), new: of('new'), gone: of('gone'), moved: of('earlier', 'later'),
    }), // biome-ignore format: a list to read
    ...pastWords(earlier, lost, gateway),
  ];
};

const timeOf = (at: UtcMillis, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
