import type { Profile } from '../../device-profiles/profile.ts';
import type { Clock } from '../../gateway/domain/clock.ts';
import type { AnswerLog } from './answer-log.ts';
import { type Cabinet, createCabinet } from './cabinet.ts';
import { createEnergyMeter, type EnergyMeter } from './energy-meter.ts';
import { quantityOf } from './quantity.ts';
import type { Scenario, ScenarioDevice } from './scenario-schema.ts';
import { seedOf } from './seeded-random.ts';
import { createDevice, type SimulatedDevice } from './simulated-device.ts';

/** Everything that lives by itself. */
export interface Living {
  readonly cabinets: ReadonlyMap<string, Cabinet>;
  readonly meters: ReadonlyMap<string, EnergyMeter>;
}

/** The cabinets of a scenario, each with a seed of its own, and the meters in front of them. */
export const bornOf = ({ cabinets, devices }: Scenario, seed: number): Living => {
  const born = new Map(
    cabinets.map(({ id, ...settings }) => [id, createCabinet({ ...withoutGaps(settings), seed: seedOf(seed, id) })]),
  );
  const meters = devices.flatMap(({ id, meters: metered = [] }) => {
    const loads = metered.flatMap((each) => born.get(each) ?? []);
    return loads.length === 0 ? [] : [[id, createEnergyMeter(loads, seedOf(seed, id))] as const];
  });
  return { cabinets: born, meters: new Map(meters) };
};

/** Settings whose absent keys are really absent. */
const withoutGaps = ({ kind, setpoint, ambient, defrostsPerDay, doorsPerDay }: Omit<Scenario['cabinets'][number], 'id'>) => ({
  kind,
  ...(setpoint !== undefined && { setpoint }),
  ...(ambient !== undefined && { ambient }),
  ...(defrostsPerDay !== undefined && { defrostsPerDay }),
  ...(doorsPerDay !== undefined && { doorsPerDay }),
});

const profileOf = ({ profile }: ScenarioDevice, profiles: ReadonlyMap<string, Profile>): Profile => {
  const found = profiles.get(profile);
  if (found === undefined) throw new Error(`There is no profile ${profile}: the scenario was loaded with other profiles.`);
  return found;
};

/** What is wired to nothing says so, where the device has a word for it. */
const unplugUnused = (device: SimulatedDevice, shows: ScenarioDevice['shows']): void => {
  if (Object.keys(shows).length === 0) return;
  for (const { name, role } of device.profile.registers)
    if (role === 'measurement' && !Object.hasOwn(shows, name)) device.breakProbe(name, 'probe-open');
};

const constantsOf = ({ shows }: ScenarioDevice): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(shows).flatMap(([register, shown]) => (typeof shown === 'number' ? [[register, shown]] : [])),
  );

/** What must be shown anew at each tick. */
export const showingOf = (
  scenario: Scenario,
  devices: ReadonlyMap<string, SimulatedDevice>,
  living: Living,
): readonly (() => void)[] =>
  scenario.devices.flatMap(({ id, cabinet = '', shows }) =>
    Object.entries(shows).flatMap(([register, shown]) => {
      const device = devices.get(id);
      const quantity = quantityOf(String(shown), living.cabinets.get(cabinet), living.meters.get(id));
      return device === undefined || quantity === undefined ? [] : [() => device.show(register, quantity())];
    }),
  );

/** The devices of a scenario, not yet on any line. */
export const devicesOf = (
  scenario: Scenario,
  profiles: ReadonlyMap<string, Profile>,
  needs: { readonly clock: Clock; readonly log: AnswerLog },
): ReadonlyMap<string, SimulatedDevice> =>
  new Map(
    scenario.devices.map((each) => {
      const { id, unit } = each;
      const device = createDevice({ id, unit, profile: profileOf(each, profiles), values: constantsOf(each) }, needs);
      unplugUnused(device, each.shows);
      return [id, device] as const;
    }),
  );
