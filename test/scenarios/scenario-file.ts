import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { scenarioDuration, scenarioId } from '../../simulators/world/scenario-words.ts';
import { MINUTE_PATTERN } from './local-minute.ts';
import { eventSchema } from './scenario-event.ts';

const minute = '(?:\\+\\d+ )?[0-2]\\d:[0-5]\\d';
const channel = '(?:[a-z0-9-]+/[a-z0-9_]+|journal)';

/** `11:34 to 12:20: fridge-1/temperature high 6 operational`; `journal` for the box's storage; `stands` where it does at the end; behind it what kept it from being told. */
const ALARM_PATTERN = new RegExp(
  `^${minute} to (?:${minute}|stands): ${channel} [a-z-]+(?: -?\\d+(?:\\.\\d+)?)? (?:operational|legal)(?: (?:suppressed|shelved|out-of-service))*$`,
);

/** `11:34 voice cook alarm`; behind it `failed` or `uncertain` where it was not told. */
const NOTICE_PATTERN = new RegExp(`^${minute} (?:voice|sms|webhook|lamp|buzzer) [a-z0-9-]+ [a-z-]+(?: (?:failed|uncertain))?$`);

/** What a person does who is told of an alarm. */
const habitSchema = z.strictObject({
  /** So long after a message he answers it with a short message; absent: never. */
  replies: scenarioDuration.optional(),
  says: z.string().default('收到'),
  /** What he does when it rings. */
  calls: z.enum(['answers', 'declines', 'nothing']).default('nothing'),
});
export type Habit = z.infer<typeof habitSchema>;

const schema = z.strictObject({
  /** A sentence that a cook or an inspector understands. */
  title: z.string().min(10),
  zh: z.string().min(5),
  /** Why it comes out as it does, where that is not plain. */
  because: z.string().optional(),
  seed: z.int().default(1),
  /** The first local date. */
  date: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  from: z.string().regex(MINUTE_PATTERN),
  to: z.string().regex(MINUTE_PATTERN),
  things: z.array(scenarioId).min(1),
  /** Laid over the canteen's configuration; lists take the place of lists. */
  site: z.record(z.string(), z.unknown()).default({}),
  /** Laid over the cabinets of the things: `fridge-1: { doorsPerDay: 80 }`. */
  cabinets: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number()]))).default({}),
  /** What a register shows in place of all else: from one time to the next in a straight line. */
  curves: z.record(z.string(), z.array(z.tuple([z.string().regex(MINUTE_PATTERN), z.number()])).min(2)).default({}),
  people: z.record(scenarioId, habitSchema).default({}),
  events: z.array(eventSchema).default([]),
  alarms: z.array(z.string().regex(ALARM_PATTERN)),
  notices: z.array(z.string().regex(NOTICE_PATTERN)),
});

/** What happens in a canteen, and exactly what must be alarmed and told. */
export type ScenarioFile = z.infer<typeof schema>;

/** Reads a scenario. Throws ZodError with all its faults. */
export const parseScenarioFile = (text: string): ScenarioFile => schema.parse(parse(text));

export const loadScenarioFile = (path: string): ScenarioFile => parseScenarioFile(readFileSync(path, 'utf8'));
