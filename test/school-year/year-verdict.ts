import type { UtcMillis } from '../../gateway/domain/clock.ts';
import { mayBeOf } from './draw-faults.ts';
import type { PlayedYear } from './play-year.ts';
import { dateOf, HOUR, MINUTE } from './school-calendar.ts';
import type { Stretch } from './truth.ts';
import type { Reached, TakenAlarm } from './year-account.ts';

/** What people were told of as one: alarms that were named together, or one after the other in the same matter. */
export interface ToldCause {
  readonly first: UtcMillis;
  readonly alarms: readonly TakenAlarm[];
  messages: number;
  /** `fault`: something was broken. `life`: ordinary life took a cabinet beyond its working limit. `false`: neither. */
  readonly of: 'fault' | 'life' | 'false';
}

/** An excursion over a legal limit, and when somebody was told of it. */
export interface ToldExcursion {
  readonly stretch: Stretch;
  /** Minutes after the rule's delay; below nothing where a tighter limit spoke before. Absent: nobody was told. */
  readonly after?: number;
}

/** A year, counted. */
export interface YearVerdict {
  /** Messages and calls that reached somebody, without signs of life. */
  readonly messages: number;
  readonly perDay: number;
  readonly worstDay: number;
  readonly signsOfLife: number;
  readonly byAbout: Readonly<Record<string, number>>;
  readonly causes: readonly ToldCause[];
  readonly excursions: readonly ToldExcursion[];
}

/** Counts what people were told, and holds it against what really happened. */
export const verdictOf = (year: PlayedYear): YearVerdict => {
  const { account, days } = year;
  const told = account.reached.filter(({ fact }) => fact.about !== 'sign-of-life');
  const byDay = countBy(told, ({ at }) => dateOf(at));
  return {
    messages: told.length,
    perDay: told.length / days,
    worstDay: Math.max(0, ...Object.values(byDay)),
    signsOfLife: account.reached.length - told.length,
    byAbout: countBy(told, ({ fact }) => `${fact.about} ${fact.way}`),
    causes: causesOf(year, told),
    excursions: year.truth.excursions().map((stretch) => toldOf(year, told, stretch)),
  };
};

const countBy = <Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
};

/** Messages belong together where they name an alarm in common. */
const causesOf = (year: PlayedYear, told: readonly Reached[]): readonly ToldCause[] => {
  const groups: { ids: Set<string>; first: UtcMillis; messages: number }[] = [];
  for (const { fact, at } of told) {
    const mine = groups.filter(({ ids }) => fact.alarms.some((id) => ids.has(id)));
    const [group = { ids: new Set<string>(), first: at, messages: 0 }, ...others] = mine;
    if (mine.length === 0) groups.push(group);
    for (const id of fact.alarms) group.ids.add(id);
    group.messages += 1;
    for (const other of others) {
      for (const id of other.ids) group.ids.add(id);
      group.messages += other.messages;
      groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups.map(({ ids, first, messages }) => {
    const alarms = [...ids].flatMap((id) => year.account.alarms.get(id) ?? []);
    return { first, messages, alarms, of: originOf(year, alarms) };
  });
};

const originOf = ({ faults, truth, cabinetOf }: PlayedYear, alarms: readonly TakenAlarm[]): ToldCause['of'] => {
  const places = alarms.map(({ fact, raised }) => ({ cabinet: cabinetOf.get(fact.channel) ?? fact.channel, raised }));
  if (places.some(({ cabinet, raised }) => faults.some((fault) => mayBeOf(fault, cabinet, raised)))) return 'fault';
  // An alarm of a limit waits an hour at most.
  return places.some(({ cabinet, raised }) => truth.wasBeyondWorking(cabinet, raised - HOUR, raised)) ? 'life' : 'false';
};

/** A cause in words: when it was told, and what the first of its alarms was. */
export const causeWords = ({ first, alarms: [alarm] }: ToldCause): string =>
  `${dateOf(first)} ${alarm === undefined ? 'nothing' : `${alarm.fact.channel} ${alarm.fact.cause}`}`;

/** Causes of an alarm by which whoever is told knows that a cabinet's food is in danger. */
const OF_TEMPERATURE: ReadonlySet<string> = new Set(['high', 'low', 'after-gap', 'rate', 'mains', 'door']);

const toldOf = ({ account, cabinetOf }: PlayedYear, told: readonly Reached[], stretch: Stretch): ToldExcursion => {
  const concerns = (id: string): boolean => {
    const alarm = account.alarms.get(id);
    if (alarm === undefined || !OF_TEMPERATURE.has(alarm.fact.cause)) return false;
    const { fact, raised, cleared = Number.POSITIVE_INFINITY } = alarm;
    const here = fact.cause === 'mains' || cabinetOf.get(fact.channel) === stretch.cabinet;
    return here && raised <= stretch.to + 2 * MINUTE && cleared >= stretch.from;
  };
  const first = told.find(({ fact }) => fact.about !== 'cleared' && fact.alarms.some(concerns));
  return { stretch, ...(first === undefined ? {} : { after: (first.at - stretch.due) / MINUTE }) };
};
