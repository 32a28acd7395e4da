import type { Clock, UtcMillis } from '../../../gateway/domain/clock.ts';
import { lisSpeech } from './lis-sender.ts';
import { lz4000tSpeech } from './lz4000t-meter.ts';
import type { MeterSpeech } from './meter.ts';
import { type ClockError, createMeterClock } from './meter-clock.ts';
import type { MeterFault } from './meter-faults.ts';
import { createMeterMemory, type MeterMemory, type Method } from './meter-memory.ts';
import { mllpSpeech } from './mllp-sender.ts';
import { printerSpeech } from './printer-meter.ts';
import { taiyangSpeech } from './taiyang-meter.ts';
import { taiyangRecords } from './taiyang-record.ts';
import { taiyangSmartRecords } from './taiyang-smart-record.ts';
import { tl310Speech } from './tl310-meter.ts';

/** The kinds of meters that can be simulated on a wire. */
const WIRED_KINDS = [
  'taiyang-8', // eight channels, key-operated, 73-byte records
  'taiyang-16', // the same with sixteen channels, in blocks of eight
  'taiyang-smart', // sixteen channels, 501-byte records
  'dayuan-lz4000t',
  'dayuan-tl310',
  'printer-slip', // a printer's port: several lines for each result, 32 columns
  'printer-table', // a printer's port: a row for each result, 24 columns
  'lis', // LIS01-A2 and LIS02-A2, a record in each frame
  'lis-stream', // the same, cut into frames of 240 wherever one is full; repeats a frame that isn't answered
  'hl7', // HL7 v2 in MLLP
] as const;
export type WiredKind = (typeof WIRED_KINDS)[number];

/** The kinds of meters that can be simulated: on a wire, or uploading by themselves over HTTP. */
export const METER_KINDS = [...WIRED_KINDS, 'android'] as const;
export type MeterKind = (typeof METER_KINDS)[number];

const ON_A_CHECKED_LINK = ['lostReply', 'spoiled', 'truncated', 'noise', 'split', 'powerCut', 'portLost'] as const;
const ON_TAIYANG = ['lostReply', 'truncated', 'noise', 'split', 'powerCut', 'portLost'] as const;
const ON_PAPER = ['truncated', 'duplicated', 'noise', 'split', 'powerCut', 'portLost'] as const;
const ON_LIS = [...ON_A_CHECKED_LINK, 'garbledReply', 'collision'] as const;

/**
 * The faults that have a meaning on each kind: none is named that the link can't notice, such as an altered byte where there
 * is no checksum.
 */
export const FAULTS_OF_KIND: Readonly<Record<MeterKind, readonly MeterFault[]>> = {
  'taiyang-8': ON_TAIYANG,
  'taiyang-16': ON_TAIYANG,
  'taiyang-smart': ON_TAIYANG,
  'dayuan-lz4000t': [...ON_A_CHECKED_LINK, 'duplicated'],
  'dayuan-tl310': [...ON_A_CHECKED_LINK, 'duplicated'],
  'printer-slip': ON_PAPER,
  'printer-table': ON_PAPER,
  lis: ON_LIS,
  'lis-stream': ON_LIS,
  hl7: ['lostReply', 'truncated', 'duplicated', 'noise', 'split', 'powerCut', 'portLost'],
  android: ['lostReply', 'duplicated', 'split', 'powerCut', 'portLost'],
};

/** Enzyme inhibition of pesticide residues, as each kind calls it. */
const METHODS: Readonly<Record<MeterKind, Method>> = {
  'taiyang-8': { code: '1', unit: '%', decimals: 1 },
  'taiyang-16': { code: '1', unit: '%', decimals: 1 },
  'taiyang-smart': { code: '1', unit: '%', decimals: 1 },
  'dayuan-lz4000t': { code: '1', unit: '%', decimals: 2 },
  'dayuan-tl310': { code: '1', unit: '%', decimals: 1 },
  'printer-slip': { code: '抑制率', unit: '%', decimals: 1 },
  'printer-table': { code: '抑制率', unit: '%', decimals: 1 },
  lis: { code: 'INH', unit: '%', decimals: 1 },
  'lis-stream': { code: 'INH', unit: '%', decimals: 1 },
  hl7: { code: 'INH', unit: '%', decimals: 1 },
  android: { code: '农药残留', unit: '%', decimals: 1 },
};

const keyOperated = (channels: 8 | 16, model: number): MeterSpeech => {
  const habits = { channels, second: 'inhibition', item: 1 } as const;
  return taiyangSpeech({ greeting: model, recordsOf: (stored) => taiyangRecords(stored, habits), first: 'at-once', pace: 200 });
};

const SPEECHES: Readonly<Record<WiredKind, (hands: () => UtcMillis) => MeterSpeech>> = {
  'taiyang-8': () => keyOperated(8, 0x01),
  'taiyang-16': () => keyOperated(16, 0x02),
  'taiyang-smart': () => taiyangSpeech({ greeting: 0x05, recordsOf: taiyangSmartRecords, first: 'when-asked', pace: 3000 }),
  'dayuan-lz4000t': () => lz4000tSpeech,
  'dayuan-tl310': () => tl310Speech,
  'printer-slip': () => printerSpeech({ columns: 32, layout: 'slip' }),
  'printer-table': () => printerSpeech({ columns: 24, layout: 'table' }),
  lis: (hands) => lisSpeech({ hands }),
  'lis-stream': (hands) => lisSpeech({ hands, packing: 'stream', onSilence: 'repeat' }),
  hl7: mllpSpeech,
};

/** The memory and the clock that a meter of this kind has. */
export const innardsOf = (
  kind: MeterKind,
  clock: Clock,
  error: ClockError = {},
): { memory: MeterMemory; hands: () => UtcMillis } => {
  const hands = createMeterClock(clock, error);
  return { hands, memory: createMeterMemory(METHODS[kind], hands) };
};

/** How a meter of this kind talks. */
export const speechOf = (kind: WiredKind, hands: () => UtcMillis): MeterSpeech => SPEECHES[kind](hands);
