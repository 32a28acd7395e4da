import { z } from 'zod';
import { WEEKDAYS } from '../domain/operating-calendar.ts';
import type { SitePlan } from '../domain/site-plan.ts';
import { MEALS } from '../domain/supervision-fact.ts';

const closure = z.looseObject({ from: z.string(), to: z.string(), name: z.string().optional(), off: z.array(z.string()) });
const running = z.looseObject({ cabinets: z.array(z.string()), from: z.number(), to: z.number() });
const meal = z.looseObject({ meal: z.enum(MEALS), by: z.number(), weekdays: z.array(z.enum(WEEKDAYS)).optional() });

const plannedSchema = z.looseObject({
  plan: z.looseObject({
    timezone: z.string(),
    calendar: z
      .looseObject({
        weekdays: z.array(z.enum(WEEKDAYS)),
        closed: z.array(closure),
        extra: z.array(z.string()),
        running: z.array(running),
      })
      .optional(),
    meals: z.array(meal),
  }),
});

/** Reads what a site planned out of the channel table of a `config` fact; undefined where it says nothing of it, as those of earlier versions. */
export const planOfTable = (text: string): SitePlan | undefined => {
  const table = plannedSchema.safeParse(parsed(text));
  if (!table.success) return undefined;
  const { timezone, calendar, meals } = table.data.plan;
  return { timezone, ...(calendar === undefined ? {} : { calendar: { timezone, ...calendar } }), meals };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a table that is none plans nothing
  }
};
