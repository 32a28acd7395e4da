import { channelsInForce } from '../cases/kitchen/channels-in-force.ts';
import type { Site } from '../config/site.ts';
import { textTable } from '../console/text-table.ts';
import type { Millis, UtcMillis } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import { isSwitchedOff } from '../domain/operating-calendar.ts';
import { type AlarmPair, compareAlarms } from '../rules/compare-alarms.ts';
import { type RehearsedAlarm, rehearse } from '../rules/rehearse.ts';
import { openRecordIn } from './open-record.ts';
import { correctedReadings, recordedPast } from './recorded-past.ts';
import { pacedAsRecorded, recordedTables } from './recorded-tables.ts';
import { setAsideUntil, setAsideWords } from './set-aside-past.ts';

/** Conditions that ran when the stretch began are known by then: so much before it is read, too. */
const WARM_UP: Millis = 86_400_000;

/** What a configuration would have alarmed over a stretch of the box's own past, beside what was. */
export interface Rehearsed {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  readonly readings: number;
  /** Until then another journal was kept, which was set aside: nothing of it is judged. Absent where the stretch begins later. */
  readonly setAsideUntil?: UtcMillis;
  readonly alarms: readonly AlarmPair<RehearsedAlarm>[];
}

/** Tries the configuration on the box's sealed record, the last `length` of it. Reads only, while a gateway may go on. @throws EdgeError `file-unreadable`. */
export const rehearsePast = (site: Site, to: UtcMillis, length: Millis): Rehearsed => {
  const from = to - length;
  const record = openRecordIn(site.dataFolder);
  try {
    const past = recordedPast(record, { from: from - WARM_UP, to });
    const { calendar } = site;
    const count = { readings: 0 };
    // The file as it stands, with the calibrations that it leaves in force.
    const tables = recordedTables(record);
    const channels = pacedAsRecorded(channelsInForce(site.channels, record.states()), tables);
    const would = rehearse(counted(correctedReadings(record, { from: from - WARM_UP, to }, channels, tables), count), {
      channels,
      off: past.off,
      isSwitchedOff: calendar && ((cabinet, at) => isSwitchedOff(calendar, cabinet, at)),
    });
    const within = ({ at }: RehearsedAlarm): boolean => at >= from;
    const alarms = compareAlarms(past.alarms.filter(within), would.filter(within));
    const until = setAsideUntil(site, record, from);
    return { from, to, readings: count.readings, alarms, ...(until === undefined ? {} : { setAsideUntil: until }) };
  } finally {
    record.close();
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
  { from, to, readings, alarms, setAsideUntil: until }: Rehearsed,
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
    ...setAsideWords(until, gateway),
  ];
};

const timeOf = (at: UtcMillis, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
