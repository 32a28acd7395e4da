import { z } from 'zod';

/** A line of text that a person writes: short, without control characters. */
export const lineOfText = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u);

/** Who did something, as the site knows the person: a configured id or a name. It never enters the record. */
export const person = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]*$/u);

/** A moment: UTC milliseconds, or ISO 8601 with its offset. */
export const moment = z.union([z.int().min(0), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

/** SHA-256 of a photograph. */
export const photoHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Words why something is not as it should be. */
export const words = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^[^\p{Cc}]*$/u);
