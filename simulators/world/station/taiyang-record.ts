import { BLOCK_CHANNELS, byRun, type MeasuredResult } from './measured-result.ts';
import { handsOf } from './meter-clock.ts';

/** Bytes of a record of the key-operated models: nine of information, and eight channels of eight. */
export const TAIYANG_RECORD = 73;

/** What the two numbers of a channel are: absorbance and inhibition, or the absorbances of control and sample. */
export type TaiyangSecond = 'inhibition' | 'sample-absorbance';

export interface TaiyangRecordHabits {
  readonly channels: 8 | 16 | 24 | 32;
  readonly second: TaiyangSecond;
  /** The item's code on this meter; 1 is pesticide residue. */
  readonly item: number;
}

/** Records that the meter has, each with the results that stand in it. */
export interface TaiyangRecord {
  readonly bytes: Uint8Array;
  readonly results: readonly MeasuredResult[];
}

const CHANNEL_BYTES = 8;
const INFORMATION_BYTES = 9;

const putChannel = (view: DataView, result: MeasuredResult, second: TaiyangSecond, control: number): void => {
  const at = INFORMATION_BYTES + ((result.channel - 1) % BLOCK_CHANNELS) * CHANNEL_BYTES;
  view.setFloat32(at, second === 'inhibition' ? result.absorbance : control);
  view.setFloat32(at + 4, second === 'inhibition' ? Number(result.value) : result.absorbance);
};

/** Bit n - 1 says that channel n of the block was used. */
const maskOf = (results: readonly MeasuredResult[]): number =>
  results.reduce((mask, { channel }) => mask | (1 << ((channel - 1) % BLOCK_CHANNELS)), 0);

/** Bytes 8 and 9: the number of the record, low byte first, on 8-channel models; else mask and block. */
const lastInformation = (results: readonly MeasuredResult[], channels: number, number: number): readonly [number, number] => {
  if (channels === BLOCK_CHANNELS) return [number & 0xff, (number >> 8) & 0xff];
  return [maskOf(results), Math.floor(((results[0]?.channel ?? 1) - 1) / BLOCK_CHANNELS)];
};

const recordOf = (results: readonly MeasuredResult[], number: number, habits: TaiyangRecordHabits): TaiyangRecord => {
  const bytes = new Uint8Array(TAIYANG_RECORD);
  const [year, month, day, hour, minute, second] = handsOf(results[0]?.measuredAt ?? 0);
  bytes.set([second, minute, hour, day, month, habits.item, year, ...lastInformation(results, habits.channels, number)]);
  const view = new DataView(bytes.buffer);
  const control = Math.max(...results.map(({ absorbance }) => absorbance));
  for (const result of results) putChannel(view, result, habits.second, control);
  return { bytes, results };
};

/** The results of one run by block of eight channels; a block without results is left out. */
export const byBlock = (run: readonly MeasuredResult[]): readonly (readonly MeasuredResult[])[] => {
  const blockOf = ({ channel }: MeasuredResult): number => Math.floor((channel - 1) / BLOCK_CHANNELS);
  return [...new Set(run.map(blockOf))].sort((a, b) => a - b).map((block) => run.filter((each) => blockOf(each) === block));
};

/**
 * The 73-byte records of what stands in the memory: second, minute, hour, day, month, item, year, two bytes more, then for each
 * channel two big-endian float32. As the traces of these meters show it, not as their document prints it.
 */
export const taiyangRecords = (stored: readonly MeasuredResult[], habits: TaiyangRecordHabits): readonly TaiyangRecord[] =>
  byRun(stored)
    .flatMap(byBlock)
    .map((results, place) => recordOf(results, place + 1, habits));
