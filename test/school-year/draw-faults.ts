import type { Millis, UtcMillis } from '../../gateway/domain/clock.ts';
import { DAY, dateOf, datesBetween, HOUR, isSchoolDay, MINUTE, momentAt } from './school-calendar.ts';

/** What may go wrong in a canteen. */
export type FaultKind =
  | 'door left open'
  | 'door that does not close'
  | 'compressor dead'
  | 'refrigerant leak'
  | 'heater dead'
  | 'probe pulled out'
  | 'probe iced'
  | 'probe broken'
  | 'unit silent'
  | 'power cut'
  | 'network gone'
  | 'modem without network'
  | 'box killed'
  | 'box restarted';

/** One fault, from when to when. */
export interface Fault {
  readonly kind: FaultKind;
  /** Absent for what concerns the whole site. */
  readonly cabinet?: string;
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  /** How strongly, from 0 to 1, where that matters. */
  readonly share: number;
}

/** What faults are drawn from. */
export interface Draw {
  readonly from: string;
  readonly to: string;
  readonly cabinets: readonly string[];
  readonly random: () => number;
}

/**
 * How many of each a canteen with twelve cabinets has in a year, and how long they last. Nobody has counted them for canteens;
 * the numbers are the trade's rules of thumb, on the unfavourable side. A hermetic compressor lives ten to fifteen years: one
 * failure a year in twelve cabinets, here two. Somebody forgets a door every month or so. A probe or its cable is hurt two to
 * four times a year in cleaning and defrosting by hand. City mains fail five times a year, a rural school's more often.
 */
const ORDINARY: readonly { readonly kind: FaultKind; readonly times: number; lasts(draw: () => number): Millis }[] = [
  { kind: 'door left open', times: 8, lasts: (draw) => (10 + 50 * draw()) * MINUTE },
  { kind: 'door that does not close', times: 1, lasts: (draw) => (1 + 2 * draw()) * DAY },
  { kind: 'compressor dead', times: 2, lasts: (draw) => (8 + 22 * draw()) * HOUR },
  { kind: 'refrigerant leak', times: 1, lasts: (draw) => (12 + 8 * draw()) * DAY },
  { kind: 'heater dead', times: 1, lasts: (draw) => (1 + 2 * draw()) * HOUR },
  { kind: 'probe pulled out', times: 2, lasts: (draw) => (0.5 + 5 * draw()) * HOUR },
  { kind: 'probe iced', times: 1, lasts: (draw) => (1 + 3 * draw()) * DAY },
  { kind: 'probe broken', times: 1, lasts: (draw) => (4 + 44 * draw()) * HOUR },
  { kind: 'unit silent', times: 3, lasts: (draw) => between(5 * MINUTE, 8 * HOUR, draw) },
  { kind: 'power cut', times: 5, lasts: (draw) => between(2 * MINUTE, 6 * HOUR, draw) },
  { kind: 'network gone', times: 2, lasts: (draw) => (1 + 4 * draw()) * DAY },
  { kind: 'modem without network', times: 2, lasts: () => HOUR },
  { kind: 'box restarted', times: 2, lasts: () => MINUTE },
];

/** Short ones are as likely as long ones are rare. */
const between = (least: Millis, most: Millis, draw: () => number): Millis =>
  Math.round(least * Math.exp(draw() * Math.log(most / least)));

/** Made by people at work, and so in working hours. */
const AT_WORK: ReadonlySet<FaultKind> = new Set(['door left open', 'door that does not close', 'probe pulled out']);

/** Kinds that hit a cabinet; all but hot holding, which has its own. */
const OF_CABINET: ReadonlySet<FaultKind> = new Set([
  'door left open', 'door that does not close', 'compressor dead', 'refrigerant leak', 'probe pulled out', 'probe iced', 'probe broken', 'unit silent',
]); // biome-ignore format: a list to read

/** The faults of a year, drawn by chance, in order; a box that is killed while the first compressor's alarm stands among them. */
export const drawFaults = (draw: Draw): readonly Fault[] => {
  const { random } = draw;
  const faults = ORDINARY.flatMap(({ kind, times, lasts }) =>
    Array.from({ length: times }, (_, place): Fault => {
      const from = beginning(kind, place, draw);
      const cabinet = OF_CABINET.has(kind) ? oneOf(draw.cabinets, random) : kind === 'heater dead' ? 'hot-holding' : undefined;
      const to = from + Math.round(lasts(random));
      return { kind, from, to, share: random(), ...(cabinet === undefined ? {} : { cabinet }) };
    }),
  );
  const dead = faults.find(({ kind }) => kind === 'compressor dead');
  if (dead !== undefined) {
    const at = dead.from + 3 * HOUR;
    faults.push({ kind: 'box killed', from: at, to: at + MINUTE, share: 0 });
  }
  return faults.sort((a, b) => a.from - b.from);
};

const oneOf = <Item>(items: readonly Item[], random: () => number): Item => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

const beginning = (kind: FaultKind, place: number, { from, to, random }: Draw): UtcMillis => {
  const dates = datesBetween(from, to);
  const schoolDays = dates.filter(isSchoolDay);
  const at = (date: string, hour: number): UtcMillis => momentAt(date, '00:00') + Math.round(hour * 60) * MINUTE;
  if (AT_WORK.has(kind)) return at(oneOf(schoolDays, random), 7 + 10 * random());
  if (kind === 'heater dead') return at(oneOf(schoolDays, random), 10 + 2 * random());
  // The first compressor dies on a night or on a day when nobody is there.
  if (kind === 'compressor dead' && place === 0) {
    const quiet = dates.filter((date) => !isSchoolDay(date));
    return at(oneOf(quiet.length > 0 ? quiet : dates, random), 20 + 4 * random());
  }
  return at(oneOf(dates, random), 24 * random());
};

/** True where a fault, or what it leaves behind, may have been at work on a cabinet. */
export const mayBeOf = ({ cabinet: hit, kind, from, to }: Fault, cabinet: string, at: UtcMillis): boolean => {
  if (kind === 'network gone' || kind === 'modem without network') return false;
  return (hit === undefined || hit === cabinet) && from <= at && at <= to + AFTER;
};

/** A cabinet comes back in so long, and what is told at the end is told by then. */
const AFTER: Millis = 8 * HOUR;

/** A fault in words. */
export const faultWords = ({ kind, cabinet, from, to }: Fault): string =>
  `${dateOf(from)} ${kind}${cabinet === undefined ? '' : ` ${cabinet}`} ${Math.round((to - from) / MINUTE)} min`;
