import { z } from 'zod';
import { alarmLevelSchema } from '../../domain/alarm-level.ts';
import { GOODS_DISPOSITIONS } from '../../domain/supervision-fact.ts';
import { EARLIER_RUN, type ExcursionRun, type RunAbout } from './excursion-run.ts';

/** A moment of an earlier run: its wall time is all that is left of it. */
const moment = z.number().transform((now) => ({ now, elapsed: EARLIER_RUN }));
const number = z.number();

const aboutSchema = z.strictObject({
  channel: z.string(),
  cabinet: z.string(),
  rule: z.string(),
  side: z.enum(['high', 'low']),
  level: alarmLevelSchema,
  limit: number,
});

const runSchema = z
  .strictObject({
    id: z.string().min(1),
    from: moment,
    seen: moment,
    excess: number,
    peak: number,
    peakAt: moment,
    beyond: number,
    unproven: number,
    area: number,
    doors: number,
    defrosts: number,
    alarms: z.array(z.string()),
    goods: z.enum(GOODS_DISPOSITIONS).exactOptional(),
    back: z.strictObject({ at: moment, proven: number, unproven: number }).exactOptional(),
  })
  .transform((run): ExcursionRun => ({ ...run, goods: run.goods, back: run.back }));

/** An excursion that lasted when the run before ended. */
export const savedRunSchema = z.strictObject({ v: z.literal(1), about: aboutSchema, run: runSchema });

/** The JSON of an excursion as it stands. */
export const runText = (about: RunAbout, { from, seen, peakAt, back, ...run }: ExcursionRun): string =>
  JSON.stringify({
    v: 1,
    about,
    run: {
      ...run,
      from: Math.round(from.now),
      seen: Math.round(seen.now),
      peakAt: Math.round(peakAt.now),
      back: back === undefined ? undefined : { ...back, at: Math.round(back.at.now) },
    },
  });
