import type { Millis } from '../../../gateway/domain/clock.ts';
import type { TestFact } from '../../../gateway/domain/station-fact.ts';
import type { MeasuredResult } from '../../../simulators/world/station/measured-result.ts';
import type { MeterFaults } from '../../../simulators/world/station/meter-faults.ts';
import { FAULTS_OF_KIND, type MeterKind } from '../../../simulators/world/station/meter-kind.ts';
import { STATION_LINKS, type StationLink } from '../../simulators/station/station-link.ts';
import { FAULTS_OF_EXPORTER } from './csv-exporter.ts';

/** A link of the station over real wires: its kind of meter, the road on which it comes, and what makes two results the same. */
export interface KillLink {
  readonly name: string;
  readonly kind: MeterKind | 'csv';
  /** `tcp`: the gateway calls the meter. `listen`: the meter calls. */
  readonly road: 'tcp' | 'listen' | 'http' | 'folder';
  readonly profile: string;
  readonly channels: number;
  /** What was measured, in so many words. */
  measured(result: MeasuredResult): string;
  /** The same of what arrived; undefined for what names no result of anybody. */
  arrived(test: TestFact): string | undefined;
  /** Nothing is acknowledged, and nothing can be asked for: what was printed to a gateway that died is gone. */
  readonly onPaper: boolean;
  /** From one run's transfer to the next run, on the meter's clock; at least a second, or its clock can't tell them apart. */
  readonly betweenRuns: Millis;
  /** The meter and its people live so much faster than we. */
  readonly speed: number;
}

const SPEED = 10;
/** A sender of LIS01 is never sooner again than the silences by which its receiver knows a broken frame: 10 s and 15 s, and 5 s. */
const SPEED_OF_LIS = 2.5;

const SOON: Millis = 2000;
/** The gateway must see that the operator has left the transfer, or takes the next for the same: it asks each two seconds of ours. */
const AFTER_TAIYANG: Millis = 50_000;

const wired = ({ kind, profile, channels, measured, arrived, printsAgain = false }: StationLink): KillLink => ({
  name: kind,
  kind,
  road: 'tcp',
  profile: profile.id,
  channels: Math.min(channels, kind.startsWith('taiyang') ? 16 : 8),
  measured,
  arrived: ({ measuredAt: _, measuredText, ...told }) =>
    told.value === '' ? undefined : arrived({ ...told, ...(measuredText === undefined ? {} : { measuredAt: measuredText }) }),
  onPaper: printsAgain,
  betweenRuns: kind.startsWith('taiyang') ? AFTER_TAIYANG : SOON,
  speed: kind.startsWith('lis') ? SPEED_OF_LIS : SPEED,
});

const numbered = {
  channels: 8,
  onPaper: false,
  betweenRuns: SOON,
  speed: SPEED,
  measured: ({ record, sampleId, value }: MeasuredResult): string => `number ${record}, ${sampleId}: ${value}`,
} as const;

const android: KillLink = {
  name: 'android',
  kind: 'android',
  road: 'http',
  profile: 'http-json-generic',
  ...numbered,
  arrived: ({ record, sampleId, value }) =>
    value === '' ? undefined : `number ${record?.split('-').at(-1)}, ${sampleId}: ${value}`,
};

const csv: KillLink = {
  name: 'csv',
  kind: 'csv',
  road: 'folder',
  profile: 'csv-generic',
  ...numbered,
  arrived: ({ record, sampleId, value }) => (value === '' ? undefined : `number ${record}, ${sampleId}: ${value}`),
};

const WIRED = STATION_LINKS.map(wired);

/** The same, but that the meter calls the gateway. */
const calling = WIRED.filter(({ kind }) => kind === 'lis' || kind === 'hl7').map(
  (link): KillLink => ({ ...link, name: `${link.name}-calling`, road: 'listen' }),
);

/** Every link of the station. */
export const KILL_LINKS: readonly KillLink[] = [...WIRED, ...calling, android, csv];

/** All faults that mean something on this link, each with this chance for each frame or reply. */
export const faultsOf = ({ kind }: KillLink, chance: number): MeterFaults =>
  Object.fromEntries(
    (kind === 'csv' ? FAULTS_OF_EXPORTER : FAULTS_OF_KIND[kind]).map((fault) => [
      fault,
      fault === 'split' || fault === 'powerCut' ? { chance, most: 400 } : chance,
    ]),
  );
