import type { Millis } from '../../gateway/domain/clock.ts';
import { createChores } from './cabinet-chores.ts';
import { CABINET_BUILDS, type CabinetBuild, type CabinetKind } from './cabinet-kind.ts';
import { bellCurve, seededRandom } from './seeded-random.ts';

export interface CabinetSettings {
  readonly kind: CabinetKind;
  readonly seed: number;
  /** °C; default that of the kind. */
  readonly setpoint?: number;
  /** The room's mean over the day, °C; default 26, two degrees more in the afternoon and less at night. */
  readonly ambient?: number;
  readonly defrostsPerDay?: number;
  /** How often people open the door, 5 to 30 s each; default never. */
  readonly doorsPerDay?: number;
}

/** What can be seen of a cabinet. Temperatures in °C as a digital probe tells them: with its noise, in hundredths. */
export interface CabinetState {
  /** A bare probe in the air. */
  readonly air: number;
  /** A probe in the goods, or in a bottle of glycol. */
  readonly product: number;
  readonly room: number;
  /** %RH */
  readonly humidity: number;
  readonly doorOpen: boolean;
  readonly running: boolean;
  readonly defrosting: boolean;
  readonly watts: number;
}

/** A cabinet with its machine, its goods and its door: moved on by `step`, and by nothing else. */
export interface Cabinet {
  step(duration: Millis): void;
  openDoor(): void;
  closeDoor(): void;
  /** The compressor, or the heater, runs no more. */
  killMachine(): void;
  mendMachine(): void;
  /** The mains of machine and defrost heater. */
  power(on: boolean): void;
  /** A seal that lets through so much of what an open door does: 0 is tight, 1 is a door. */
  leak(share: number): void;
  /** The room's mean over the day is so many °C from now on. */
  season(ambient: number): void;
  /** Goods are put in that warm the whole inside by so many K. */
  load(kelvin: number): void;
  /** A defrost that the controller starts, besides those of its days. */
  defrost(duration: Millis): void;
  state(): CabinetState;
}

const MINUTE: Millis = 60_000;

/** Longest step that is reckoned at once; the fastest part of a cabinet moves in a minute and a half. */
const LONGEST_STEP: Millis = 5_000;

/** Time constants of the air against the walls, and of a bare probe in the air, in minutes. */
const AIR_LAG = 3;
const PROBE_LAG = 1.5;
/** How slowly walls and coil follow the air, in minutes: a door left open warms them in the end. */
const WALL_LAG = 60;

/** Standard deviation of a digital probe's reading, and its step: 0.006 K, 0.01 K. */
const asRead = (temperature: number, random: () => number): number =>
  Math.round((temperature + bellCurve(random) * 0.006) * 100) / 100;

/** No two cabinets of a kind are quite the same: up to 8 % either way. */
const aLittleOff = (build: CabinetBuild, random: () => number): CabinetBuild => {
  const off = (number: number): number => number * (0.92 + 0.16 * random());
  return { ...build, band: off(build.band), drift: off(build.drift), pull: off(build.pull), productLag: off(build.productLag) };
};

/** What is inside, in °C. */
interface Inside {
  walls: number;
  air: number;
  goods: number;
  probe: number;
  humidity: number;
}

/** What is on and how much of the door is open, from 0 to 1. */
interface Influences {
  readonly room: number;
  readonly door: number;
  readonly running: boolean;
  readonly defrosting: boolean;
}

