import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { SentResult, TransferTrouble, Understood } from '../../../domain/sent-result.ts';
import { inhibitionText, roundedText, shortestText } from '../decimal-text.ts';
import { CHANNELS, type ChannelMask, channelsIn, maskFit, maskWhere } from './channel-mask.ts';
import { senseOf } from './float-sense.ts';
import { modelDetails, ruleOfModel, type TaiyangFormat } from './model-rule.ts';
import { INFO_BYTES, type RecordInfo, readInfo } from './record-info.ts';

/** Bytes of a record of a key-operated model. */
export const RECORD_BYTES = 73;

const CHANNEL_BYTES = 8;

/** The largest model has 32. */
const MOST_CHANNELS = 32;

const nothing = (trouble: TransferTrouble): Understood => ({ results: [], troubles: [trouble] });

/** A record of a key-operated model, its model's code (hex) known or not. */
interface Read {
  readonly view: DataView;
  readonly profile: AnalyzerProfile;
  readonly format: TaiyangFormat;
  readonly info: RecordInfo;
  readonly model: string | undefined;
}

const placeOf = (channel: number): number => INFO_BYTES + (channel - 1) * CHANNEL_BYTES;

const holdsData = (view: DataView, channel: number): boolean => view.getBigUint64(placeOf(channel)) !== 0n;

/**
 * What a record of 73 bytes says: 9 info bytes, then 8 times two float32, big-endian. A record whose date no calendar has,
 * or in which a number is none that a meter sends, has no results at all: without a checksum, one lost byte shifts all that
 * follows, and what is right by chance can't be told from what is right. A channel for which the meter divided by zero has
 * none, and the others keep theirs.
 */
export const understandRecord = (
  record: Uint8Array,
  model: string | undefined,
  profile: AnalyzerProfile,
  format: TaiyangFormat,
): Understood => {
  const info = readInfo(record, (code) => profile.items[code] !== undefined);
  if (info === undefined) return nothing('wrong-shape');
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const read: Read = { view, profile, format, info, model };
  const used = usedChannels(read);
  if (used === 'contradiction') return nothing('contradiction');
  const found = channelsIn(used.channels).map((channel) => resultOf(read, channel));
  if (found.includes('absurd')) return nothing('wrong-shape');
  const results = found.filter((each): each is SentResult => typeof each !== 'string');
  const troubles = [...used.troubles, ...(found.includes('none') ? (['wrong-shape'] as const) : [])];
  return { results, troubles, ...(info.order === 'seconds-first' ? {} : { tolerated: ['info-count-first'] }) };
};

interface Used {
  readonly channels: ChannelMask;
  readonly troubles: readonly TransferTrouble[];
}

/** Where the tail isn't a mask, the channels in use are those that hold data: where data stand is never in doubt. */
const usedChannels = ({ view, format, info, model }: Read): Used | 'contradiction' => {
  const data = maskWhere((channel) => holdsData(view, channel));
  if (tailOf(format, info, model) !== 'mask-and-block') return { channels: data, troubles: [] };
  const [mask, block] = info.tail;
  if (isBeyondModel(format, model, block, mask)) return 'contradiction';
  const fit = maskFit(mask, data, 'unsure');
  if (fit === 'contradiction') return fit;
  return { channels: mask & data, troubles: fit === 'fits' ? [] : ['contradiction'] };
};

/** A block that the model can't have shows that its blocks are counted otherwise than the profile says. */
const isBeyondModel = (format: TaiyangFormat, model: string | undefined, block: number, mask: ChannelMask): boolean => {
  const most = ruleOfModel(format, model).channels ?? MOST_CHANNELS;
  const first = (block - format.firstBlock) * CHANNELS;
  return first < 0 || channelsIn(mask).some((channel) => first + channel > most);
};

const tailOf = (format: TaiyangFormat, info: RecordInfo, model: string | undefined): TaiyangFormat['tail'] =>
  info.order === 'count-first' ? 'count' : (ruleOfModel(format, model).tail ?? format.tail);

const resultOf = (read: Read, channel: number): SentResult | 'none' | 'absurd' => {
  const { profile, format, info, model } = read;
  const code = String(info.item);
  const kind = ruleOfModel(format, model).second ?? format.second[code] ?? format.second['*'];
  if (kind === undefined) return 'absurd';
  const measured = kind === 'sample-absorbance' ? computed(read, channel) : sent(read, channel, kind);
  if (typeof measured === 'string') return measured;
  const item = profile.items[code] ?? profile.item;
  const tail = tailOf(format, info, model);
  const [low, high] = info.tail;
  return {
    sampleId: '',
    code,
    ...(item === undefined ? {} : { item }),
    value: measured.value,
    unit: measured.unit,
    measuredAt: info.measuredAt,
    ...(tail === 'count' ? { record: String(low + high * 256) } : {}),
    channel: tail === 'mask-and-block' ? (high - format.firstBlock) * CHANNELS + channel : channel,
    details: { ...measured.details, ...(tail === 'unsure' ? { tail: `${low} ${high}` } : {}), ...modelDetails(format, model) },
  };
};

interface Measured {
  readonly value: string;
  readonly unit: string;
  readonly details: Readonly<Record<string, string>>;
}

const textOf = (value: number, digits: number | undefined): string =>
  digits === undefined ? shortestText(value) : roundedText(value, digits);

/** The value has the digits that the meter itself prints, so that record, display and slip agree; what was sent stands beside it in full. */
const sent = ({ view, format }: Read, channel: number, kind: 'inhibition' | 'concentration'): Measured | 'none' | 'absurd' => {
  const place = placeOf(channel);
  const absorbance = senseOf(view, place, 'absorbance');
  const second = senseOf(view, place + 4, kind, isFraction(format, kind) ? 100 : 1);
  if (absorbance === 'absurd' || second === 'absurd') return 'absurd';
  if (absorbance === 'none' || second === 'none') return 'none';
  const value = view.getFloat32(place + 4);
  return {
    value: isFraction(format, kind)
      ? roundedText(value, format.digits.inhibition ?? 2, 100n)
      : textOf(value, format.digits[kind]),
    unit: kind === 'inhibition' ? '%' : format.concentrationUnit,
    details: { absorbance: textOf(view.getFloat32(place), format.digits.absorbance), sent: shortestText(value) },
  };
};

const isFraction = (format: TaiyangFormat, kind: 'inhibition' | 'concentration'): boolean =>
  kind === 'inhibition' && format.inhibition === 'fraction';

/** Control and sample as sent, and what follows: (control - sample) / control. Without a control there is no inhibition. */
const computed = ({ view, format }: Read, channel: number): Measured | 'none' | 'absurd' => {
  const place = placeOf(channel);
  const senses = [senseOf(view, place, 'absorbance'), senseOf(view, place + 4, 'absorbance')];
  if (senses.includes('absurd')) return 'absurd';
  const [control, sample] = [view.getFloat32(place), view.getFloat32(place + 4)];
  if (senses.includes('none') || control <= 0) return 'none';
  return {
    value: inhibitionText(control, sample, format.digits.inhibition ?? 2),
    unit: '%',
    details: {
      'control-absorbance': textOf(control, format.digits.absorbance),
      'sample-absorbance': textOf(sample, format.digits.absorbance),
      computed: '(control - sample) / control',
    },
  };
};
