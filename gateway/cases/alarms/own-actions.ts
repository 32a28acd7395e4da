import { z } from 'zod';
import { ALARM_CAUSES, type AlarmCause } from '../../domain/alarm.ts';
import { type DataFault, inBoth } from '../data-shapes.ts';
import { type AlarmHandling, actionName } from './alarm-handling.ts';

/** More corrective actions than this nobody chooses from. */
const MOST_ACTIONS = 100;

/** The file of a site's own corrective actions. Those that come with Larder keep their names. */
export const ownActionsSchema = (shipped: AlarmHandling['actions']) =>
  z.strictObject({
    actions: z
      .record(
        actionName,
        inBoth.extend({
          /** The causes that it fits; absent: all. */
          causes: z.array(z.enum(ALARM_CAUSES)).min(1).optional(),
        }),
      )
      .check(({ value, issues }) => {
        const names = Object.keys(value);
        if (names.length > MOST_ACTIONS)
          issues.push({ code: 'too_big', origin: 'set', maximum: MOST_ACTIONS, input: value, message: `> ${MOST_ACTIONS}` });
        for (const name of names.filter((each) => Object.hasOwn(shipped, each)))
          issues.push({
            code: 'custom', input: name, path: [name], message: 'action-taken' satisfies DataFault, params: { written: name },
          }); // biome-ignore format: one issue
      }),
  });
type OwnActions = z.infer<ReturnType<typeof ownActionsSchema>>;

/** Whatever else fits, “something else” stands last. */
const ELSE = 'other';

/** What to do about alarms, with a site's own corrective actions beside the shipped ones. */
export const withOwnActions = (handling: AlarmHandling, { actions }: OwnActions): AlarmHandling => {
  const fitting = (cause: AlarmCause): readonly string[] =>
    Object.entries(actions).flatMap(([name, { causes }]) => (causes?.includes(cause) === false ? [] : [name]));
  const causes = { ...handling.causes };
  for (const cause of ALARM_CAUSES) {
    const shipped = handling.causes[cause];
    const [some, last] = [shipped.actions.filter((name) => name !== ELSE), shipped.actions.filter((name) => name === ELSE)];
    causes[cause] = { ...shipped, actions: [...some, ...fitting(cause), ...last] };
  }
  const words = Object.entries(actions).map(([name, { causes: _, ...said }]) => [name, said] as const);
  return { ...handling, actions: { ...handling.actions, ...Object.fromEntries(words) }, causes };
};
