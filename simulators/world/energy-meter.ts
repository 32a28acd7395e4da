import type { Millis } from '../../gateway/domain/clock.ts';
import { bellCurve, seededRandom } from './seeded-random.ts';

/** What a meter of one phase shows. */
export interface MeterState {
  readonly watts: number;
  readonly kilowattHours: number;
  readonly volts: number;
  readonly amperes: number;
  readonly hertz: number;
  readonly powerFactor: number;
}

/** An energy meter in front of machines: what they draw, it counts. */
export interface EnergyMeter {
  step(duration: Millis): void;
  state(): MeterState;
}

/** Whatever draws power. */
export interface Load {
  state(): { readonly watts: number };
}

const HOUR: Millis = 3_600_000;
const POWER_FACTOR = 0.92;

/** A meter that has counted for some time already. */
export const createEnergyMeter = (loads: readonly Load[], seed: number): EnergyMeter => {
  const random = seededRandom(seed);
  let kilowattHours = 1000 + Math.floor(random() * 4000);
  let watts = 0;
  let volts = 230;
  const look = (): void => {
    watts = loads.reduce((sum, load) => sum + load.state().watts, 0) * (1 + bellCurve(random) * 0.003);
    volts += (230 - volts) * 0.1 + bellCurve(random) * 0.3;
  };
  look();
  return {
    step: (duration) => {
      look();
      kilowattHours += (watts * duration) / HOUR / 1000;
    },
    state: () => ({
      watts,
      kilowattHours,
      volts,
      amperes: watts / volts / POWER_FACTOR,
      hertz: 50 + bellCurve(random) * 0.01,
      powerFactor: POWER_FACTOR,
    }),
  };
};
