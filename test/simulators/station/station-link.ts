import { readFileSync } from 'node:fs';
import type { AnalyzerProfile } from '../../../device-profiles/analyzer/analyzer-profile.ts';
import { parseAnalyzerProfile } from '../../../device-profiles/analyzer/parse-analyzer-profile.ts';
import type { SentResult } from '../../../gateway/domain/sent-result.ts';
import type { MeasuredResult } from '../../../simulators/world/station/measured-result.ts';
import type { WiredKind } from '../../../simulators/world/station/meter-kind.ts';
import { shippedAnalyzer } from '../../gateway/acquire/analyzers/shipped-analyzer.ts';

/** A simulated kind of meter, the gateway's own conversation with it, and what makes two results the same. */
export interface StationLink {
  readonly kind: WiredKind;
  readonly profile: AnalyzerProfile;
  /** What was measured, in so many words. */
  measured(result: MeasuredResult): string;
  /** The same of what arrived; undefined for a part that names no result. */
  arrived(result: SentResult): string | undefined;
  /** Channels of the meter. */
  readonly channels: number;
  /** A link that never acknowledges and can't be asked: the operator prints all once more at the end, on a quiet wire. */
  readonly printsAgain?: boolean;
}

const timeOf = ({ measuredAt }: MeasuredResult): string => new Date(measuredAt).toISOString().slice(0, 19);
const number = (text: string): string => Number(text).toFixed(2);

const byChannelAndTime = {
  measured: (result: MeasuredResult) => `channel ${result.channel} at ${timeOf(result)}: ${number(result.value)}`,
  arrived: (result: SentResult) => `channel ${result.channel} at ${result.measuredAt}: ${number(result.value)}`,
};

const taiyang = (kind: 'taiyang-8' | 'taiyang-16', channels: number): StationLink => ({
  kind,
  channels,
  profile: shippedAnalyzer('taiyang-ttnj'),
  ...byChannelAndTime,
});

const bySampleAndTime = {
  measured: (result: MeasuredResult) => `${result.sampleId} at ${timeOf(result)}: ${result.value} ${result.unit}`,
  arrived: ({ sampleId, measuredAt, value, unit }: SentResult) => `${sampleId} at ${measuredAt}: ${value} ${unit}`,
};

const lis = (kind: 'lis' | 'lis-stream'): StationLink => ({
  kind,
  channels: 16,
  profile: shippedAnalyzer('lis2-generic'),
  ...bySampleAndTime,
});

const own = (): AnalyzerProfile => {
  const parsed = parseAnalyzerProfile(readFileSync('simulators/scenarios/station-profiles/simulated-printer.yaml', 'utf8'), 'en');
  if (parsed.is === 'faulty') throw new Error(JSON.stringify(parsed.faults));
  return parsed.profile;
};

/**
 * A printer's port. Nothing is acknowledged and nothing can be asked for, so a slip that was cut in two may leave a value without
 * its number behind: kept for people to see, and no result that anybody could take for another's.
 */
const printer = (kind: 'printer-slip' | 'printer-table'): StationLink => ({
  kind,
  channels: 16,
  profile: own(),
  measured: ({ record, sampleId, value }) => `number ${record}, ${sampleId}: ${value}`,
  arrived: ({ record, sampleId, value }) =>
    record === undefined ? undefined : `number ${Number(record)}, ${sampleId}: ${value}`,
  printsAgain: true,
});

const hl7: StationLink = {
  kind: 'hl7',
  channels: 16,
  profile: shippedAnalyzer('hl7-generic'),
  ...bySampleAndTime,
};

/** Every link of the station whose both ends are built, with its own identity of a result. */
export const STATION_LINKS: readonly StationLink[] = [
  taiyang('taiyang-8', 8),
  taiyang('taiyang-16', 16),
  {
    kind: 'taiyang-smart',
    channels: 16,
    profile: shippedAnalyzer('taiyang-smart'),
    // Its records have a date, no time: the operator's name for the sample and the value tell them apart.
    measured: ({ channel, sampleId, value }) => `channel ${channel}, ${sampleId}: ${number(value)}`,
    arrived: ({ channel, details, value }) => `channel ${channel}, ${details?.['sample-name'] ?? ''}: ${number(value)}`,
  },
  {
    kind: 'dayuan-lz4000t',
    channels: 8,
    profile: shippedAnalyzer('dayuan-lz4000t'),
    measured: (result) => `number ${result.record} at ${timeOf(result)}: ${number(result.value)}`,
    arrived: (result) => `number ${result.record} at ${result.measuredAt}: ${number(result.value)}`,
  },
  {
    kind: 'dayuan-tl310',
    channels: 8,
    profile: shippedAnalyzer('dayuan-tl310'),
    ...byChannelAndTime,
  },
  lis('lis'),
  lis('lis-stream'),
  hl7,
  printer('printer-slip'),
  printer('printer-table'),
];
