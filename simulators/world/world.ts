import type { Profile } from '../../device-profiles/profile.ts';
import type { Clock, Millis } from '../../gateway/domain/clock.ts';
import { type AnswerLog, createAnswerLog } from './answer-log.ts';
import type { Cabinet } from './cabinet.ts';
import { carryOut } from './carry-out.ts';
import { answeringTogether } from './modbus-answer.ts';
import { bornOf, devicesOf, showingOf } from './populate.ts';
import type { Scenario } from './scenario-schema.ts';
import { seededRandom, seedOf } from './seeded-random.ts';
import type { SimulatedDevice } from './simulated-device.ts';
import { openAnalyzer, type WorldAnalyzer } from './station/open-analyzer.ts';
import type { WorldEvent } from './world-event.ts';
import { openWorldLine, type WorldLine } from './world-line.ts';

export interface WorldNeeds {
  readonly clock: Clock;
  readonly profiles: ReadonlyMap<string, Profile>;
  /** In place of the scenario's. */
  readonly seed?: number;
  /** Told of everything that happens, the stage's events too, when it happens. */
  readonly onEvent?: (event: WorldEvent) => void;
  /** Values of each channel that the log keeps; default 100,000. */
  readonly keep?: number;
}

/** Devices, cabinets and faults, served and living until closed. */
export interface World {
  readonly lines: readonly WorldLine[];
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  readonly cabinets: ReadonlyMap<string, Cabinet>;
  readonly analyzers: ReadonlyMap<string, WorldAnalyzer>;
  /** What the devices really answered, by channel (`device/register`). */
  readonly answers: AnswerLog;
  /** Lets something happen now. */
  do(event: WorldEvent): void;
  close(): Promise<void>;
}

/** How often the cabinets move on and the registers show it. */
const TICK: Millis = 200;

const openLines = async (
  scenario: Scenario,
  devices: ReadonlyMap<string, SimulatedDevice>,
  clock: Clock,
  seed: number,
): Promise<readonly WorldLine[]> => {
  const opened: WorldLine[] = [];
  try {
    for (const line of scenario.lines) {
      const onLine = scenario.devices.filter((each) => each.line === line.id).flatMap(({ id }) => devices.get(id) ?? []);
      const random = seededRandom(seedOf(seed, line.id));
      opened.push(await openWorldLine(line, { clock, random, answers: answeringTogether(onLine) }));
    }
    return opened;
  } catch (error) {
    await Promise.all(opened.map((line) => line.close()));
    throw error;
  }
};

const openAnalyzers = async (
  { analyzers }: Scenario,
  clock: Clock,
  seed: number,
): Promise<ReadonlyMap<string, WorldAnalyzer>> => {
  const opened = new Map<string, WorldAnalyzer>();
  try {
    for (const analyzer of analyzers) opened.set(analyzer.id, await openAnalyzer(analyzer, clock, seed));
    return opened;
  } catch (error) {
    await Promise.all([...opened.values()].map(({ wire }) => wire.close()));
    throw error;
  }
};

/** Brings a scenario to life. Throws EdgeError `line-not-found` where a line's address can't be had; then nothing is left open. */
export const openWorld = async (scenario: Scenario, needs: WorldNeeds): Promise<World> => {
  const { clock, profiles, seed = scenario.seed, onEvent } = needs;
  const answers = createAnswerLog(needs.keep);
  const living = bornOf(scenario, seed);
  const { cabinets, meters } = living;
  const devices = devicesOf(scenario, profiles, { clock, log: answers });
  const showing = showingOf(scenario, devices, living);
  const analyzers = await openAnalyzers(scenario, clock, seed);
  const wires = [...analyzers.values()].map(({ wire }) => wire);
  const lines = await openLines(scenario, devices, clock, seed).catch(async (error: unknown) => {
    await Promise.all(wires.map((wire) => wire.close()));
    throw error;
  });
  let last = clock.elapsed();
  const tick = (): void => {
    const passed = (clock.elapsed() - last) * scenario.speed;
    last = clock.elapsed();
    for (const each of [...cabinets.values(), ...meters.values()]) each.step(passed);
    for (const show of showing) show();
    ticking = clock.after(TICK, tick);
  };
  const happen = (event: WorldEvent): void => {
    carryOut(event, { lines, devices, cabinets, analyzers });
    onEvent?.(event);
  };
  const coming = scenario.events.map(({ at, ...event }) => clock.after(at, () => happen(event)));
  let ticking = clock.after(0, tick);
  for (const show of showing) show();
  return {
    lines,
    devices,
    cabinets,
    analyzers,
    answers,
    do: happen,
    close: async () => {
      ticking();
      for (const cancel of coming) cancel();
      await Promise.all([...lines, ...wires].map((each) => each.close()));
    },
  };
};