/** One small step of the heat: `minutes` long, with whatever is on and open. */
const moveHeat = (inside: Inside, build: CabinetBuild, now: Influences, minutes: number): void => {
  const toRoom = Math.abs(26 - build.setpoint);
  const machine = (build.drift + build.pull) * (build.heats ? 1 : -1);
  const wallsMove =
    (build.drift / toRoom) * (now.room - inside.walls) + (inside.air - inside.walls) / WALL_LAG + (now.running ? machine : 0);
  const airMove =
    (inside.walls - inside.air) / AIR_LAG +
    ((now.door * build.doorMixing) / AIR_LAG) * (now.room - inside.air) +
    (now.defrosting ? build.defrostLift / AIR_LAG : 0);
  const damp = 60 + 20 * now.door - (now.running ? 8 : 0);
  inside.walls += wallsMove * minutes;
  inside.air += airMove * minutes;
  inside.goods += ((inside.air - inside.goods) / build.productLag) * minutes;
  inside.probe += ((inside.air - inside.probe) / PROBE_LAG) * minutes;
  inside.humidity += ((damp - inside.humidity) / 5) * minutes;
};

/** True where the machine should run: it goes on until the far edge of the band. */
const shouldRun = ({ setpoint, band, heats }: CabinetBuild, air: number, running: boolean): boolean => {
  const beyond = heats ? setpoint - air : air - setpoint;
  return running ? beyond > -band / 2 : beyond > band / 2;
};

/** A cabinet that has stood for a while, somewhere in its cycle. */
export const createCabinet = (settings: CabinetSettings): Cabinet => {
  const random = seededRandom(settings.seed);
  const kind = CABINET_BUILDS[settings.kind];
  const build = { ...aLittleOff(kind, random), setpoint: settings.setpoint ?? kind.setpoint };
  const chores = createChores({
    defrostsPerDay: settings.defrostsPerDay ?? kind.defrostsPerDay,
    doorsPerDay: settings.doorsPerDay ?? 0,
    ambient: settings.ambient ?? 26,
    random,
  });
  const start = build.setpoint + (random() - 0.5) * build.band * 0.9;
  const inside: Inside = { walls: start, air: start, goods: build.setpoint, probe: start, humidity: 58 };
  const meddled = { wedged: false, dead: false, powered: true, leak: 0, defrost: 0 };
  let running = random() < 0.5;
  let { room, defrosting, opened } = chores.pass(0);

  const smallStep = (duration: Millis): void => {
    const now = chores.pass(duration);
    ({ room, opened } = now);
    defrosting = meddled.powered && (now.defrosting || meddled.defrost > 0);
    meddled.defrost = Math.max(0, meddled.defrost - duration);
    running = meddled.powered && !meddled.dead && !defrosting && shouldRun(build, inside.air, running);
    const door = meddled.wedged || opened ? 1 : meddled.leak;
    moveHeat(inside, build, { room, door, running, defrosting }, duration / MINUTE);
  };
  return {
    step: (duration) => {
      for (let left = duration; left > 0; left -= LONGEST_STEP) smallStep(Math.min(left, LONGEST_STEP));
    },
    season: chores.season,
    ...meddling(meddled, inside),
    state: () => ({
      air: asRead(inside.probe, random),
      product: asRead(inside.goods, random),
      room: asRead(room, random),
      humidity: Math.round(inside.humidity * 10) / 10,
      doorOpen: meddled.wedged || opened,
      running,
      defrosting,
      watts: meddled.powered ? 6 + (running ? build.watts : 0) + (defrosting ? build.defrostWatts : 0) : 0,
    }),
  };
};

/** What people, the mains and bad luck do to a cabinet. */
const meddling = (
  meddled: { wedged: boolean; dead: boolean; powered: boolean; leak: number; defrost: Millis },
  inside: Inside,
): Omit<Cabinet, 'step' | 'state' | 'season'> => ({
  openDoor: () => {
    meddled.wedged = true;
  },
  closeDoor: () => {
    meddled.wedged = false;
  },
  killMachine: () => {
    meddled.dead = true;
  },
  mendMachine: () => {
    meddled.dead = false;
  },
  power: (on) => {
    meddled.powered = on;
  },
  leak: (share) => {
    meddled.leak = share;
  },
  load: (kelvin) => {
    for (const part of ['walls', 'air', 'goods'] as const) inside[part] += kelvin;
  },
  defrost: (duration) => {
    meddled.defrost = duration;
  },
});
