import { z } from 'zod';
import { chance, chanceOf, netAddress, scenarioDuration, scenarioId } from '../scenario-words.ts';
import { METER_KINDS } from './meter-kind.ts';

const meterFaults = z.strictObject({
  lostReply: chance.optional(),
  garbledReply: chance.optional(),
  spoiled: chance.optional(),
  truncated: chance.optional(),
  duplicated: chance.optional(),
  noise: chance.optional(),
  split: chanceOf.optional(),
  powerCut: chanceOf.optional(),
  portLost: chance.optional(),
  collision: chance.optional(),
});

/** A sample's id as an operator keys it in. */
const sampleId = z.string().max(32);

/** An analyzer of a test station: what it is, and where its bytes go. */
export const scenarioAnalyzer = z.strictObject({
  id: scenarioId,
  kind: z.enum(METER_KINDS),
  /** One of the four: it listens here, it calls this address, it hangs on this serial port, or it uploads to this address. */
  tcp: netAddress.optional(),
  connect: netAddress.optional(),
  serial: z.string().min(1).optional(),
  http: z.url({ protocol: /^http$/ }).optional(),
  baud: z.int().min(300).max(921_600).default(9600),
  faults: meterFaults.default({}),
  clock: z
    .strictObject({
      ahead: scenarioDuration.optional(),
      behind: scenarioDuration.optional(),
      /** Parts per million. */
      drift: z.number().min(-100_000).max(100_000).optional(),
    })
    .default({}),
});
export type ScenarioAnalyzer = z.infer<typeof scenarioAnalyzer>;

/** The operator puts samples into the channels, in this order, and lets the meter measure; '' leaves a channel empty. */
export const measureEvent = z.strictObject({
  analyzer: scenarioId,
  measure: z.array(sampleId).min(1).max(32),
  /** Those of them with too much pesticide. */
  positive: z.array(sampleId).default([]),
});
/** The operator chooses “transfer”. */
export const transferEvent = z.strictObject({ analyzer: scenarioId, transfer: z.literal(true) });
/** Its power is away for so long. */
export const outageEvent = z.strictObject({ analyzer: scenarioId, withoutPower: scenarioDuration });
export const analyzerFaultsEvent = z.strictObject({ analyzer: scenarioId, faults: meterFaults });

/** Something that happens at a test station. */
export type AnalyzerEvent =
  | z.infer<typeof measureEvent>
  | z.infer<typeof transferEvent>
  | z.infer<typeof outageEvent>
  | z.infer<typeof analyzerFaultsEvent>;
