import { z } from 'zod';
import type { Millis } from '../../gateway/domain/clock.ts';

/** A status goes out at least this often: the blocks tell soon enough that a box lives, and each costs kilobytes of air. */
export const STATUS_EVERY: Millis = 900_000;

const count = z.int().min(0);
const counters = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));

/**
 * What the retained `status` says. It carries its own time: nobody believes an old `online`. The will is the same with
 * `online: false` and the time of the connection that broke.
 */
export const statusSchema = z.object({
  v: z.literal(1),
  online: z.boolean(),
  /** When it was written, in UTC milliseconds. */
  at: z.number(),
  journal: z.string(),
  boot: count.optional(),
  clock: z.enum(['sure', 'unsure']).optional(),
  /** Numbers sealed and not yet delivered on this uplink, per lane. */
  backlog: z.object({ urgent: count, readings: count }).optional(),
  /** Blocks that a receiver refused, kept in the box. */
  refused: count.optional(),
  /** Of `online: true`: a newer status comes within so many ms, or the box is gone, whatever the broker says. */
  every: count.optional(),
  /** Of `online: true`: what the site's mains-sense inputs say, where it has any. */
  mains: z.enum(['on', 'off']).optional(),
  /** Of `online: false`: it said goodbye, or its connection broke without a word, as in a power cut. */
  gone: z.enum(['ended', 'lost']).optional(),
  /** Per line, and per unit, what was counted. */
  lines: z.record(z.string(), counters).optional(),
  units: z.record(z.string(), counters).optional(),
});
export type Status = z.infer<typeof statusSchema>;
