import { z } from 'zod';
import { ALARM_CAUSES } from '../../domain/alarm.ts';
import { parseDuration } from '../../domain/duration.ts';
import { sourceSchema } from '../../domain/source.ts';

const words = z.string().min(1);
const inBoth = z.strictObject({ en: words, 'zh-CN': words });

const duration = words.transform((text, context) => {
  const length = parseDuration(text);
  if (length !== undefined) return length;
  context.addIssue({ code: 'custom', message: `${text} is no duration: 4h, 30min, 7d` });
  return z.NEVER;
});

const cause = z.strictObject({
  /** What the person beside the cabinet is to do. */
  do: inBoth,
  /** The corrective actions that fit, by their names in `actions`. */
  actions: z.array(words).min(1),
  /** It stays until somebody takes it back, though its condition is gone: the food is what it was. */
  latches: z.boolean().default(false),
});

/** What to do about alarms: data, in both languages. */
export const alarmHandlingSchema = z
  .strictObject({
    /** The longest that anybody may shelve an alarm. */
    shelving: z.strictObject({ most: duration, source: sourceSchema }),
    actions: z.record(z.string().regex(/^[a-z][a-z-]*$/), inBoth),
    // Every cause, and no other.
    causes: z.record(z.enum(ALARM_CAUSES), cause),
  })
  .check(({ value, issues }) => {
    for (const [name, { actions }] of Object.entries(value.causes)) {
      for (const action of actions.filter((each) => !Object.hasOwn(value.actions, each)))
        issues.push({
          code: 'custom',
          input: action,
          path: ['causes', name, 'actions'],
          message: `there is no action “${action}”`,
        });
    }
  });
export type AlarmHandling = z.infer<typeof alarmHandlingSchema>;
