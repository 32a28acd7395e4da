import type { Profile } from '../../device-profiles/profile.ts';
import type { OpenedPort } from '../../gateway/acquire/line/opened-port.ts';
import type { Millis, UtcMillis } from '../../gateway/domain/clock.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import { bytePipe, type PipeWire } from '../../simulators/world/byte-pipe.ts';
import { type Cabinet, createCabinet } from '../../simulators/world/cabinet.ts';
import { createEnergyMeter, type EnergyMeter } from '../../simulators/world/energy-meter.ts';
import type { ManualClock } from '../../simulators/world/manual-clock.ts';
import { answeringTogether } from '../../simulators/world/modbus-answer.ts';
import { quantityOf } from '../../simulators/world/quantity.ts';
import { serveRtu } from '../../simulators/world/rtu-slave.ts';
import { seedOf } from '../../simulators/world/seeded-random.ts';
import { createDevice, type SimulatedDevice } from '../../simulators/world/simulated-device.ts';
import type { Thing } from './canteen.ts';
import { createProbe, type Probe } from './probe.ts';

interface KitchenNeeds {
  readonly things: ReadonlyMap<string, Thing>;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly clock: ManualClock;
  readonly seed: number;
  /** What a register shows in place of all else; undefined where nothing is drawn for it. */
  drawn(register: string, at: UtcMillis): number | undefined;
}

/** Cabinets, probes, devices and wires: all that a box can see, with nobody who watches it. */
export interface Kitchen {
  readonly cabinets: ReadonlyMap<string, Cabinet>;
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  /** By `device/register`. */
  probe(register: string): Probe;
  mains(on: boolean): void;
  /** The push button, held for a moment. */
  push(): void;
  /** A line's wire, out or in again. */
  plug(line: string, plugged: boolean): void;
  /** Opens a line's port. Rejects with `line-not-found` while its wire is out. */
  open(line: string): Promise<OpenedPort>;
  /** Nobody holds any port any more: the box is dead. */
  letGo(): void;
  /** Told of all that the registers show, each time that it changes. */
  watch(seen: (register: string, value: number) => void): void;
}

/** The kitchen moves on so often. */
const TICK: Millis = 5_000;

/** A push is long enough for a poll each five seconds. */
const PUSH: Millis = 6_000;

const BAUD = 9600;
/** Start, data, parity and two stop bits. */
const BITS = 12;
const TURNAROUND: Millis = 5;

/** The kitchen of a scenario, alive from now on. */
export const createKitchen = (needs: KitchenNeeds): Kitchen => {
  const { things, profiles, clock, seed } = needs;
  const cabinets = new Map(
    [...things.values()].flatMap(({ cabinet }) =>
      cabinet === undefined ? [] : [[cabinet.id, createCabinet({ ...cabinet, seed: seedOf(seed, cabinet.id) })] as const],
    ),
  );
  const devices = new Map([...things].map(([id, thing]) => [id, deviceOf(id, thing, profiles, clock)]));
  const switches = { mains: 1, button: 0 };
  const probes = new Map<string, Probe>();
  const probe = (register: string): Probe => {
    const found = probes.get(register) ?? createProbe();
    probes.set(register, found);
    return found;
  };
  let seen: (register: string, value: number) => void = () => undefined;
  const views = [...things].map(([id, thing]) => viewOf(thing, cabinets, seedOf(seed, id)));
  const show = (passed: Millis): void => {
    for (const [place, [id, thing]] of [...things].entries()) {
      const { look, room } = views[place]?.(passed) ?? { look: () => undefined, room: undefined };
      for (const [name, shown] of Object.entries(thing.shows)) {
        const register = `${id}/${name}`;
        const natural =
          typeof shown === 'number' ? shown : shown === 'mains' || shown === 'button' ? switches[shown] : look(shown);
        const inside = needs.drawn(register, clock.now()) ?? natural ?? Number.NaN;
        const value = probe(register).shown(inside, room, passed);
        devices.get(id)?.show(name, value);
        seen(register, value);
      }
    }
  };
  const tick = (): void => {
    for (const cabinet of cabinets.values()) cabinet.step(TICK);
    show(TICK);
    clock.after(TICK, tick);
  };
  show(0);
  clock.after(TICK, tick);
  const wires = createWires(things, devices, clock);
  return {
    cabinets,
    devices,
    probe,
    mains: (on) => {
      switches.mains = Number(on);
      for (const cabinet of cabinets.values()) cabinet.power(on);
      for (const [id, { meters }] of things) if (meters.length > 0) devices.get(id)?.behave({ is: on ? 'well' : 'silent' });
      show(0);
    },
    push: () => {
      switches.button = 1;
      show(0);
      clock.after(PUSH, () => {
        switches.button = 0;
        show(0);
      });
    },
    ...wires,
    watch: (listener) => {
      seen = listener;
    },
  };
};

const deviceOf = (
  id: string,
  { device: { unit, profile: wanted } }: Thing,
  profiles: ReadonlyMap<string, Profile>,
  clock: ManualClock,
): SimulatedDevice => {
  const profile = profiles.get(wanted);
  if (profile === undefined) throw new Error(`there is no profile ${wanted}`);
  return createDevice({ id, unit, profile }, { clock });
};

/** What a thing's registers may show at one instant, and the room around it. */
interface View {
  look(quantity: string): number | undefined;
  readonly room: number | undefined;
}

/** Looks at a thing after `passed` more of its life. Each cabinet and meter is looked at once: a digital probe has one noise at a time. */
const viewOf = (
  { cabinet: settings, meters }: Thing,
  cabinets: ReadonlyMap<string, Cabinet>,
  seed: number,
): ((passed: Millis) => View) => {
  const cabinet = settings === undefined ? undefined : cabinets.get(settings.id);
  const loads = meters.flatMap((id) => cabinets.get(id) ?? []);
  const meter: EnergyMeter | undefined = loads.length === 0 ? undefined : createEnergyMeter(loads, seed);
  return (passed) => {
    if (passed > 0) meter?.step(passed);
    const state = cabinet?.state();
    const metered = meter?.state();
    const stillCabinet = cabinet && state && { ...cabinet, state: () => state };
    const stillMeter = meter && metered && { ...meter, state: () => metered };
    return { look: (quantity) => quantityOf(quantity, stillCabinet, stillMeter)?.(), room: state?.room };
  };
};

const createWires = (
  things: ReadonlyMap<string, Thing>,
  devices: ReadonlyMap<string, SimulatedDevice>,
  clock: ManualClock,
): Pick<Kitchen, 'plug' | 'open' | 'letGo'> => {
  const out = new Set<string>();
  const wires = new Map<string, PipeWire>();
  return {
    plug: (line, plugged) => {
      if (plugged) out.delete(line);
      else out.add(line);
      if (!plugged) wires.get(line)?.unplug('unplugged');
    },
    open: async (line) => {
      if (out.has(line)) throw new EdgeError('line-not-found', 'no such port');
      const on = [...things].filter(([, { device }]) => device.line === line).flatMap(([id]) => devices.get(id) ?? []);
      const [near, far, wire] = bytePipe({ clock, baud: BAUD, bits: BITS, grain: 64 });
      serveRtu(far, { clock, baud: BAUD, bits: BITS, turnaround: TURNAROUND, answers: answeringTogether(on) });
      wires.set(line, wire);
      return near;
    },
    letGo: () => {
      for (const wire of wires.values()) wire.unplug('the box is off');
      wires.clear();
    },
  };
};
