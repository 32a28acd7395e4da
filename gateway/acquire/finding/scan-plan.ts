import { type Profile, registerCount } from '../../../device-profiles/profile.ts';
import type { Millis } from '../../domain/clock.ts';
import type { CharacterFormat } from '../line/line-settings.ts';
import type { UnitRead } from './unit-question.ts';

/** Whether somebody is there. */
export interface Knock extends UnitRead {
  /** Longest wait, in ms, where a device that may be there is known to be slow. */
  readonly slowAnswer?: Millis;
}

/** One way to speak, and everybody who is asked in it. */
export interface ScanTry {
  /** Absent on a line whose characters are nobody's business here: TCP, or a converter that has its own settings. */
  readonly settings?: CharacterFormat;
  /** In order. A unit that answered once isn't asked the rest of its questions. */
  readonly questions: readonly Knock[];
  /** How likely a device is to be found so: a later stage is left out once somebody was found, unless all is wanted. */
  readonly stage: 'first' | 'factory' | 'other';
}

/** What a person may narrow a search to; what is absent is open. */
export interface ScanWish {
  /** How the line speaks by its configuration: tried first. */
  readonly configured?: CharacterFormat;
  readonly baud?: number;
  readonly parity?: CharacterFormat['parity'];
  readonly units?: readonly number[];
  /** Every unit id from 1 to 247, at every speed and parity. */
  readonly all: boolean;
}

const FIRST: CharacterFormat = { baud: 9600, parity: 'none', dataBits: 8, stopBits: 1 };
const COMMON_BAUDS = [9600, 19200, 115_200, 4800, 38_400, 57_600, 2400, 14_400, 1200] as const;
const PARITIES = ['none', 'even', 'odd'] as const;

/**
 * The same settings as they go over the wire in a search: without parity, with two stop bits, as section 2.5.1 of Modbus
 * over Serial Line V1.02 wants it. Who expects one understands two as well.
 */
export const asSent = (settings: CharacterFormat): CharacterFormat =>
  settings.parity === 'none' ? { ...settings, stopBits: 2 } : settings;

/** Modbus over Serial Line V1.02, section 2.2: unit ids of devices. */
export const UNIT_IDS = { first: 1, last: 247 } as const;

// Devices in the field carry low ids: who sets them begins with 1.
const LOW_IDS = 16;

/**
 * Every question of a search of a serial line, in a sensible order: 9600 8N1 first, then how the known devices leave their
 * factories, then the other common speeds and parities. Stop bits aren't searched: a receiver looks at the first alone.
 */
export const serialScanPlan = (profiles: readonly Profile[], wish: ScanWish): readonly ScanTry[] => {
  const factory = factorySettings(profiles);
  const other = COMMON_BAUDS.flatMap((baud) => PARITIES.map((parity) => ({ ...FIRST, baud, parity })));
  const wished = wish.baud === undefined ? [] : PARITIES.map((parity) => ({ ...FIRST, baud: wish.baud ?? FIRST.baud, parity }));
  const staged = [
    ...(wish.configured === undefined
      ? []
      : [{ stage: 'first' as const, settings: { ...wish.configured, stopBits: 1 as const } }]),
    { stage: 'first' as const, settings: FIRST },
    ...factory.map((settings) => ({ stage: 'factory' as const, settings })),
    ...[...other, ...wished].map((settings) => ({ stage: 'other' as const, settings })),
  ];
  const fits = ({ settings }: { settings: CharacterFormat }): boolean =>
    (wish.baud ?? settings.baud) === settings.baud && (wish.parity ?? settings.parity) === settings.parity;
  return unlike(staged.filter(fits), ({ settings }) => keyOf(settings)).map(({ stage, settings }) => ({
    stage,
    settings,
    questions: questionsFor(profiles, wish, settings),
  }));
};

/** The search of a line whose characters are somebody else's business: unit ids alone. */
export const networkScanPlan = (profiles: readonly Profile[], wish: ScanWish): readonly ScanTry[] => [
  { stage: 'first', questions: questionsFor(profiles, wish, undefined) },
];

const factorySettings = (profiles: readonly Profile[]): readonly CharacterFormat[] => {
  const counts = new Map<string, { settings: CharacterFormat; count: number }>();
  for (const { serial } of profiles) {
    if (serial?.baud == null || serial.parity == null) continue;
    const settings = { baud: serial.baud, parity: serial.parity, dataBits: serial.dataBits ?? 8, stopBits: 1 as const };
    const key = keyOf(settings);
    counts.set(key, { settings, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ settings }) => settings);
};

const keyOf = ({ baud, parity, dataBits }: CharacterFormat): string => `${baud} ${parity} ${dataBits}`;

const unlike = <Item>(items: readonly Item[], keyOfItem: (item: Item) => string): readonly Item[] => {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOfItem(item)) && seen.add(keyOfItem(item)));
};

const questionsFor = (profiles: readonly Profile[], wish: ScanWish, settings: CharacterFormat | undefined): readonly Knock[] => {
  const expected = profiles.filter((profile) => settings === undefined || leavesFactoryAs(profile, settings));
  const units = wish.units ?? unitsOf(profiles, expected, wish.all);
  const pointed = expected.flatMap(pointedQuestions).filter(({ unit }) => units.includes(unit));
  const open = isLikely(settings) ? GENERIC : GENERIC.slice(0, 1);
  const slowAnswer = Math.max(0, ...expected.map(({ quirks }) => quirks.slowAnswer ?? 0));
  const generic = open.flatMap((one, place) => units.map((unit) => ({ unit, ...one, ...(place === 0 ? { slowAnswer } : {}) })));
  return unlike([...pointed, ...generic], ({ unit, table, address }) => `${unit} ${table} ${address}`);
};

// Every device answers every question, if only by declining: so says the standard, yet some cheap ones keep silent about
// what they don't know. Where devices are likeliest, both tables of registers are tried.
const GENERIC = [
  { table: 'holding', address: 0, count: 1 },
  { table: 'input', address: 1, count: 1 },
] as const;

const isLikely = (settings: CharacterFormat | undefined): boolean => settings === undefined || keyOf(settings) === keyOf(FIRST);

const leavesFactoryAs = ({ serial }: Profile, { baud, parity }: CharacterFormat): boolean =>
  serial?.baud === baud && serial.parity === parity;

const unitsOf = (profiles: readonly Profile[], expected: readonly Profile[], all: boolean): readonly number[] => {
  const low = Array.from({ length: all ? UNIT_IDS.last : LOW_IDS }, (_, place) => place + UNIT_IDS.first);
  const factory = (some: readonly Profile[]): readonly number[] => some.flatMap(({ unitId }) => unitId ?? []);
  return [...new Set([...factory(expected), ...low, ...factory(profiles)])];
};

/** What a device of this profile surely answers, asked where it sits when it leaves the factory. */
const pointedQuestions = ({ unitId, registers, quirks: { slowAnswer } }: Profile): readonly Knock[] => {
  const known = registers.find(({ role }) => role === 'measurement') ?? registers[0];
  if (unitId === null || known === undefined) return [];
  const knock = { unit: unitId, table: known.table, address: known.address, count: registerCount(known.type) };
  return [slowAnswer === undefined ? knock : { ...knock, slowAnswer }];
};
