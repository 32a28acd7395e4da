import { z } from 'zod';
import { ALARM_CAUSES } from '../domain/alarm.ts';
import { alarmLevelSchema } from '../domain/alarm-level.ts';
import type { Limit } from '../domain/limit.ts';
import type { Holding } from './holding.ts';
import { type LimitState, WITHIN } from './limit-timer.ts';
import type { Watch } from './watch.ts';

const holdingSchema = z.strictObject({
  /** `[UTC ms, ms on the clock that only grows]` */
  since: z.tuple([z.number(), z.number().nullable()]),
  proven: z.number().min(0),
  seen: z.number().nullable(),
});

const alarmSchema = z.strictObject({
  id: z.string().min(1),
  channel: z.string(),
  rule: z.string(),
  cause: z.enum(ALARM_CAUSES),
  level: alarmLevelSchema,
  active: z.boolean().refine((active) => active),
  acknowledged: z.boolean(),
  confirmed: z.boolean(),
  latched: z.boolean(),
  shelved: z.boolean(),
  suppressed: z.boolean(),
  outOfService: z.boolean(),
  raisedAt: z.number(),
  since: z.number(),
  value: z.number().exactOptional(),
  limit: z.number().exactOptional(),
});

const limitStateSchema = z.strictObject({
  level: alarmLevelSchema,
  side: z.enum(['high', 'low']),
  value: z.number(),
  beyond: holdingSchema.exactOptional(),
  within: holdingSchema.exactOptional(),
  alarm: alarmSchema.exactOptional(),
  afterGap: alarmSchema.exactOptional(),
});

const savedWatchSchema = z.strictObject({
  v: z.literal(1),
  /** No good value for longer than a gap: whatever comes next comes after one. */
  gap: z.boolean(),
  limits: z.array(limitStateSchema),
  broken: holdingSchema.exactOptional(),
  probe: alarmSchema.exactOptional(),
  silent: alarmSchema.exactOptional(),
});
/** What must be known of a watched channel after a restart. */
export type SavedWatch = z.infer<typeof savedWatchSchema>;
export type SavedHolding = z.infer<typeof holdingSchema>;

/** Reads what `watchText` wrote; undefined when it is anything else. */
export const parseWatch = (text: string): SavedWatch | undefined => {
  try {
    return savedWatchSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // not JSON is not a state: the caller says so
  }
};

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const writtenHolding = ({ since, proven, seen }: Holding): SavedHolding => ({
  since: [since.now, finite(since.elapsed)],
  proven,
  seen: finite(seen),
});

const writtenLimit = ({ level, side, value }: Limit, state: LimitState): SavedWatch['limits'] => {
  if (state === WITHIN) return [];
  const { beyond, within, ...alarms } = state;
  return [
    {
      level,
      side,
      value,
      ...(beyond === undefined ? {} : { beyond: writtenHolding(beyond) }),
      ...(within === undefined ? {} : { within: writtenHolding(within) }),
      ...alarms,
    },
  ];
};

/** The JSON of a watch as it stands. */
export const watchText = ({ gap, limits, limitStates, probe, silent }: Watch): string => {
  const saved: SavedWatch = {
    v: 1,
    gap,
    limits: limits.flatMap(({ limit }, place) => writtenLimit(limit, limitStates[place] ?? WITHIN)),
    ...(probe.broken === undefined ? {} : { broken: writtenHolding(probe.broken) }),
    ...(probe.alarm === undefined ? {} : { probe: probe.alarm }),
    ...(silent === undefined ? {} : { silent }),
  };
  return JSON.stringify(saved);
};
