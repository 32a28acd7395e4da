import { z } from 'zod';
import { WEEKDAYS } from '../domain/operating-calendar.ts';
import { date, oneOf, text, timeOfDay } from './form.ts';

/** More than anybody writes by hand for a few years. */
const MOST = 200;

const closure = z.strictObject({
  from: date(),
  to: date(),
  name: text().optional(),
  off: z.array(text()).max(MOST).prefault([]),
});

const running = z.strictObject({
  cabinets: z.array(text()).min(1).max(MOST),
  from: timeOfDay(),
  to: timeOfDay(),
});

/** When the site works, and which of its cabinets are switched off meanwhile. */
export const calendar = z.strictObject({
  weekdays: z.array(oneOf(WEEKDAYS)).min(1).max(7).prefault(['mon', 'tue', 'wed', 'thu', 'fri']),
  closed: z.array(closure).max(MOST).prefault([]),
  extra: z.array(date()).max(MOST).prefault([]),
  running: z.array(running).max(MOST).prefault([]),
});

/** What can be read of a calendar with faults. */
export const draftCalendar = z.object({
  weekdays: z.array(oneOf(WEEKDAYS).optional()).optional(),
  closed: z.array(closure.partial().optional()).optional(),
  extra: z.array(date().optional()).optional(),
  running: z.array(running.partial().optional()).optional(),
});
