import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { SentResult, TransferTrouble, Understood } from '../../../domain/sent-result.ts';
import { roundedText, shortestText } from '../decimal-text.ts';
import { isDay } from '../instrument-time.ts';
import { channelsIn, maskFit, maskWhere } from './channel-mask.ts';
import { senseOf } from './float-sense.ts';
import { modelDetails, type TaiyangFormat } from './model-rule.ts';

/** Bytes of a group of a smart model. */
export const GROUP_BYTES = 501;

const HEAD_BYTES = 29;
const CHANNEL_BYTES = 59;

/** Where the parts of the head stand: record number (4 bytes), date, operator, mask. */
const DATE = 5;
const OPERATOR = 16;
const MASK = 27;
const TEXT_BYTES = 11;

/** Where the parts of a channel stand, from its first byte. */
const NUMBER = 1;
const NAME = [3, 18] as const;
const SOURCE = [18, 25] as const;
const NOTE = [25, 46] as const;
const ABSORBANCE = 46;
const CHANGE = 50;
const RESULT = 54;
const CONCLUSION = 58;

const gb18030 = new TextDecoder('gb18030');

/** A text of fixed length ends at its first zero byte. */
const textIn = (bytes: Uint8Array, from: number, to: number): string => {
  const field = bytes.subarray(from, to);
  const end = field.indexOf(0);
  return gb18030.decode(end < 0 ? field : field.subarray(0, end)).trim();
};

const nothing = (trouble: TransferTrouble): Understood => ({ results: [], troubles: [trouble] });

interface Group {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly profile: AnalyzerProfile;
  readonly format: TaiyangFormat;
  readonly model: string | undefined;
}

/**
 * What a group of 501 bytes says: number, date, operator and mask, then 8 channels of 59 bytes with their texts in GB18030.
 * As with the short record, a date that no calendar has or a number that no meter sends leaves the group without results.
 */
export const understandGroup = (
  bytes: Uint8Array,
  model: string | undefined,
  profile: AnalyzerProfile,
  format: TaiyangFormat,
): Understood => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const group: Group = { bytes, view, profile, format, model };
  if (!isDateText(textIn(bytes, DATE, DATE + TEXT_BYTES))) return nothing('wrong-shape');
  const mask = bytes[MASK] ?? 0;
  const data = maskWhere((channel) => view.getUint32(placeOf(channel) + ABSORBANCE) !== 0 || resultBits(group, channel) !== 0);
  const fit = maskFit(mask, data, 'sure');
  if (fit === 'contradiction') return nothing('contradiction');
  const found = channelsIn(mask & data).map((channel) => resultOf(group, channel));
  if (found.includes('absurd')) return nothing('wrong-shape');
  return {
    results: found.filter((each): each is SentResult => typeof each !== 'string'),
    troubles: [
      ...(fit === 'fits' ? [] : (['contradiction'] as const)),
      ...(found.includes('none') ? (['wrong-shape'] as const) : []),
    ],
  };
};

const placeOf = (channel: number): number => HEAD_BYTES + (channel - 1) * CHANNEL_BYTES;

const resultBits = ({ view }: Group, channel: number): number => view.getUint32(placeOf(channel) + RESULT);

/** `2017-08-31`, `2017/8/31`, `17.08.31`, `20170831`, and whatever time may follow. */
const DATE_TEXT = /^(\d{4}|\d{2})([-/.])(\d{1,2})\2(\d{1,2})|^(\d{4})(\d{2})(\d{2})/;

const isDateText = (text: string): boolean => {
  const parts = DATE_TEXT.exec(text);
  if (parts === null) return false;
  const [, year, , month, day, yearAlone, monthAlone, dayAlone] = parts;
  return isDay(Number(year ?? yearAlone), Number(month ?? monthAlone), Number(day ?? dayAlone));
};

/** Four digits as text, or a number of 32 bits, big-endian: four digits would be a number that no memory reaches. */
const recordOf = ({ bytes, view }: Group): string => {
  const text = textIn(bytes, 0, 4);
  return /^\d{4}$/.test(text) ? text : String(view.getUint32(0));
};

/**
 * 21h to 28h are group A, 31h to 38h group B, 41h to 48h group C of a model with 24 channels; others count from 1. Undefined
 * for a byte that names none.
 */
const channelNumber = (byte: number): number | undefined => {
  const [group, place] = [byte >> 4, byte & 0x0f];
  if (group >= 2 && group <= 4 && place >= 1 && place <= 8) return (group - 2) * 8 + place;
  return byte >= 1 && byte <= 32 ? byte : undefined;
};

const resultOf = (group: Group, channel: number): SentResult | 'none' | 'absurd' => {
  const { bytes, view, profile, format } = group;
  const place = placeOf(channel);
  const times = format.inhibition === 'fraction' ? 100 : 1;
  const senses = [
    senseOf(view, place + ABSORBANCE, 'absorbance'),
    senseOf(view, place + CHANGE, 'absorbance'),
    senseOf(view, place + RESULT, 'inhibition', times),
  ];
  const number = channelNumber(bytes[place] ?? 0);
  if (number === undefined || senses.includes('absurd')) return 'absurd';
  if (senses.includes('none')) return 'none';
  const value = view.getFloat32(place + RESULT);
  return {
    sampleId: sampleIdOf(textIn(bytes, place + NAME[0], place + NAME[1]), format),
    code: '',
    ...(profile.item === undefined ? {} : { item: profile.item }),
    value: valueText(value, format, times),
    unit: '%',
    ...conclusionOf(bytes[place + CONCLUSION] ?? 0, format),
    record: recordOf(group),
    channel: number,
    details: detailsOf(group, place),
  };
};

/** Operators key in the goods' name, or a sample's id. */
const sampleIdOf = (name: string, { sampleIdPattern }: TaiyangFormat): string =>
  sampleIdPattern !== undefined && new RegExp(sampleIdPattern, 'u').test(name) ? name : '';

const valueText = (value: number, format: TaiyangFormat, times: number): string =>
  format.digits.inhibition === undefined && times === 1
    ? shortestText(value)
    : roundedText(value, format.digits.inhibition ?? 2, BigInt(times));

const conclusionOf = (byte: number, format: TaiyangFormat): { readonly conclusion?: string } => {
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  return byte === 0 ? {} : { conclusion: format.conclusions[hex] ?? hex };
};

/** All else that the group says, as sent; texts that are empty are left out. */
const detailsOf = ({ bytes, view, format, model }: Group, place: number): Readonly<Record<string, string>> => {
  const digits = format.digits.absorbance;
  const absorbance = (at: number): string => {
    const value = view.getFloat32(place + at);
    return digits === undefined ? shortestText(value) : roundedText(value, digits);
  };
  const texts = {
    date: textIn(bytes, DATE, DATE + TEXT_BYTES),
    operator: textIn(bytes, OPERATOR, OPERATOR + TEXT_BYTES),
    'sample-name': textIn(bytes, place + NAME[0], place + NAME[1]),
    source: textIn(bytes, place + SOURCE[0], place + SOURCE[1]),
    'source-note': textIn(bytes, place + NOTE[0], place + NOTE[1]),
  };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')),
    'test-number': String(view.getUint16(place + NUMBER)),
    absorbance: absorbance(ABSORBANCE),
    'absorbance-change': absorbance(CHANGE),
    sent: shortestText(view.getFloat32(place + RESULT)),
    ...modelDetails(format, model),
  };
};
