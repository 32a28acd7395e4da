import { gb18030Field } from './gb18030.ts';
import { BLOCK_CHANNELS, byRun, type MeasuredResult } from './measured-result.ts';
import { plainText } from './meter-clock.ts';
import { byBlock, type TaiyangRecord } from './taiyang-record.ts';

/** Bytes of a group of the smart models: 29 of information, and eight channels of 59. */
const TAIYANG_SMART_RECORD = 501;

const INFORMATION_BYTES = 29;
const CHANNEL_BYTES = 59;
const PASS = 1;
const OVER = 2;
/** From here on the meter's own conclusion is “over”. */
const CUT_OFF = 50;

const information = (number: number, results: readonly MeasuredResult[]): Uint8Array => {
  const bytes = new Uint8Array(INFORMATION_BYTES);
  bytes.set(gb18030Field(String(number).padStart(4, '0'), 4));
  bytes.set(gb18030Field(plainText(results[0]?.measuredAt ?? 0).slice(0, 10), 11), 5);
  bytes.set(gb18030Field('值班员', 11), 16);
  bytes[27] = results.reduce((mask, { channel }) => mask | (1 << ((channel - 1) % BLOCK_CHANNELS)), 0);
  return bytes;
};

const channelOf = ({ channel, sampleId, record, absorbance, value }: MeasuredResult): Uint8Array => {
  const bytes = new Uint8Array(CHANNEL_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, channel);
  view.setUint16(1, record & 0xffff);
  bytes.set(gb18030Field(sampleId, 15), 3);
  bytes.set(gb18030Field('市场', 7), 18);
  bytes.set(gb18030Field('', 21), 25);
  view.setFloat32(46, absorbance);
  view.setFloat32(50, absorbance / 2);
  view.setFloat32(54, Number(value) / 100);
  view.setUint8(58, Number(value) >= CUT_OFF ? OVER : PASS);
  return bytes;
};

const recordOf = (results: readonly MeasuredResult[], number: number): TaiyangRecord => {
  const bytes = new Uint8Array(TAIYANG_SMART_RECORD);
  bytes.set(information(number, results));
  for (const result of results)
    bytes.set(channelOf(result), INFORMATION_BYTES + ((result.channel - 1) % BLOCK_CHANNELS) * CHANNEL_BYTES);
  return { bytes, results };
};

/**
 * The 501-byte groups of what stands in the memory, by run and block of eight channels. The operator keys the sample's id in as
 * its name; the result is a fraction, which the maker's own tool multiplies by 100.
 */
export const taiyangSmartRecords = (stored: readonly MeasuredResult[]): readonly TaiyangRecord[] =>
  byRun(stored)
    .flatMap(byBlock)
    .map((results, place) => recordOf(results, place + 1));
