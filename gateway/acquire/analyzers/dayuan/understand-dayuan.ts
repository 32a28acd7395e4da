import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { SentResult, TransferTrouble, Understood } from '../../../domain/sent-result.ts';
import { scaledText } from '../decimal-text.ts';
import { instrumentTimeText } from '../instrument-time.ts';
import { type DayuanFrame, takeFrame } from './dayuan-frame.ts';
import { isRow } from './dayuan-row.ts';

type DayuanFormat = Extract<AnalyzerProfile['format'], { readonly is: 'dayuan' }>;

/** What a row comes to; `none` for a channel in which nothing was measured. */
export type RowReading = SentResult | 'none' | 'wrong-shape';

/** No inhibition is beyond this many %, up or down, except where the control failed altogether. */
const MOST_INHIBITION = 300;

/** Numbers that mean that there is none. The TL-310 sends 7FFE; its neighbours and all ones are no measurement either. */
const NOT_AVAILABLE: ReadonlySet<number> = new Set([0x7ffe, 0x7fff, 0x8000, 0xffff]);

const gb18030 = new TextDecoder('gb18030');

const textIn = (data: Uint8Array, from: number, to: number): string => {
  const field = data.subarray(from, to);
  const end = field.indexOf(0);
  return gb18030.decode(end < 0 ? field : field.subarray(0, end)).trim();
};

const timeIn = (data: Uint8Array, from: number): string | undefined => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = data.subarray(from, from + 6);
  return year > 99 ? undefined : instrumentTimeText({ year: 2000 + year, month, day, hour, minute, second });
};

/** Two bytes as an inhibition in units of 10^-`digits` %. They have a sign: below zero is normal, and 600 % is not. */
const inhibitionIn = (view: DataView, place: number, digits: number): string | 'none' | 'wrong-shape' => {
  if (NOT_AVAILABLE.has(view.getUint16(place, true))) return 'none';
  const scaled = view.getInt16(place, true);
  return Math.abs(scaled) > MOST_INHIBITION * 10 ** digits ? 'wrong-shape' : scaledText(BigInt(scaled), digits);
};

/** A row of an LZ-4000(T): total, index, sample number, name (6), time (6), inhibition × 100, and perhaps the tested party (16). */
const lz4000tRow = (data: Uint8Array, view: DataView, profile: AnalyzerProfile): RowReading => {
  const measuredAt = timeIn(data, 12);
  const value = inhibitionIn(view, 18, 2);
  if (measuredAt === undefined || value === 'wrong-shape') return 'wrong-shape';
  if (value === 'none') return 'none';
  const number = String(view.getUint16(4, true));
  const texts = { 'sample-name': textIn(data, 6, 12), party: textIn(data, 20, 36) };
  return {
    sampleId: '',
    code: '',
    ...(profile.item === undefined ? {} : { item: profile.item }),
    value,
    unit: '%',
    measuredAt,
    record: number,
    details: Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')),
  };
};

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

/**
 * A row of a TL-310: FF, total, index, channel, standard, time (6), two unknown bytes, absorbance, inhibition × 10, conclusion.
 * The standard is the code: by it the meter knows which cut-off it judged by.
 */
const tl310Row = (data: Uint8Array, view: DataView, profile: AnalyzerProfile, format: DayuanFormat): RowReading => {
  const measuredAt = timeIn(data, 7);
  const value = inhibitionIn(view, 17, 1);
  const channel = data[5] ?? 0;
  if (measuredAt === undefined || value === 'wrong-shape' || channel === 0) return 'wrong-shape';
  if (value === 'none') return 'none';
  const code = hex(data[6] ?? 0);
  const item = profile.items[code] ?? profile.item;
  const conclusion = hex(data[19] ?? 0);
  return {
    sampleId: '',
    code,
    ...(item === undefined ? {} : { item }),
    value,
    unit: '%',
    conclusion: format.conclusions[conclusion] ?? conclusion,
    measuredAt,
    channel,
    details: { 'absorbance-count': String(view.getUint16(15, true)) },
  };
};

/** What one row says; the frame must be a row of the profile's model. */
export const readRow = ({ data }: DayuanFrame, profile: AnalyzerProfile, format: DayuanFormat): RowReading => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return format.model === 'tl310' ? tl310Row(data, view, profile, format) : lz4000tRow(data, view, profile);
};

/** Frames of `raw` one after another; `trouble` is told of bytes that are none, and of a frame that isn't whole. */
function* framesIn(raw: Uint8Array, trouble: (what: TransferTrouble) => void): Generator<DayuanFrame> {
  for (let from = 0; from < raw.length; ) {
    const taken = takeFrame(raw.subarray(from));
    if (taken.is === 'incomplete') return trouble('incomplete');
    if (taken.is === 'frame') yield taken.frame;
    else trouble('wrong-shape');
    from += taken.length;
  }
}

/**
 * What the frames in `raw` say, by a profile of the `dayuan` format: usually one row. Frames that answer a link test or a
 * count have no results and no troubles. Never throws.
 */
export const understandDayuan = (raw: Uint8Array, profile: AnalyzerProfile): Understood => {
  const { format } = profile;
  if (format.is !== 'dayuan') return { results: [], troubles: ['no-match'] };
  const troubles = new Set<TransferTrouble>();
  const results: SentResult[] = [];
  for (const frame of framesIn(raw, (what) => troubles.add(what))) {
    if (!isRow(frame, format.model)) continue;
    const reading = readRow(frame, profile, format);
    if (reading === 'wrong-shape') troubles.add('wrong-shape');
    else if (reading !== 'none') results.push(reading);
  }
  return { results, troubles: [...troubles] };
};
