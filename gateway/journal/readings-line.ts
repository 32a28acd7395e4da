import { z } from 'zod';
import type { SealedBlock } from '../domain/block.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { isQualityWord, qualityCode } from '../domain/quality.ts';

/** Sees one stored reading: place in the block's channels, UTC ms, value (NaN for none), quality code. */
export type StoredReadingSink = (place: number, at: number, value: number, code: number) => void;

// The readings themselves are looked at one by one below: thousands in a step, which a schema would make slow.
const shape = z.object({ t0: z.number(), channels: z.array(z.string()), readings: z.array(z.unknown()) });

/**
 * Gives the readings of a stored block to `sink`, in their order, and the block's channels to `begin` before.
 * @throws EdgeError `journal-damaged` when the line is no block of readings.
 */
export const eachStoredReading = (
  { lane, first, line }: SealedBlock,
  begin: (channels: readonly string[]) => void,
  sink: StoredReadingSink,
): void => {
  const { data } = shape.safeParse(JSON.parse(line));
  if (data === undefined) throw new EdgeError('journal-damaged', `block ${first} of lane ${lane} holds no readings`);
  begin(data.channels);
  for (const reading of data.readings) {
    const [offset, place, value, quality]: readonly unknown[] = Array.isArray(reading) ? reading : [];
    const code = typeof quality === 'string' && isQualityWord(quality) ? qualityCode(quality) : 0;
    sink(Number(place), data.t0 + Number(offset), typeof value === 'number' ? value : Number.NaN, code);
  }
};
