import { z } from 'zod';
import { alarmLevelSchema } from '../domain/alarm-level.ts';
import type { Limit } from '../domain/limit.ts';
import type { Holding } from './holding.ts';
import { type LimitState, WITHIN } from './limit-timer.ts';
import { savedAlarmSchema } from './saved-alarm.ts';
import { savedConditionSchema } from './saved-condition.ts';
import type { Watch } from './watched.ts';

const holdingSchema = z.strictObject({
  /** `[UTC ms, ms on the clock that only grows]` */
  since: z.tuple([z.number(), z.number().nullable()]),
  proven: z.number().min(0),
  seen: z.number().nullable(),
});

const limitStateSchema = z.strictObject({
  level: alarmLevelSchema,
  side: z.enum(['high', 'low']),
  value: z.number(),
  beyond: holdingSchema.exactOptional(),
  within: holdingSchema.exactOptional(),
  alarm: savedAlarmSchema.exactOptional(),
  afterGap: savedAlarmSchema.exactOptional(),
});

const savedWatchSchema = z.strictObject({
  v: z.literal(1),
  /** No good value for longer than a gap: whatever comes next comes after one. */
  gap: z.boolean(),
  limits: z.array(limitStateSchema),
  broken: holdingSchema.exactOptional(),
  probe: savedAlarmSchema.exactOptional(),
  silent: savedAlarmSchema.exactOptional(),
  frozen: savedAlarmSchema.exactOptional(),
  conditions: z.record(z.string(), savedConditionSchema).exactOptional(),
  closed: z.boolean().exactOptional(),
  /** Ids of alarms that stand without having been told. */
  untold: z.array(z.string()).exactOptional(),
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

const writtenConditions = ({ conditions }: Watch): NonNullable<SavedWatch['conditions']> =>
  Object.fromEntries(
    conditions.flatMap((condition) => {
      const saved = condition.save();
      return saved === undefined ? [] : [[condition.key, saved]];
    }),
  );

/** The JSON of a watch as it stands. */
export const watchText = (watch: Watch): string => {
  const { gap, limits, limitStates, probe, silent, frozen, suppression } = watch;
  const conditions = writtenConditions(watch);
  const saved: SavedWatch = {
    v: 1,
    gap,
    limits: limits.flatMap(({ limit }, place) => writtenLimit(limit, limitStates[place] ?? WITHIN)),
    ...(probe.broken === undefined ? {} : { broken: writtenHolding(probe.broken) }),
    ...(probe.alarm === undefined ? {} : { probe: probe.alarm }),
    ...(silent === undefined ? {} : { silent }),
    ...(frozen === undefined ? {} : { frozen }),
    ...(Object.keys(conditions).length === 0 ? {} : { conditions }),
    ...(suppression.closed ? { closed: true } : {}),
    ...(suppression.untold.size === 0 ? {} : { untold: [...suppression.untold] }),
  };
  return JSON.stringify(saved);
};
