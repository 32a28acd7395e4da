import { z } from 'zod';
import { WEEKDAYS } from '../domain/operating-calendar.ts';
import { MEALS } from '../domain/supervision-fact.ts';
import { oneOf, text, timeOfDay } from './form.ts';

const meal = z.strictObject({
  meal: oneOf(MEALS),
  by: timeOfDay(),
  weekdays: z.array(oneOf(WEEKDAYS)).min(1).max(7).optional(),
});

/** The fridges of retained samples, and the meals of which samples are expected. */
export const retention = z.strictObject({
  cabinets: z.array(text()).min(1).max(20),
  meals: z.array(meal).max(20).prefault([]),
});

/** What can be read of it with faults. */
export const draftRetention = z.object({
  cabinets: z.array(text().optional()).optional(),
  meals: z.array(meal.partial().optional()).optional(),
});
