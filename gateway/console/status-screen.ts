import type { EdgeErrorCode } from '../domain/edge-error.ts';
import { measurementUnitSchema, unitSign } from '../domain/measurement-unit.ts';
import { type MessageKey, say } from '../domain/messages/catalogue.ts';
import type { Filling, Language } from '../domain/messages/message.ts';
import { type AlarmLine, alarmLines, callsSomebody } from './alarm-lines.ts';
import { type NoticesView, noticeLines } from './notice-lines.ts';
import { type LastingState, PASSING_STATES, stateLine } from './state-lines.ts';
import { textTable } from './text-table.ts';
import { timeOf, worded } from './worded.ts';

/** What the screen shows of a gateway: the part of its status that people look at. */
export interface ScreenView {
  readonly gateway: string;
  readonly name: string;
  readonly at: number;
  /** The site's own, as in `Asia/Shanghai`: people read its time, whatever the box is set to. */
  readonly timezone: string;
  readonly clock: 'sure' | 'unsure';
  readonly journal: {
    readonly readings: number;
    readonly urgent: number;
    readonly bytes: number;
    readonly dropped: number;
    readonly setAside: readonly string[];
    readonly trouble?: string | undefined;
  };
  readonly channels: readonly ChannelRow[];
  readonly alarms: readonly AlarmLine[];
  readonly states: readonly LastingState[];
  /** How people are told, where the site says whom. */
  readonly notify?: NoticesView | undefined;
  /** The rapid-test station, where the site has one. */
  readonly station?:
    | {
        readonly analyzers: readonly { readonly id: string; readonly connected: boolean }[];
        readonly counts: Readonly<Record<string, number>>;
        readonly quarantined: number;
        readonly openCases: number;
        readonly undecided: number;
        readonly stoppingSheets: readonly StoppingSheet[];
      }
    | undefined;
  readonly uplinks: readonly {
    readonly id: string;
    readonly connected: boolean;
    readonly backlog: number;
    readonly refused: number;
    readonly waiting?: readonly { readonly test: string; readonly why: string; readonly words: string }[] | undefined;
    readonly failure?: { readonly code: EdgeErrorCode; readonly message: string } | undefined;
  }[];
}

/** A run sheet that stops those after it. */
interface StoppingSheet {
  readonly analyzer: string;
  readonly run: string;
  readonly startedAt: number;
  readonly channels: readonly number[];
}

interface ChannelRow {
  readonly id: string;
  readonly cabinet: string;
  readonly unit: string;
  readonly every: number;
  readonly value: number | null;
  readonly quality: string;
  readonly at: number | null;
}

/** A value older than this many periods is shown as unknown, never as the state of now. */
const STALE_PERIODS = 3;

/** More results that wait are counted, not listed. */
const MOST_HELD = 5;
/** What is shown is durable, and so as old as a commit on a slow card may take. */
const NEVER_STALE_BEFORE = 10_000;

/** The screen of a gateway as lines of text: every channel, then what a person must look after, then record and uplinks. */
export const statusScreen = (view: ScreenView, language: Language): readonly string[] => {
  const words = (key: MessageKey, filling?: Filling): string => say(language, key, filling);
  const head = ['screen.cabinet', 'screen.channel', 'screen.value', 'screen.state', 'screen.age'] as const;
  return [
    `${view.name} (${view.gateway})  ${timeOf(view.at, view.timezone)}  ${words(`screen.clock.${view.clock}`)}`,
    '',
    ...(view.channels.length === 0
      ? []
      : [...textTable([head.map((key) => words(key)), ...view.channels.map((row) => channelCells(row, view.at, language))]), '']),
    ...stationLines(view, language),
    ...attention(view, language),
    ...noticeLines(view.notify, view.timezone, language),
    '',
    ...footing(view, language),
  ];
};

const stationLines = ({ station, timezone }: ScreenView, language: Language): readonly string[] => {
  if (station === undefined) return [];
  const { analyzers, counts, quarantined, openCases, undecided, stoppingSheets } = station;
  return [
    ...analyzers.map(({ id, connected }) => say(language, connected ? 'screen.analyzer-up' : 'screen.analyzer-down', { id })),
    say(language, 'screen.station', { tests: counts['tests'] ?? 0, duplicates: counts['duplicates'] ?? 0 }),
    ...(quarantined === 0 ? [] : [`  ! ${say(language, 'screen.quarantined', { n: quarantined })}`]),
    ...stoppingSheets.flatMap((sheet) => stoppingLines(sheet, timezone, language)),
    ...(undecided === 0 ? [] : [`  ! ${say(language, 'screen.undecided', { n: undecided })}`]),
    ...(openCases === 0 ? [] : [`  ! ${say(language, 'screen.open-cases', { n: openCases })}`]),
    '',
  ];
};

