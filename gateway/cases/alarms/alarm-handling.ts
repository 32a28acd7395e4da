import { z } from 'zod';
import { ALARM_CAUSES } from '../../domain/alarm.ts';
import { sourceSchema } from '../../domain/source.ts';
import { type DataFault, dataWords, inBoth, writtenDuration } from '../data-shapes.ts';

/** How an action is named in the record and on the command line. */
export const actionName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

const cause = z.strictObject({
  /** What the person beside the cabinet is to do. */
  do: inBoth,
  /** The corrective actions that fit, by their names in `actions`. */
  actions: z.array(dataWords).min(1),
  /** It stays until somebody takes it back, though its condition is gone: the food is what it was. */
  latches: z.boolean().default(false),
});

/** What to do about alarms: data, in both languages. */
export const alarmHandlingSchema = z
  .strictObject({
    /** The longest that anybody may shelve an alarm. */
    shelving: z.strictObject({ most: writtenDuration, source: sourceSchema }),
    /** How long a maintenance lasts where nobody says until when, and the longest that anybody may ask for. */
    maintenance: z.strictObject({ usual: writtenDuration, most: writtenDuration, source: sourceSchema }),
    actions: z.record(actionName, inBoth),
    // Every cause, and no other.
    causes: z.record(z.enum(ALARM_CAUSES), cause),
  })
  .check(({ value, issues }) => {
    for (const [name, { actions }] of Object.entries(value.causes)) {
      for (const [place, action] of actions.entries()) {
        if (Object.hasOwn(value.actions, action)) continue;
        issues.push({
          code: 'custom',
          input: action,
          path: ['causes', name, 'actions', place],
          message: 'no-action' satisfies DataFault,
          params: { written: action },
        });
      }
    }
  });
export type AlarmHandling = z.infer<typeof alarmHandlingSchema>;
