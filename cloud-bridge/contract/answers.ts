import { z } from 'zod';
import { MOST_RANGES } from '../../gateway/domain/delivered.ts';

/** An answer longer than this (in bytes) is not read: the longest true one has two lanes of 32 ranges. */
const LONGEST_ANSWER = 32_768;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.int().min(1);
const journal = z.string().min(1).max(64);
const lane = z.enum(['urgent', 'readings']);

const laneStored = z.object({
  upTo: z.int().min(0),
  hash,
  beyond: z
    .array(z.tuple([number, number, hash]).refine(([first, last]) => first <= last))
    .max(MOST_RANGES)
    .default([]),
});

/** Durably stored: up to a number with its block's hash, and ranges beyond it at block edges, per lane. */
export const storedSchema = z.object({
  v: z.literal(1),
  journal,
  /** The platform's own time when it said so (UTC ms). */
  at: z.int().min(0).optional(),
  readings: laneStored.optional(),
  urgent: laneStored.optional(),
});
export type Stored = z.infer<typeof storedSchema>;
export type LaneStored = z.infer<typeof laneStored>;

/** Words from outside, on their way to screens and the record: without control characters, and not long. */
const words = z.string().transform((text) => text.replace(/\p{C}/gu, ' ').slice(0, 200));

/** One block, named by its first number and its hash, that a receiver can't accept. */
export const refusedSchema = z.object({ v: z.literal(1), journal, lane, first: number, hash, reason: words });
export type Refused = z.infer<typeof refusedSchema>;

/** Ranges of numbers that a receiver wants once more. */
export const againSchema = z.object({
  v: z.literal(1),
  journal,
  lane,
  ranges: z
    .array(z.tuple([number, number]).refine(([first, last]) => first <= last))
    .min(1)
    .max(MOST_RANGES),
});
export type Again = z.infer<typeof againSchema>;

/** Reads an answer of a shape from a message's bytes; undefined for anything else. Never throws. */
export const readAnswer = <Shape>(schema: z.ZodType<Shape>, message: Uint8Array): Shape | undefined => {
  if (message.length > LONGEST_ANSWER) return undefined;
  const parsed = schema.safeParse(parsedJson(message));
  return parsed.success ? parsed.data : undefined;
};

const parsedJson = (message: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(message));
  } catch {
    return undefined; // not JSON is no answer: the caller counts it
  }
};
