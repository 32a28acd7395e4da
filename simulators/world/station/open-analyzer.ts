import type { Clock } from '../../../gateway/domain/clock.ts';
import { seededRandom, seedOf } from '../seeded-random.ts';
import type { AnalyzerEvent, ScenarioAnalyzer } from './analyzer-schema.ts';
import { createMeter, createUploadingMeter, type MeterSettings } from './create-meter.ts';
import { inhibitionOf } from './inhibition-model.ts';
import type { SimulatedMeter, WiredMeter } from './meter.ts';
import { callGateway, type MeterWire, plugIn, serveMeter } from './meter-wire.ts';

/** An analyzer of a world, with its wire. */
export interface WorldAnalyzer {
  readonly id: string;
  readonly kind: ScenarioAnalyzer['kind'];
  readonly meter: SimulatedMeter;
  readonly wire: MeterWire;
  /** Does what an event says. */
  carryOut(event: AnalyzerEvent): void;
}

const wireOf = async (
  clock: Clock,
  meter: WiredMeter,
  { tcp, connect, serial = '', baud }: ScenarioAnalyzer,
): Promise<MeterWire> => {
  if (tcp !== undefined) return serveMeter(meter, tcp);
  return connect === undefined ? plugIn(clock, meter, { path: serial, baud }) : callGateway(clock, meter, connect);
};

const actsOn = (meter: SimulatedMeter, seed: number): ((event: AnalyzerEvent) => void) => {
  const measuredBefore = new Map<string, number>();
  const doseOf = (sampleId: string, place: number, positive: readonly string[]) => {
    const repeat = measuredBefore.get(sampleId) ?? 0;
    measuredBefore.set(sampleId, repeat + 1);
    const value = inhibitionOf(seed, { sampleId, isPositive: positive.includes(sampleId), repeat });
    return { channel: place + 1, sampleId, value };
  };
  return (event) => {
    if ('measure' in event)
      meter.measure(
        event.measure.map((id, place) => doseOf(id, place, event.positive)).filter(({ sampleId }) => sampleId !== ''),
      );
    else if ('transfer' in event) meter.transfer();
    else if ('withoutPower' in event) meter.cutPower(event.withoutPower);
    else meter.disturb(event.faults);
  };
};

/** Puts an analyzer on its wire. Throws EdgeError `line-not-found` where the address that it is to listen on can't be had. */
export const openAnalyzer = async (analyzer: ScenarioAnalyzer, clock: Clock, worldSeed: number): Promise<WorldAnalyzer> => {
  const { id, kind, faults, http = '' } = analyzer;
  const { ahead = 0, behind = 0, drift = 0 } = analyzer.clock;
  const seed = seedOf(worldSeed, id);
  const settings: MeterSettings = { id, clock, random: seededRandom(seed), faults, clockError: { ahead: ahead - behind, drift } };
  if (kind === 'android') {
    const meter = createUploadingMeter(new URL(http), settings);
    return { id, kind, meter, wire: { address: http, close: () => meter.close() }, carryOut: actsOn(meter, seed) };
  }
  const meter = createMeter(kind, settings);
  return { id, kind, meter, wire: await wireOf(clock, meter, analyzer), carryOut: actsOn(meter, seed) };
};
