import { type Profile, type Register, registerCount } from '../../../device-profiles/profile.ts';
import { hasValue, type Quality } from '../../domain/quality.ts';
import { decoderOf, type ScaleSource } from '../modbus/decoder.ts';
import { rawNumber } from '../modbus/raw-number.ts';
import { halvedRead, type PlannedRead, planReads, type Span, spanOf } from '../modbus/read-plan.ts';
import type { Interview } from './interview.ts';
import type { Reply } from './unit-question.ts';
import { viewOf } from './words-view.ts';

/** One register of a device as it was just read. */
export interface RegisterReading {
  readonly register: Register;
  /** The registers (or the bit) that hold it; none where the device didn't give them. */
  readonly words: readonly number[];
  /** In the register's unit; NaN where there is no value. */
  readonly value: number;
  readonly quality: Quality;
}

interface Wanted extends Span {
  readonly register: Register;
}

/** Reads registers of a device as its profile allows, in as few requests as may be, and gives them in the order in which they were wanted. */
export const readRegisters = async (
  { registers, limits }: Profile,
  wanted: readonly Register[],
  unit: Interview,
): Promise<readonly RegisterReading[]> => {
  const sources = wanted.flatMap(({ scaleFrom }) => registers.filter(({ name }) => name === scaleFrom?.register));
  const spans = [...new Set([...wanted, ...sources])].map((register): Wanted => ({ ...spanOf(register), register }));
  const found = new Map<string, Fetched>();
  for (const read of planReads(spans, limits)) await fetch(read, unit, found);
  return wanted.map((register) => decoded(register, found));
};

type Fetched =
  | { readonly is: 'words'; readonly register: Register; readonly words: readonly number[] }
  | { readonly is: 'none'; readonly quality: Quality };

// A block that a device refuses as a whole may still be given in parts.
const fetch = async (read: PlannedRead<Wanted>, unit: Interview, found: Map<string, Fetched>): Promise<void> => {
  const reply = await unit.ask(read.table, read.address, read.count);
  const halves = reply.is === 'exception' ? halvedRead(read) : undefined;
  for (const half of halves ?? []) await fetch(half, unit, found);
  if (halves === undefined) for (const { register } of read.spans) found.set(register.name, fetchedOf(register, read, reply));
};

const fetchedOf = (register: Register, read: PlannedRead<Wanted>, reply: Reply): Fetched => {
  if (reply.is !== 'values') return { is: 'none', quality: reply.is === 'exception' ? `exception:${reply.code}` : 'no-answer' };
  const place = register.address - read.address;
  return { is: 'words', register, words: reply.values.slice(place, place + registerCount(register.type)) };
};

const decoded = (register: Register, found: ReadonlyMap<string, Fetched>): RegisterReading => {
  const fetched = found.get(register.name);
  if (fetched?.is !== 'words') return { register, words: [], value: Number.NaN, quality: fetched?.quality ?? 'no-answer' };
  const verdict: { quality: Quality } = { quality: 'good' };
  const decode = decoderOf({ register, place: 0, correction: { offset: 0 }, scaleSource: scaleSourceOf(register, found) });
  const value = decode(viewOf(register.table, fetched.words), verdict);
  return { register, words: fetched.words, value: hasValue(verdict.quality) ? value : Number.NaN, quality: verdict.quality };
};

const scaleSourceOf = ({ scaleFrom }: Register, found: ReadonlyMap<string, Fetched>): ScaleSource | undefined => {
  if (scaleFrom === undefined) return undefined;
  const source = found.get(scaleFrom.register);
  if (source?.is !== 'words') return { raw: Number.NaN, quality: source?.quality ?? 'no-answer' };
  return { raw: rawOf(source.register, source.words), quality: 'good' };
};

/** The raw number of words at a register, before its scale; NaN where they make no number. */
export const rawOf = (register: Register, words: readonly number[]): number =>
  rawNumber(register, 0)(viewOf(register.table, words));
