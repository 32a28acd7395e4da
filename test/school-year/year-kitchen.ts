import type { Millis, UtcMillis } from '../../gateway/domain/clock.ts';
import type { Quality } from '../../gateway/domain/quality.ts';
import { type Cabinet, type CabinetState, createCabinet } from '../../simulators/world/cabinet.ts';
import { seedOf } from '../../simulators/world/seeded-random.ts';
import type { Thing } from '../scenarios/canteen.ts';
import { createProbe, type Probe } from '../scenarios/probe.ts';

/** Somebody has a door open from a moment to another. */
export interface Opening {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** What a device answers for one register. */
export interface Answer {
  readonly value: number;
  readonly quality: Quality;
}

/** One cabinet of the kitchen, with the probe in it. */
export interface KitchenCabinet {
  readonly cabinet: Cabinet;
  readonly probe: Probe;
  /** As it was at the last minute. */
  state: CabinetState;
  /** Coming openings of its door, in order. */
  openings: readonly Opening[];
  /** A door that is left open: nobody shuts it by the way. */
  leftOpen: boolean;
  /** Its device doesn't answer, or says that its probe is broken. */
  ill?: 'no-answer' | 'probe-open';
}

/** Twelve cabinets, minute by minute; devices answer at once, without any bytes. */
export interface YearKitchen {
  readonly cabinets: ReadonlyMap<string, KitchenCabinet>;
  /** Lives from one full minute to the next. */
  live(from: UtcMillis, passed: Millis): void;
  /** The cabinets' mains; probes and devices hang on the box's own supply. */
  mains(on: boolean): void;
  /** People switch a cabinet on or off. */
  switchOn(cabinet: string, on: boolean): void;
  answer(device: string, register: string): Answer;
}

/** The kitchen of a year, before its first minute. */
export const createYearKitchen = (things: ReadonlyMap<string, Thing>, seed: number): YearKitchen => {
  const cabinets = new Map<string, KitchenCabinet>();
  for (const { cabinet: settings } of things.values()) {
    if (settings === undefined) continue;
    const cabinet = createCabinet({ ...settings, seed: seedOf(seed, settings.id) });
    cabinets.set(settings.id, { cabinet, probe: createProbe(), state: cabinet.state(), openings: [], leftOpen: false });
  }
  const shown = new Map<string, number>();
  const off = new Set<string>();
  let powered = true;
  const supply = (): void => {
    for (const [id, { cabinet }] of cabinets) cabinet.power(powered && !off.has(id));
  };
  return {
    cabinets,
    live: (from, passed) => {
      for (const [id, each] of cabinets) {
        liveOn(each, from, from + passed);
        each.state = each.cabinet.state();
        shown.set(id, each.probe.shown(each.state.air, each.state.room, passed));
      }
    },
    mains: (on) => {
      powered = on;
      supply();
    },
    switchOn: (id, on) => {
      if (on) off.delete(id);
      else off.add(id);
      supply();
    },
    answer: (device, register) => {
      const what = things.get(device)?.shows[register];
      if (what === 'mains') return { value: Number(powered), quality: 'good' };
      const each = cabinets.get(device);
      if (each === undefined || typeof what !== 'string') throw new Error(`nothing to show: ${device}/${register}`);
      if (each.ill === 'no-answer' || (each.ill === 'probe-open' && what === 'air'))
        return { value: Number.NaN, quality: each.ill };
      if (what === 'door') return { value: Number(each.state.doorOpen), quality: 'good' };
      if (what === 'defrosting') return { value: Number(each.state.defrosting), quality: 'good' };
      return { value: shown.get(device) ?? each.state.air, quality: 'good' };
    },
  };
};

/** From one moment to another, with the doors that are opened and shut in between. */
const liveOn = (each: KitchenCabinet, from: UtcMillis, to: UtcMillis): void => {
  const { cabinet } = each;
  let at = from;
  const until = (moment: UtcMillis): void => {
    if (moment > at) cabinet.step(moment - at);
    at = Math.max(at, moment);
  };
  while (each.openings[0] !== undefined && each.openings[0].from < to) {
    const opening = each.openings[0];
    until(opening.from);
    if (!each.leftOpen) cabinet.openDoor();
    until(Math.min(opening.to, to));
    if (opening.to > to) break;
    if (!each.leftOpen) cabinet.closeDoor();
    each.openings = each.openings.slice(1);
  }
  until(to);
};
