import { type Register, resolutionOf, type Sentinel } from '../../../device-profiles/profile.ts';
import type { Quality } from '../../domain/quality.ts';
import { type RawNumber, rawNumber } from './raw-number.ts';
import { type Rounding, roundingTo } from './rounding.ts';

/** Where a decoder says what is to be thought of the value it gives: a place to write, so that a good value costs nothing. */
export interface Verdict {
  quality: Quality;
}

/** The value of one channel in the data of an answer, NaN where there is none; says its quality where that isn't good. */
export type Decoder = (data: DataView, verdict: Verdict) => number;

/** The raw number of a register that another register's scale depends on, as the poll under way brought it. */
export interface ScaleSource {
  /** NaN while there is none. */
  raw: number;
  /** Why there is none. */
  quality: Quality;
}

/** A channel's calibration, added to the value as read: looked at with each value, because a new one holds at once. */
export interface Correction {
  readonly offset: number;
}

/** What a decoder is made of. */
export interface DecoderParts {
  readonly register: Register;
  /** The register's distance from the first of its read. */
  readonly place: number;
  readonly correction: Correction;
  /** Present where the register's scale stands in another one. */
  readonly scaleSource?: ScaleSource | undefined;
}

/** What raw numbers become values by. */
interface Scaling {
  readonly scale: number;
  readonly offset: number;
  readonly round: Rounding;
}

type FaultOf = (raw: number) => Quality | undefined;

const matches = ({ raw, to }: Sentinel, read: number): boolean =>
  raw === 'nan' ? Number.isNaN(read) : to === undefined ? read === raw : read >= raw && read <= to;

const faultFinder = (sentinels: readonly Sentinel[]): FaultOf => {
  // What makes no number at all is a fault whether the maker speaks of it or not.
  const noNumber = (raw: number): Quality | undefined => (Number.isFinite(raw) ? undefined : 'probe-fault');
  if (sentinels.length === 0) return noNumber;
  return (raw) => sentinels.find((sentinel) => matches(sentinel, raw))?.means ?? noNumber(raw);
};

const scalingOf = (register: Register, factor: number): Scaling => {
  const scale = register.scale * factor;
  return {
    scale,
    offset: register.offset,
    round: roundingTo(register.resolution ?? (Math.abs(scale) || resolutionOf(register))),
  };
};

/** Turns a raw number into a value as read, as corrected, and says so where it lies beyond what the probe can report. */
const finished = ({ register, correction }: DecoderParts): ((raw: number, scaling: Scaling, verdict: Verdict) => number) => {
  const [low, high] = register.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return (raw, { scale, offset, round }, verdict) => {
    const asRead = round(raw * scale + offset);
    if (asRead < low || asRead > high) verdict.quality = 'out-of-range';
    return correction.offset === 0 ? asRead : round(asRead + correction.offset);
  };
};

const fixedDecoder = (parts: DecoderParts, raw: RawNumber, faultOf: FaultOf): Decoder => {
  const finish = finished(parts);
  const scaling = scalingOf(parts.register, 1);
  return (data, verdict) => {
    const number = raw(data);
    const fault = faultOf(number);
    if (fault === undefined) return finish(number, scaling, verdict);
    verdict.quality = fault;
    return Number.NaN;
  };
};

const scaledDecoder = (parts: DecoderParts, source: ScaleSource, raw: RawNumber, faultOf: FaultOf): Decoder => {
  const finish = finished(parts);
  const factors = Object.entries(parts.register.scaleFrom?.factors ?? {});
  const scalings = new Map(factors.map(([code, factor]) => [Number(code), scalingOf(parts.register, factor)]));
  return (data, verdict) => {
    const number = raw(data);
    const scaling = scalings.get(source.raw);
    const unknown = Number.isNaN(source.raw) ? source.quality : 'probe-fault';
    const fault = faultOf(number) ?? (scaling === undefined ? unknown : undefined);
    if (fault === undefined && scaling !== undefined) return finish(number, scaling, verdict);
    verdict.quality = fault ?? unknown;
    return Number.NaN;
  };
};

const stateDecoder = ({ register }: DecoderParts, raw: RawNumber): Decoder =>
  register.inverted === true ? (data) => 1 - raw(data) : raw;

/** Makes the decoder of one channel, once; it allocates nothing when it runs. */
export const decoderOf = (parts: DecoderParts): Decoder => {
  const { register, place, scaleSource } = parts;
  const raw = rawNumber(register, place);
  const faultOf = faultFinder(register.sentinels);
  if (register.type === 'bit') return stateDecoder(parts, raw);
  return scaleSource === undefined ? fixedDecoder(parts, raw, faultOf) : scaledDecoder(parts, scaleSource, raw, faultOf);
};
