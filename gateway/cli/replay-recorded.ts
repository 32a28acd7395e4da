import { readSite } from '../app/read-site.ts';
import { channelsInForce } from '../cases/kitchen/channels-in-force.ts';
import type { Site } from '../config/site.ts';
import type { Channel } from '../domain/channel.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { LimitSet } from '../domain/limit.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { isSwitchedOff } from '../domain/operating-calendar.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { type RecordedReading, readingsOf } from '../reports/recorded-readings.ts';
import type { ReportedRecord } from '../reports/report-sources.ts';
import { rehearse } from '../rules/rehearse.ts';
import { type ReplayedAlarm, replay } from '../rules/replay.ts';
import type { TraceRow } from '../rules/trace.ts';
import type { Terminal } from './command.ts';
import { momentOf } from './export-command.ts';
import { openPast } from './open-past.ts';
import { JudgedSpans, judgedJournals, pastWords } from './past-words.ts';
import { correctedReadings, type RecordedPast, recordedPast, type Stretch } from './recorded-past.ts';
import { pacedAsRecorded } from './recorded-tables.ts';
import { recordedTrace } from './recorded-trace.ts';

/** Which part of the box's own record. */
interface WantedPast {
  readonly config: string;
  readonly channel: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A channel's own past, and what the alarms would have been on it. Times are in UTC. */
interface ReplayedPast {
  readonly rows: readonly TraceRow[];
  readonly alarms: readonly ReplayedAlarm[];
  /** The site's. */
  readonly language: Language;
  /** Over which journals the past goes, and what of it is not judged, in words. */
  readonly about: readonly string[];
}

/**
 * A channel's own past by `rule`, else by the rule that the file names, judged as a running gateway judges it: beside its door,
 * its controller's defrost and its second probe, over the times when the gateway was off. Where the file has no such channel
 * any more, it is judged alone.
 * @throws EdgeError `file-unreadable`; `trace-invalid` where there is nothing, or too much; `usage` where no rule is named.
 */
export const replayRecorded = async (
  { config, channel, from, to }: WantedPast,
  rule: LimitSet | undefined,
  terminal: Terminal,
): Promise<ReplayedPast> => {
  const stretch = { from: momentOf(from, terminal) ?? 0, to: momentOf(to, terminal) ?? Number.MAX_SAFE_INTEGER };
  const site = await readSite(config, terminal.environment, terminal.language, false);
  const { record, states, close } = openPast(site);
  try {
    const known = site.channels.find(({ id }) => id === channel);
    const judgedBy = rule ?? known?.rule;
    if (judgedBy === undefined) throw new EdgeError('usage', say(terminal.language, 'alarm.replay.choose'));
    const trace = recordedTrace(channel, terminal.language);
    const spans = new JudgedSpans();
    const past = recordedPast(record, stretch);
    const passing = (readings: Iterable<RecordedReading>) => trace.passing(spans.passing(readings));
    const alarms =
      known === undefined
        ? alone(passing(readingsOf(record, { ...stretch, channels: new Set([channel]) })), trace.rows, judgedBy)
        : besideOthers({ record, past, states: states(), stretch, site, known, judgedBy, passing });
    const about = pastWords(judgedJournals(record.earlier, stretch.from, spans), past.lost(), site.gateway);
    return { rows: trace.rows(), alarms, language: site.gateway.language, about };
  } finally {
    close();
  }
};

const alone = (readings: Iterable<unknown>, rows: () => readonly TraceRow[], rule: LimitSet): readonly ReplayedAlarm[] => {
  for (const _ of readings);
  return replay(rows(), rule);
};

interface Together {
  readonly record: ReportedRecord;
  readonly past: RecordedPast;
  readonly states: readonly SavedState[];
  readonly stretch: Stretch;
  readonly site: Site;
  readonly known: Channel;
  readonly judgedBy: LimitSet;
  readonly passing: ReturnType<typeof recordedTrace>['passing'];
}

const besideOthers = ({ record, past, states, stretch, site, known, judgedBy, passing }: Together): readonly ReplayedAlarm[] => {
  const { calendar } = site;
  const { tables, off } = past;
  const partners = [known.door, known.defrost, known.pair];
  const parts = site.channels.filter(({ id }) => id === known.id || partners.includes(id));
  const inForce = pacedAsRecorded(channelsInForce(parts, states), tables);
  const channels = inForce.map((channel) => (channel.id === known.id ? { ...channel, rule: judgedBy } : channel));
  return rehearse(passing(correctedReadings(record, stretch, channels, tables)), {
    channels,
    off,
    isSwitchedOff: calendar && ((cabinet, at) => isSwitchedOff(calendar, cabinet, at)),
  }).filter(({ channel }) => channel === known.id);
};
