import { z } from 'zod';
import type { SealedBlock } from '../domain/block.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { isQualityWord, qualityCode } from '../domain/quality.ts';

/** A stored reading as plain numbers: offset, place in the block's channels, value (NaN for none), quality code. */
export type StoredReading = readonly [offset: number, place: number, value: number, code: number];

const shape = z.object({
  t0: z.number(),
  channels: z.array(z.string()),
  readings: z.array(z.array(z.union([z.number(), z.string(), z.null()]))),
});

/** The readings of a stored block. @throws EdgeError `journal-damaged` when the line is no block of readings. */
export const parsedReadings = (
  block: SealedBlock,
): { readonly t0: number; readonly channels: readonly string[]; readonly readings: readonly StoredReading[] } => {
  try {
    const { t0, channels, readings } = shape.parse(JSON.parse(block.line));
    return { t0, channels, readings: readings.map(storedReading) };
  } catch (error) {
    throw new EdgeError('journal-damaged', `block ${block.first} of lane ${block.lane} can't be read`, { cause: error });
  }
};

const storedReading = ([offset, place, value, quality]: readonly (number | string | null)[]): StoredReading => [
  Number(offset),
  Number(place),
  typeof value === 'number' ? value : Number.NaN,
  typeof quality === 'string' && isQualityWord(quality) ? qualityCode(quality) : 0,
];
