import { z } from 'zod';
import { CABINET_KINDS } from './cabinet-kind.ts';
import { SCENARIO_FORMS } from './scenario-form.ts';
import { netAddress, scenarioDuration, scenarioFaults, scenarioId } from './scenario-words.ts';
import { analyzerFaultsEvent, measureEvent, outageEvent, scenarioAnalyzer, transferEvent } from './station/analyzer-schema.ts';
import {
  brokerEvent,
  doorEvent,
  lineDroppedEvent,
  lineFaultsEvent,
  linePluggedEvent,
  machineEvent,
  probeEvent,
  unitEvent,
} from './world-event.ts';

const line = z.strictObject({
  id: scenarioId,
  /** One of the three: Modbus TCP, RTU through a TCP connection, or RTU on a serial port of this machine. */
  tcp: netAddress.optional(),
  rtuOverTcp: netAddress.optional(),
  serial: z.string().min(1).optional(),
  baud: z.int().min(300).max(921_600).default(9600),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  faults: scenarioFaults.default({}),
});
export type ScenarioLine = z.infer<typeof line>;

const cabinet = z.strictObject({
  id: scenarioId,
  kind: z.enum(CABINET_KINDS),
  /** °C */
  setpoint: z.number().min(-90).max(150).optional(),
  /** °C, the room's mean over a day. */
  ambient: z.number().min(-40).max(60).optional(),
  defrostsPerDay: z.number().min(0).max(24).optional(),
  doorsPerDay: z.number().min(0).max(5000).optional(),
});

const device = z.strictObject({
  id: scenarioId,
  line: scenarioId,
  unit: z.int().min(1).max(247),
  profile: scenarioId,
  /** The cabinet that its probes hang in. */
  cabinet: scenarioId.optional(),
  /** The cabinets whose machines it meters. */
  meters: z.array(scenarioId).min(1).optional(),
  /** Register to what it shows: a quantity of the cabinet or of the meter, or a number that stays. */
  shows: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
});
export type ScenarioDevice = z.infer<typeof device>;

const at = { at: scenarioDuration };
const event = z.union([
  doorEvent.extend(at),
  machineEvent.extend(at),
  probeEvent.extend(at),
  unitEvent.extend(at),
  lineFaultsEvent.extend(at),
  lineDroppedEvent.extend(at),
  linePluggedEvent.extend(at),
  brokerEvent.extend(at),
  measureEvent.extend(at),
  transferEvent.extend(at),
  outageEvent.extend(at),
  analyzerFaultsEvent.extend(at),
]);
export type ScenarioEvent = z.infer<typeof event>;

const world = z.strictObject({
  name: z.string().min(1),
  seed: z.int().default(1),
  /** How many times faster than the clock the cabinets live: with 60, a minute of theirs in each second. */
  speed: z.number().positive().max(100_000).register(SCENARIO_FORMS, { words: 'scenario.form.speed' }).default(1),
  lines: z.array(line).default([]),
  cabinets: z.array(cabinet).default([]),
  devices: z.array(device).default([]),
  analyzers: z.array(scenarioAnalyzer).default([]),
  /** Since the world's beginning, in any order. */
  events: z.array(event).default([]),
});

/** A world as a file: what stands in the kitchen or the test station, how it is wired, and what happens when. It isn't empty. */
export const scenarioSchema = world.refine(({ devices, analyzers }) => devices.length + analyzers.length > 0);
export type Scenario = z.infer<typeof scenarioSchema>;
