import type { Clock } from '../../../gateway/domain/clock.ts';
import { createAndroidMeter } from './android-meter.ts';
import { createWiredMeter, type SimulatedMeter, type WiredMeter } from './meter.ts';
import type { ClockError } from './meter-clock.ts';
import type { MeterFaults } from './meter-faults.ts';
import { innardsOf, speechOf, type WiredKind } from './meter-kind.ts';

export interface MeterSettings {
  readonly id: string;
  readonly clock: Clock;
  /** Chance by seed, for its faults. */
  readonly random: () => number;
  readonly faults?: MeterFaults;
  readonly clockError?: ClockError;
}

const disturbed = <Meter extends SimulatedMeter>(meter: Meter, faults: MeterFaults = {}): Meter => {
  meter.disturb(faults);
  return meter;
};

/** A meter of this kind, not yet on any wire. */
export const createMeter = (kind: WiredKind, { clockError, faults, ...needs }: MeterSettings): WiredMeter => {
  const { memory, hands } = innardsOf(kind, needs.clock, clockError);
  return disturbed(createWiredMeter({ ...needs, memory }, speechOf(kind, hands)), faults);
};

/** An Android meter that uploads to this address. */
export const createUploadingMeter = (url: URL, { clockError, faults, ...needs }: MeterSettings): SimulatedMeter =>
  disturbed(createAndroidMeter({ ...needs, memory: innardsOf('android', needs.clock, clockError).memory }, url), faults);
