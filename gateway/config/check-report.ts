import { durationText } from '../domain/duration.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Filling, Language } from '../domain/messages/message.ts';
import type { AirVolume } from './air-volume.ts';
import { ASSUMED_TURNAROUND, type DevicePlan, lineLoad, type PlannedQuestion } from './line-load.ts';
import { netAddressText } from './net-address.ts';
import type { Site, SiteAnalyzer, SiteLine } from './site.ts';

/** What was worked out about a site, besides what its configuration says. */
export interface CheckFigures {
  readonly plans: readonly DevicePlan[];
  /** Bytes that a day writes to the card; undefined where nobody can tell. */
  readonly disk?: number;
  /** By uplink. */
  readonly air: ReadonlyMap<string, AirVolume>;
  /** What results of rapid tests are judged by today; absent where the site has no analyzer. */
  readonly tests?: TestFigures;
}

/** What a station judges by, in numbers. */
interface TestFigures {
  readonly items: number;
  readonly matrices: number;
  readonly inForce: number;
  readonly unverified: number;
  readonly ended: number;
}

/** A table for people: the first row names the columns. */
interface ReportTable {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  /** What must be known to read it. */
  readonly note?: string;
}

type Words = (name: ReportWord, filling?: Filling) => string;
type ReportWord =
  | 'lines' | 'line' | 'where' | 'format' | 'requests' | 'load' | 'assumed' | 'devices' | 'device' | 'unit' | 'profile' | 'every' | 'reads'
  | 'channels' | 'channel' | 'cabinet' | 'rule' | 'day' | 'what' | 'estimate' | 'readings' | 'card' | 'air' | 'payload'
  | 'analyzers' | 'analyzer' | 'tests' | 'count' | 'items' | 'matrices' | 'in-force' | 'unverified' | 'ended'; // biome-ignore format: a list to read

/** What `larder check` shows of a site in which nothing is wrong: lines with their load, the read plan, channels, the cost of a day. */
export const checkReport = (site: Site, figures: CheckFigures, language: Language): readonly ReportTable[] => {
  const words: Words = (name, filling) => say(language, `config.check.${name}`, filling);
  return [
    ...(site.lines.length === 0 ? [] : [linesTable(site, figures, words)]),
    ...(site.devices.length === 0 ? [] : [planTable(figures, words), channelsTable(site, words)]),
    ...(site.analyzers.length === 0 ? [] : [analyzersTable(site, words)]),
    ...(figures.tests === undefined ? [] : [testsTable(figures.tests, words)]),
    dayTable(site, figures, words),
  ];
};

/** The lines that can't be read as often as the site wants. */
export const overloadedLines = (
  site: Site,
  { plans }: CheckFigures,
): readonly { readonly line: string; readonly share: number }[] =>
  site.lines.map((line) => ({ line: line.id, share: lineLoad(line, plans).share })).filter(({ share }) => share > 1);

const linesTable = (site: Site, { plans }: CheckFigures, words: Words): ReportTable => ({
  title: words('lines'),
  rows: [
    [words('line'), words('where'), words('format'), words('requests'), words('load')],
    ...site.lines.map((line) => {
      const { requestsPerMinute, share } = lineLoad(line, plans);
      return [line.id, whereText(line), formatText(line), amount(requestsPerMinute), percent(share)];
    }),
  ],
  note: words('assumed', { turnaround: durationText(ASSUMED_TURNAROUND) }),
});

const whereText = ({ link }: SiteLine): string =>
  link.kind === 'serial' ? link.path : `${link.kind === 'tcp' ? 'tcp' : 'rtu-over-tcp'} ${netAddressText(link)}`;

const formatText = ({ link, baud, parity, dataBits, stopBits }: SiteLine): string =>
  link.kind === 'tcp' ? '–' : serialText({ baud, parity, dataBits, stopBits });

/** `9600 8N1`. */
const serialText = ({
  baud,
  parity,
  dataBits,
  stopBits,
}: Pick<SiteAnalyzer, 'baud' | 'parity' | 'dataBits' | 'stopBits'>): string =>
  `${baud} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;

const planTable = ({ plans }: CheckFigures, words: Words): ReportTable => ({
  title: words('devices'),
  rows: [
    [words('device'), words('line'), words('unit'), words('profile'), words('every'), words('reads')],
    ...plans.map(({ device: { id, line, unit, profile, every }, questions }) => [
      id,
      line,
      String(unit),
      profile.id,
      durationText(every),
      questions.map(questionText).join(', '),
    ]),
  ],
});

/** `input 1-2`: table and addresses as on the wire. */
const questionText = ({ table, address, count }: PlannedQuestion): string =>
  count === 1 ? `${table} ${address}` : `${table} ${address}-${address + count - 1}`;

const channelsTable = ({ channels }: Site, words: Words): ReportTable => ({
  title: words('channels'),
  rows: [
    [words('channel'), words('cabinet'), words('rule')],
    ...channels.map(({ id, cabinet, rule }) => [id, cabinet, rule?.id ?? '–']),
  ],
});

const testsTable = ({ items, matrices, inForce, unverified, ended }: TestFigures, words: Words): ReportTable => ({
  title: words('tests'),
  rows: [
    [words('what'), words('count')],
    [words('items'), String(items)],
    [words('matrices'), String(matrices)],
    [words('in-force'), String(inForce)],
    [words('unverified'), String(unverified)],
    [words('ended'), String(ended)],
  ],
});

const analyzersTable = ({ analyzers }: Site, words: Words): ReportTable => ({
  title: words('analyzers'),
  rows: [
    [words('analyzer'), words('where'), words('format'), words('profile')],
    ...analyzers.map((analyzer) => [analyzer.id, analyzerWhere(analyzer), analyzerFormat(analyzer), analyzer.profile.id]),
  ],
});

const analyzerWhere = ({ link }: SiteAnalyzer): string => {
  if (link.kind === 'serial' || link.kind === 'folder') return link.path;
  return `${link.kind} ${netAddressText(link)}`;
};

const analyzerFormat = ({ link, ...serial }: SiteAnalyzer): string => (link.kind === 'serial' ? serialText(serial) : '–');

const dayTable = (site: Site, { disk, air }: CheckFigures, words: Words): ReportTable => ({
  title: words('day'),
  rows: [
    [words('what'), words('estimate')],
    [words('readings'), String(Math.round(readingsPerDay(site)))],
    ...(disk === undefined ? [] : [[words('card', { commit: durationText(site.keep.commit) }), megabytes(disk)]]),
    ...[...air].map(([uplink, { total, payload }]) => [
      words('air', { uplink }),
      words('payload', { total: megabytes(total), payload: megabytes(payload) }),
    ]),
  ],
});

/** Readings that a day brings when every device answers. */
export const readingsPerDay = ({ channels }: Site): number => channels.reduce((sum, { every }) => sum + 86_400_000 / every, 0);

const amount = (number: number): string => (number < 10 ? number.toFixed(1) : number.toFixed(0));
const percent = (share: number): string => `${amount(share * 100)} %`;
const megabytes = (bytes: number): string => `${amount(bytes / 1e6)} MB`;
