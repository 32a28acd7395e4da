import { z } from 'zod';
import { DURATION_PATTERN, parseDuration } from '../../gateway/domain/duration.ts';
import { SCENARIO_FORMS } from './scenario-form.ts';

/** The name of a thing in a scenario. */
export const scenarioId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .register(SCENARIO_FORMS, { words: 'scenario.form.id' });

/** A duration as people write it; milliseconds once read. */
export const scenarioDuration = z
  .string()
  .regex(DURATION_PATTERN)
  .transform((text) => parseDuration(text) ?? 0)
  .register(SCENARIO_FORMS, { words: 'scenario.form.duration' });

/** How often something happens: a share of all times. */
export const chance = z.number().min(0).max(1);
/** How often something happens, and how long it lasts at most. */
export const chanceOf = z
  .strictObject({ chance, most: scenarioDuration })
  .register(SCENARIO_FORMS, { words: 'scenario.form.chance-of' });

/** What may happen to answers, by chance. Some have a meaning over TCP alone, some on serial lines alone. */
export const scenarioFaults = z.strictObject({
  late: chanceOf.optional(),
  lost: chance.optional(),
  truncated: chance.optional(),
  duplicated: chance.optional(),
  stray: chanceOf.optional(),
  foreignUnit: chance.optional(),
  busy: chance.optional(),
  failing: chance.optional(),
  flipped: chance.optional(),
  burst: chance.optional(),
  scrambled: chance.optional(),
  noise: chance.optional(),
  wrongTransaction: chance.optional(),
  split: chanceOf.optional(),
  closed: chance.optional(),
});
export type ScenarioFaults = z.infer<typeof scenarioFaults>;

const SERIAL_FAULTS = ['flipped', 'burst', 'scrambled', 'noise'] as const;
const TCP_FAULTS = ['wrongTransaction', 'split', 'closed'] as const;

/** The faults that have no meaning on this kind of line: TCP keeps bytes whole, and a serial line has no connections. */
export const senselessFaults = (faults: ScenarioFaults, isTcp: boolean): readonly string[] =>
  (isTcp ? SERIAL_FAULTS : TCP_FAULTS).filter((fault) => faults[fault] !== undefined);

/** `host:port`; port 0 is any free one. */
export const netAddress = z
  .string()
  .regex(/^[^:\s]+:\d{1,5}$/)
  .transform((text) => ({ host: text.slice(0, text.lastIndexOf(':')), port: Number(text.slice(text.lastIndexOf(':') + 1)) }))
  .refine(({ port }) => port <= 65_535)
  .register(SCENARIO_FORMS, { words: 'scenario.form.address' });
