import type { ClockTrust, Instant } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { BATCH_STRIDE } from '../domain/reading-batch.ts';
import { summed, unsummed } from './byte-sum.ts';
import { ByteReader, ByteWriter } from './packed-numbers.ts';

/** Readings of one commit that are durable, but not yet sealed. */
export interface TailPiece {
  /** Both clocks at the commit: what ties the readings' elapsed time to wall time. */
  readonly at: Instant;
  readonly clock: ClockTrust;
  /** `BATCH_STRIDE` numbers a reading. */
  readonly readings: Float64Array;
}

/** A tail piece as few bytes: a reading takes about five. Elapsed times come back in whole ms, as a block holds them. */
export const packTailPiece = ({ at, clock, readings }: TailPiece): Buffer => {
  const writer = new ByteWriter();
  writer.whole(clock === 'sure' ? 1 : 0);
  writer.double(at.now);
  writer.double(at.elapsed);
  writer.whole(readings.length / BATCH_STRIDE);
  let before = Math.floor(at.elapsed);
  for (let index = 0; index < readings.length; index += BATCH_STRIDE) {
    const elapsed = Math.floor(readings[index] ?? 0);
    const value = readings[index + 2] ?? Number.NaN;
    writer.signed(elapsed - before);
    writer.whole(readings[index + 1] ?? 0);
    // One bit says whether a value follows: NaN has no decimals.
    writer.whole((readings[index + 3] ?? 0) * 2 + (Number.isNaN(value) ? 0 : 1));
    if (!Number.isNaN(value)) writer.decimal(value);
    before = elapsed;
  }
  return summed(writer.taken());
};

/**
 * The tail piece behind the bytes of a row.
 * @throws EdgeError `journal-damaged` when they are not what was written.
 */
export const unpackTailPiece = (row: Uint8Array): TailPiece => {
  const bytes = unsummed(row);
  if (bytes === undefined) throw new EdgeError('journal-damaged', 'a row of the open tail is not what was written');
  const reader = new ByteReader(bytes);
  const clock: ClockTrust = reader.whole() === 1 ? 'sure' : 'unsure';
  const at = { now: reader.double(), elapsed: reader.double() };
  const readings = new Float64Array(reader.whole() * BATCH_STRIDE);
  let elapsed = Math.floor(at.elapsed);
  for (let index = 0; index < readings.length; index += BATCH_STRIDE) {
    elapsed += reader.signed();
    readings[index] = elapsed;
    readings[index + 1] = reader.whole();
    const marked = reader.whole();
    readings[index + 2] = marked % 2 === 1 ? reader.decimal() : Number.NaN;
    readings[index + 3] = Math.floor(marked / 2);
  }
  return { at, clock, readings };
};
