import type { Millis, UtcMillis } from '../domain/clock.ts';
import type { ExcursionFact } from '../domain/supervision-fact.ts';
import type { ChannelTally } from './channel-tally.ts';
import { calibrationOf, versionsOf } from './channel-versions.ts';
import type { FactNotes } from './fact-notes.ts';
import { latePlans } from './late-plans.ts';
import { cabinetsThroughout } from './named-cabinets.ts';
import { type PlanHistory, plansOver } from './plan-history.ts';
import { mealsDue, plannedDay } from './planned-days.ts';
import type { CabinetRecord, ChannelRecord, ReportData, ToldExcursion } from './report-data.ts';
import { dateOf, type ReportPeriod } from './report-period.ts';
import type { DueMeal, EarlierJournal, ReportedRecord, ReportedSite } from './report-sources.ts';
import { retentionOf } from './retention.ts';

/** All that a report is put together from. */
interface Parts {
  readonly period: ReportPeriod;
  readonly record: ReportedRecord;
  readonly about: ReportedSite;
  readonly notes: FactNotes;
  /** What was planned, as the record had it from moment to moment. */
  readonly plans: PlanHistory;
  readonly tallies: readonly ChannelTally[];
  readonly through: UtcMillis;
  readonly recordEnds: UtcMillis;
  readonly unsureReadings: number;
  readonly placedReadings: number;
}

/** The report's data, in a fixed order of keys. */
export const assembleReport = (parts: Parts): ReportData => {
  const { period, about, notes, plans, tallies, through, recordEnds, unsureReadings, placedReadings } = parts;
  const channels = tallies.map((tally) => channelRecord(tally, parts));
  const cabinets = new Map(channels.map(({ id, cabinet }) => [id, cabinet]));
  const cabinetOf = (channel: string): string => cabinets.get(channel) ?? channel;
  const excursions = [...notes.excursions.values()].sort((a, b) => a.from - b.from).map((fact) => excursionOf(fact, parts));
  const later = notes.alarms.later(new Set(excursions.flatMap(({ alarms }) => alarms)), cabinetOf);
  return {
    v: 1,
    period: period.kind,
    date: period.date,
    timezone: period.timezone,
    from: period.from,
    to: period.to,
    through,
    ...(recordEnds < through ? { recordEnds } : {}),
    site: about.site,
    days: period.days.map(({ date, from, to }) => ({ date, from, to, ...plannedDay(plans, { date, from, to }, about.calendar) })),
    ...lateIn(parts),
    cabinets: cabinetRecords(parts),
    channels,
    alarms: [...notes.alarms.records(cabinetOf)],
    ...(later.length === 0 ? {} : { laterAlarms: [...later] }),
    excursions,
    ...retentionIn(parts),
    off: notes.off.map(offOf),
    ...(notes.lost.length === 0
      ? {}
      : { lost: notes.lost.map(({ what, from, to, reason }) => ({ lane: what, from, to, reason })) }),
    unsureReadings,
    ...(placedReadings === 0 ? {} : { placedReadings }),
    record: recordOf(parts),
  };
};

const lateIn = ({ plans, period, notes }: Parts): Pick<ReportData, 'latePlans'> => {
  const late = latePlans(plans, period.days, cabinetsThroughout(notes.tables, period.from, period.to));
  return late.length === 0 ? {} : { latePlans: [...late] };
};

/** Of days whose plan stands in the record by that; of others by the site's of now. */
const dueIn = ({ plans, about, period }: Parts): readonly DueMeal[] | undefined => {
  const { dueMeals, mealsOf } = about;
  if (mealsOf === undefined) return dueMeals;
  const days = period.days.map((day) => ({ recorded: mealsDue(plans, day, mealsOf), date: day.date }));
  const isPlanned = plansOver(plans, period.from, period.to).some(({ plan }) => plan !== undefined && plan.meals.length > 0);
  if (!isPlanned && (dueMeals === undefined || days.every(({ recorded }) => recorded !== undefined))) return undefined;
  return days.flatMap(({ recorded, date }) => recorded ?? dueMeals?.filter((meal) => meal.date === date) ?? []);
};

const retentionIn = (parts: Parts): Pick<ReportData, 'retention'> => {
  const { notes, about, period, through } = parts;
  const scope = {
    due: dueIn(parts),
    leastGrams: about.leastGrams,
    timezone: period.timezone,
    recordFrom: notes.began,
    through,
  };
  const retention = retentionOf([...notes.retained.values()], scope);
  return retention === undefined ? {} : { retention };
};

