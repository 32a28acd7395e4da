import type { UtcMillis } from '../../gateway/domain/clock.ts';
import type { Agenda } from './agenda.ts';
import { CLOSURES, DAY, dateOf, HOT_HOURS, HOUR, hourOf, isSchoolDay, MINUTE, momentAt } from './school-calendar.ts';
import type { KitchenCabinet, Opening, YearKitchen } from './year-kitchen.ts';

interface LifeNeeds {
  readonly kitchen: YearKitchen;
  readonly agenda: Agenda;
  readonly random: () => number;
}

/** What happens in a canteen on every day, with no fault at all. */
export interface DailyLife {
  /** Lays a local date's doors, deliveries and switches into the agenda, at its midnight. */
  begin(date: string): void;
  /** True while a cabinet should be at its temperature. */
  isOn(cabinet: string, at: UtcMillis): boolean;
}

/** The hours of hot holding, in hours since midnight. */
const HOT = { from: 10 + 40 / 60, to: 13 } as const;

/** How often people open a cabinet on a school day: sixty times; few people have to do with the samples, and with hot holding at its hour alone. */
const OPENINGS: Readonly<Record<string, number>> = { 'sample-fridge': 8, 'hot-holding': 20 };
const USUAL_OPENINGS = 60;

/** Shares of the day's openings: preparing, the lunch rush, the afternoon. Local hours. */
const HOURS = [
  { share: 0.35, from: 6.5, to: 10.5 },
  { share: 0.45, from: 10.5, to: 12.75 },
  { share: 0.2, from: 12.75, to: 17.5 },
] as const;

/** The kitchen's mean, winter and summer, °C: warmest at the end of July. */
const SEASON = { mean: 23, swing: 6, warmest: '07-25' } as const;

/** A canteen's daily life. */
export const createDailyLife = ({ kitchen, agenda, random }: LifeNeeds): DailyLife => {
  const closures = CLOSURES.filter(({ off }) => off.length > 0);
  for (const { from, to, off } of closures) {
    agenda.add(momentAt(from, '09:00'), () => switched(kitchen, off, false));
    agenda.add(momentAt(to, '14:00'), () => switched(kitchen, off, true));
  }
  kitchen.switchOn('hot-holding', false);
  return {
    begin: (date) => {
      const midnight = momentAt(date, '00:00');
      for (const { cabinet } of kitchen.cabinets.values()) cabinet.season(seasonOn(date));
      if (!isSchoolDay(date)) return;
      for (const [id, each] of kitchen.cabinets) each.openings = openingsOf(id, midnight, random);
      deliver({ kitchen, agenda, random }, midnight);
      agenda.add(momentAt(date, HOT_HOURS.from) - 2 * HOUR, () => switched(kitchen, ['hot-holding'], true));
      agenda.add(momentAt(date, HOT_HOURS.to) + 5 * MINUTE, () => switched(kitchen, ['hot-holding'], false));
    },
    isOn: (cabinet, at) => {
      const date = dateOf(at);
      if (cabinet === 'hot-holding') return hourOf(at) >= HOT.from && hourOf(at) < HOT.to && isSchoolDay(date);
      return !closures.some(({ from, to, off }) => from <= date && date <= to && (off as readonly string[]).includes(cabinet));
    },
  };
};

const switched = (kitchen: YearKitchen, ids: readonly string[], on: boolean): void => {
  for (const id of ids) kitchen.switchOn(id, on);
};

const seasonOn = (date: string): number => {
  const warmest = momentAt(`${date.slice(0, 4)}-${SEASON.warmest}`, '12:00');
  return SEASON.mean + SEASON.swing * Math.cos((2 * Math.PI * (momentAt(date, '12:00') - warmest)) / (365 * DAY));
};

/** A day's openings of one door, 5 to 30 s each, one after the other. */
const openingsOf = (id: string, midnight: UtcMillis, random: () => number): readonly Opening[] => {
  const hours = id === 'hot-holding' ? [{ share: 1, from: 10.7, to: 13 }] : HOURS;
  const drawn = hours
    .flatMap(({ share, from, to }) =>
      Array.from({ length: Math.round(share * (OPENINGS[id] ?? USUAL_OPENINGS)) }, () => from + (to - from) * random()),
    )
    .sort((a, b) => a - b)
    .map((hour) => Math.round(midnight + hour * HOUR));
  return withoutOverlap(drawn.map((from) => ({ from, to: from + Math.round(5_000 + 25_000 * random()) })));
};

const withoutOverlap = (openings: readonly Opening[]): readonly Opening[] => {
  let free = 0;
  return openings.flatMap((opening) => {
    if (opening.from < free) return [];
    free = opening.to + 1_000;
    return [opening];
  });
};

/** Each school morning goods arrive for three fridges, warmer than what stands there; twice a week for two freezers. */
const deliver = ({ kitchen, agenda, random }: LifeNeeds, midnight: UtcMillis): void => {
  const some = (ids: readonly string[], number: number): readonly string[] =>
    [...ids].map((id) => ({ id, lot: random() })).sort((a, b) => a.lot - b.lot).slice(0, number).map(({ id }) => id); // biome-ignore format: one chain
  const cold = some(['fridge-1', 'fridge-2', 'fridge-3', 'fridge-4', 'fridge-5', 'cold-room'], 3);
  const frozen = random() < 0.4 ? some(['freezer-1', 'freezer-2', 'freezer-3', 'walk-in-freezer'], 2) : [];
  for (const id of [...cold, ...frozen]) {
    const each = kitchen.cabinets.get(id);
    if (each === undefined) continue;
    const from = midnight + Math.round((6.6 + random()) * HOUR);
    const to = from + Math.round((2 + 4 * random()) * MINUTE);
    const kelvin = 0.3 + 1.2 * random();
    each.openings = withOpening(each, { from, to });
    agenda.add(to, () => each.cabinet.load(kelvin));
  }
};

/** The openings of a day with a long one among them, in place of those that it covers. */
const withOpening = ({ openings }: Pick<KitchenCabinet, 'openings'>, long: Opening): readonly Opening[] =>
  [...openings.filter(({ from, to }) => to < long.from || from > long.to), long].sort((a, b) => a.from - b.from);
