import type { Profile } from '../../device-profiles/profile.ts';
import type { Clock, Millis } from '../../gateway/domain/clock.ts';
import type { AnswerLog } from './answer-log.ts';
import { type AnswersModbus, EXCEPTION, type ModbusReply, type ModbusRequest } from './modbus-answer.ts';
import { type RegisterImage, registerImage } from './register-image.ts';
import type { ProbeFault } from './register-value.ts';
import { createSpanReader } from './span-reader.ts';
import { createUnitId, type UnitId } from './unit-recipe.ts';

/** How a device takes its requests. */
export type Behaviour =
  | { readonly is: 'well' }
  /** Nothing comes back: no power, a broken wire, another unit id. */
  | { readonly is: 'silent' }
  | { readonly is: 'slow'; readonly by: Millis }
  /** Exception 6. */
  | { readonly is: 'busy' }
  | { readonly is: 'exception'; readonly code: number };

/** What a master wrote into a device. */
export interface Written {
  readonly function: number;
  readonly address: number;
  readonly words: readonly number[];
  readonly at: Millis;
}

/** A device made of its profile: it answers what the profile says that it has, and refuses the rest as its maker's would. */
export interface SimulatedDevice extends AnswersModbus {
  readonly id: string;
  readonly profile: Profile;
  unit(): number;
  /** Lets a register show `value`, in its unit; one that is broken stays broken. */
  show(register: string, value: number): void;
  /** Breaks a register's probe, or mends it. False where the device has no word for a broken probe. */
  breakProbe(register: string, means: ProbeFault): boolean;
  mendProbe(register: string): void;
  behave(behaviour: Behaviour): void;
  /** Off and on again: a unit id that waited for it holds now. */
  powerCycle(): void;
  /** The newest writes, at most a thousand. */
  written(): readonly Written[];
}

export interface DeviceSettings {
  readonly id: string;
  readonly unit: number;
  readonly profile: Profile;
  /** Register to value before anything else is shown. */
  readonly values?: Readonly<Record<string, number>>;
}

const MOST_WRITES = 1000;

const refusal = (behaviour: Behaviour): number | undefined => {
  if (behaviour.is === 'busy') return EXCEPTION.busy;
  return behaviour.is === 'exception' ? behaviour.code : undefined;
};

/** The probes behind the registers: what a broken one would show is kept until it is mended. */
const createProbes = (image: RegisterImage): Pick<SimulatedDevice, 'show' | 'breakProbe' | 'mendProbe'> => {
  const broken = new Map<string, number>();
  return {
    show: (register, value) => {
      if (broken.has(register)) broken.set(register, value);
      else image.set(register, value);
    },
    breakProbe: (register, means) => {
      const before = image.shown(register);
      const hasWord = image.fail(register, means);
      if (hasWord && !broken.has(register)) broken.set(register, before);
      return hasWord;
    },
    mendProbe: (register) => {
      const value = broken.get(register);
      broken.delete(register);
      if (value !== undefined) image.set(register, value);
    },
  };
};

/** What a master may write, and what comes of it. */
const createWriter = ({ profile }: DeviceSettings, image: RegisterImage, unit: UnitId, writes: Written[], clock: Clock) => {
  const steps = profile.setUnit?.steps ?? [];
  const readBack = profile.setUnit?.readBack;
  const tellUnit = (): void => {
    if (readBack !== undefined) image.put(readBack.table, readBack.address, unit.told());
  };
  tellUnit();
  return ({ function: code, table, address, words = [] }: ModbusRequest, after: Millis): ModbusReply => {
    const isKnown = (at: number): boolean => image.at(table, at) !== undefined || steps.some((step) => step.address === at);
    if (!words.every((_, place) => isKnown(address + place))) return { is: 'exception', code: EXCEPTION.illegalAddress, after };
    writes.push({ function: code, address, words, at: clock.elapsed() });
    if (writes.length > MOST_WRITES) writes.shift();
    for (const [place, word] of words.entries()) {
      image.put(table, address + place, word);
      unit.written(code, address + place, word);
    }
    tellUnit();
    return { is: 'written', after };
  };
};

const createReader = ({ id, profile }: DeviceSettings, image: RegisterImage, log: AnswerLog | undefined) => {
  const readOf = createSpanReader(profile, image);
  const channels = new Map(profile.registers.map(({ name }) => [name, `${id}/${name}`]));
  return (request: ModbusRequest, after: Millis): ModbusReply => {
    const { refused, carried } = readOf(request);
    if (refused !== undefined) return { is: 'exception', code: refused, after };
    const words = Array.from({ length: request.count }, (_, place) => image.at(request.table, request.address + place) ?? 0);
    if (log === undefined) return { is: 'words', words, after };
    // What is logged is what this answer carries, whatever the registers show by the time it has left.
    const values = carried.map((name) => image.shown(name));
    const completed = (at: Millis): void => {
      for (const [place, name] of carried.entries()) log.add(channels.get(name) ?? name, values[place] ?? Number.NaN, at);
    };
    return { is: 'words', words, after, completed };
  };
};

/** A device at a unit id, with `log` of what it answered under `<id>/<register>`. */
export const createDevice = (
  settings: DeviceSettings,
  { clock, log }: { readonly clock: Clock; readonly log?: AnswerLog },
): SimulatedDevice => {
  const { id, profile } = settings;
  const image = registerImage(profile, settings.values);
  const unit = createUnitId(settings.unit, profile.setUnit);
  const writes: Written[] = [];
  const read = createReader(settings, image, log);
  const write = createWriter(settings, image, unit, writes, clock);
  let behaviour: Behaviour = { is: 'well' };

  const answer = (request: ModbusRequest): readonly ModbusReply[] => {
    const isMeant = request.unit === unit.now() || (request.unit === 0 && request.words !== undefined);
    const isTooSoon = (request.gap ?? Number.POSITIVE_INFINITY) < (profile.quirks.quietTime ?? 0);
    if (!isMeant || isTooSoon || behaviour.is === 'silent') return [];
    const after = behaviour.is === 'slow' ? behaviour.by : 0;
    const code = refusal(behaviour);
    if (code !== undefined) return [{ is: 'exception', code, after }];
    return [request.words === undefined ? read(request, after) : write(request, after)];
  };

  return {
    id,
    profile,
    unit: unit.now,
    ...createProbes(image),
    behave: (next) => {
      behaviour = next;
    },
    powerCycle: unit.powerCycle,
    written: () => writes,
    answer,
  };
};