const channelRecord = (tally: ChannelTally, { notes, through, period }: Parts): ChannelRecord => {
  const { id, cabinet, unit, resolution, every, probe, judgedBy } = tally.channel;
  const { from, timezone } = period;
  const calibrations = notes.calibrations.get(id) ?? [];
  const versions = versionsOf(id, notes.tables, calibrations, { from, through, timezone });
  const { total, days } = tally.figures(through);
  return {
    id, cabinet, unit, resolution, every,
    ...(probe === undefined ? {} : { probe }),
    judgedBy: judgedBy ?? null,
    calibration: calibrationOf(tally.channel, calibrations.at(-1), dateOf(through, timezone)),
    ...(versions.length > 1 ? { changes: [...versions] } : {}),
    total,
    days: [...days],
  }; // biome-ignore format: a list to read
};

const cabinetRecords = ({ tallies, notes, through }: Parts): CabinetRecord[] => {
  const contacts = new Map(tallies.map((tally) => [tally.channel.id, tally.door]));
  return [...new Set(tallies.map(({ channel }) => channel.cabinet))].map((name) => {
    const own = tallies.filter(({ channel }) => channel.cabinet === name).map(({ channel }) => channel);
    const doors = own.flatMap(({ id, opens, door }) => (opens === undefined ? (door ?? []) : id));
    const defrosts = own.map(({ id }) => notes.defrosts(id, through));
    const times = defrosts.map((stretches) => stretches.reduce((sum, { from, to }) => sum + to - from, 0));
    return {
      name,
      channels: own.map(({ id }) => id),
      doors: [...new Set(doors)].flatMap((channel) => {
        const figures = contacts.get(channel)?.figures();
        return figures === undefined ? [] : [{ channel, ...figures }];
      }),
      // Two probes of one cabinet see one defrost twice.
      defrosts: {
        count: Math.max(0, ...defrosts.map(({ length }) => length)),
        time: Math.max(0, ...times),
      },
    };
  });
};

const excursionOf = (fact: ExcursionFact, parts: Parts): ToldExcursion => {
  const off = switchedOffIn(fact, parts);
  const { id, channel, cabinet, side, level, limit, from, to, peak, peakAt, beyond, unproven, area, doors, defrosts } = fact;
  const { alarms, goods, camera } = fact;
  return {
    id, channel, cabinet, side, level, limit, from, to, peak, peakAt, beyond, unproven, area, doors, defrosts,
    ...(off === 0 ? {} : { switchedOff: off }),
    alarms: [...alarms],
    ...(goods === undefined ? {} : { goods }),
    ...(camera === undefined ? {} : { camera }),
  }; // biome-ignore format: a list to read
};

/** What begins or ends less than one period beside the time for which a cabinet was off began or ended with it. */
const switchedOffIn = ({ channel, from, to }: ExcursionFact, { notes, tallies }: Parts): Millis => {
  const every = tallies.find((tally) => tally.channel.id === channel)?.channel.every ?? 0;
  const off = notes.plannedOff.timeOf(channel, { from, to });
  return off > 0 && to - from - off <= every ? to - from : off;
};

const offOf = ({ from, to, reason, isLengthKnown }: FactNotes['off'][number]): ReportData['off'][number] => ({
  from,
  to,
  reason,
  ...(isLengthKnown ? {} : { lengthUnknown: true }),
});

const earlierOf = ({ journal, reason, until, upTo, blocks }: EarlierJournal) => ({
  journal, reason, until, upTo, isRead: blocks !== undefined,
}); // biome-ignore format: a list to read

const recordOf = ({ record: { journal, key, heads, earlier }, notes: { checkpoint } }: Parts): ReportData['record'] => ({
  journal,
  key,
  heads: { readings: [...heads.readings], urgent: [...heads.urgent] },
  ...(earlier.length === 0 ? {} : { earlier: earlier.map(earlierOf) }),
  checkpoint:
    checkpoint === undefined
      ? null
      : {
          at: checkpoint.at,
          readings: [...checkpoint.heads.readings],
          urgent: [...checkpoint.heads.urgent],
          sig: checkpoint.sig,
        },
});
