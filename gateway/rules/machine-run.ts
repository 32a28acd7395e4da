import { z } from 'zod';
import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';

const savedRunSchema = z.strictObject({ v: z.literal(1), start: z.number() });

/** The wall time may drift this far against the clock that only grows before its start counts as another one. */
const TOLERANCE: Millis = 1_000;

/** When the machine was started, by the wall clock as it stands: the same for as long as the machine runs and that clock isn't stepped. */
export const machineStart = ({ now, elapsed }: Instant): UtcMillis => Math.round(now - elapsed);

/** True where two accounts of the machine's start agree. A wall clock that was stepped meanwhile looks like another start: less is proven then, never more. */
export const sameStart = (one: UtcMillis, other: UtcMillis): boolean => Math.abs(one - other) <= TOLERANCE;

/** The JSON of a machine's start. */
export const runText = (start: UtcMillis): string => JSON.stringify({ v: 1, start } satisfies z.infer<typeof savedRunSchema>);

/** Reads what `runText` wrote; undefined when it is anything else. */
export const parseRun = (text: string): UtcMillis | undefined => {
  try {
    return savedRunSchema.safeParse(JSON.parse(text)).data?.start;
  } catch {
    return undefined; // not JSON is not a state: the caller says so
  }
};
