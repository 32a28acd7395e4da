import { z } from 'zod';
import { SCENARIO_FORMS } from './scenario-form.ts';
import { scenarioDuration, scenarioFaults, scenarioId } from './scenario-words.ts';
import type { AnalyzerEvent } from './station/analyzer-schema.ts';

/** A cabinet's door. */
export const doorEvent = z.strictObject({ door: scenarioId, open: z.boolean() });
/** A cabinet's compressor or heater, for good. */
export const machineEvent = z.strictObject({ machine: scenarioId, dead: z.literal(true) });
/** A device's register: what its probe is from now on. */
export const probeEvent = z.strictObject({
  probe: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9_]+$/)
    .register(SCENARIO_FORMS, { words: 'scenario.form.probe' }),
  is: z.enum(['open', 'short', 'faulty', 'well']),
});
/** A device: how it takes requests from now on; `by` how slow, `code` with which exception it refuses. */
export const unitEvent = z.strictObject({
  unit: scenarioId,
  is: z.enum(['silent', 'slow', 'busy', 'refusing', 'well']),
  by: scenarioDuration.optional(),
  code: z.int().min(1).max(255).optional(),
});
export const lineFaultsEvent = z.strictObject({ line: scenarioId, faults: scenarioFaults });
/** All connections to a line's address end. */
export const lineDroppedEvent = z.strictObject({ line: scenarioId, dropped: z.literal(true) });
/** The wire itself: while out, no request reaches anybody. */
export const linePluggedEvent = z.strictObject({ line: scenarioId, plugged: z.boolean() });
/** For the stage around the world: the world itself knows no broker. */
export const brokerEvent = z.strictObject({ broker: z.enum(['away', 'back']) });

/** Something that happens in a world. */
export type WorldEvent =
  | z.infer<typeof doorEvent>
  | z.infer<typeof machineEvent>
  | z.infer<typeof probeEvent>
  | z.infer<typeof unitEvent>
  | z.infer<typeof lineFaultsEvent>
  | z.infer<typeof lineDroppedEvent>
  | z.infer<typeof linePluggedEvent>
  | z.infer<typeof brokerEvent>
  | AnalyzerEvent;