/** What stops the runs, and what to type. */
const stoppingLines = ({ analyzer, run, startedAt, channels }: StoppingSheet, timezone: string, language: Language) => [
  `  ! ${say(language, 'screen.stopping-sheet', { analyzer, run, time: timeOf(startedAt, timezone), channels: channels.join(', ') })}`,
  `    ${say(language, 'station.sheet.end', { analyzer, run })}`,
];

const channelCells = (row: ChannelRow, now: number, language: Language): readonly string[] => {
  const stale = row.at !== null && now - row.at > Math.max(STALE_PERIODS * row.every, NEVER_STALE_BEFORE);
  const unit = measurementUnitSchema.safeParse(row.unit);
  const value = row.value === null || stale ? '—' : `${row.value} ${unit.success ? unitSign(unit.data) : row.unit}`.trim();
  const age = row.at === null ? '' : durationWords(Math.max(0, now - row.at), language);
  return [row.cabinet, row.id, value, qualityWords(stale ? 'stale' : row.quality, language), age];
};

/** A quality in words: `probe-open` is “PROBE BROKEN”. */
export const qualityWords = (quality: string, language: Language): string => {
  const [word, n] = quality.split(':');
  return worded(`screen.quality.${word}`, quality, language, { n: n ?? '' });
};

/** A duration in the largest unit that fits. */
export const durationWords = (ms: number, language: Language): string => {
  if (ms < 120_000) return say(language, 'screen.seconds', { n: Math.round(ms / 1000) });
  if (ms < 7_200_000) return say(language, 'screen.minutes', { n: Math.round(ms / 60_000) });
  return say(language, 'screen.hours', { n: Math.round(ms / 3_600_000) });
};

const attention = ({ alarms, states, channels, timezone }: ScreenView, language: Language): readonly string[] => {
  const n = alarms.filter(callsSomebody).length + states.filter(({ state }) => !PASSING_STATES.has(state)).length;
  const channelOf = new Map(channels.map((channel) => [channel.id, channel]));
  const inOrder = [...alarms].sort((one, other) => Number(callsSomebody(other)) - Number(callsSomebody(one)));
  return [
    n === 0 ? say(language, 'screen.no-alarm') : say(language, 'screen.alarms', { n }),
    ...inOrder.flatMap((alarm) =>
      alarmLines(alarm, channelOf.get(alarm.channel) ?? { cabinet: alarm.channel }, timezone, language),
    ),
    ...states.map((state) => stateLine(state, channelOf.get(state.on)?.cabinet, timezone, language)),
  ];
};

const footing = ({ journal, uplinks }: ScreenView, language: Language): readonly string[] => [
  say(language, 'screen.record', {
    readings: journal.readings,
    urgent: journal.urgent,
    megabytes: (journal.bytes / 1e6).toFixed(1),
  }),
  ...(journal.trouble === undefined ? [] : [troubleWords(journal.trouble, language)]),
  ...(journal.setAside.length === 0 ? [] : [say(language, 'screen.set-aside', { files: journal.setAside.join(', ') })]),
  ...(journal.dropped === 0 ? [] : [say(language, 'screen.dropped', { n: journal.dropped })]),
  ...uplinks.flatMap(({ id, connected, backlog, refused, failure, waiting }) => [
    say(language, connected ? 'screen.uplink-up' : 'screen.uplink-down', { id, backlog }),
    ...(connected || failure === undefined ? [] : [`    ${failure.message} → ${say(language, `hint.${failure.code}`)}`]),
    ...(refused === 0
      ? []
      : [say(language, waiting === undefined ? 'screen.refused' : 'screen.refused-results', { n: refused })]),
    ...heldLines(waiting ?? [], language),
  ]),
];

type Held = NonNullable<ScreenView['uplinks'][number]['waiting']>;

const heldLines = (held: Held, language: Language): readonly string[] => [
  ...(held.length === 0 ? [] : [say(language, 'screen.held', { n: held.length })]),
  ...held
    .slice(0, MOST_HELD)
    .map(({ test, why, words }) => `    ${test}: ${worded(`platform.held.${why}`, why, language)} ${words}`),
];

const troubleWords = (trouble: string, language: Language): string =>
  say(language, 'screen.record-trouble', { words: worded(`screen.trouble.${trouble}`, trouble, language) });
