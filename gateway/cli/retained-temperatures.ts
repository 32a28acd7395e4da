import { countProvenTime, type ProvenTimeCount } from '../cases/kitchen/proven-time.ts';
import type { Site } from '../config/site.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { ThreeTimes } from '../domain/three-times.ts';
import { isBeyond, type JudgedBy, judgedByOf } from '../reports/channel-table.ts';
import { CoveredTime } from '../reports/covered-time.ts';
import { readingsOf } from '../reports/recorded-readings.ts';
import { openPast } from './open-past.ts';

/** A sample's stay in its fridge, so far. */
export interface Stay {
  readonly id: string;
  readonly cabinet: string;
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** What is proven of a stay, and that nobody can say where the fridge's temperature is recorded and has no limit. */
export type ProvenStay = ThreeTimes | 'no-limit';

/** One probe of the fridge, as long as the sample lay there. */
interface WatchedProbe {
  readonly channel: string;
  readonly judgedBy: Pick<JudgedBy, 'low' | 'high'>;
  readonly count: ProvenTimeCount;
}

interface WatchedStay {
  readonly stay: Stay;
  readonly probes: readonly WatchedProbe[];
}

/**
 * What is proven of each stay, by its id, from the sealed record and the journals before it; nothing for a fridge without a temperature. Of several probes
 * the worst one counts at each moment: one beyond its limits, then one of which nothing is known. The limits are those that
 * reports judge by. What was read within the last minute may not be sealed yet, and is unproven until then.
 */
export const provenStays = (site: Site, stays: readonly Stay[]): ReadonlyMap<string, ProvenStay> => {
  const measured = stays.filter(({ cabinet }) => temperaturesOf(site, cabinet).length > 0);
  const watched = measured.map((stay): WatchedStay => ({ stay, probes: probesOf(site, stay) }));
  const judged = watched.filter(({ probes }) => probes.length > 0);
  if (judged.length > 0) readAll(site, judged);
  return new Map(watched.map(({ stay, probes }) => [stay.id, probes.length === 0 ? 'no-limit' : worstOf(stay, probes)]));
};

const readAll = (site: Site, watched: readonly WatchedStay[]): void => {
  const from = Math.min(...watched.map(({ stay }) => stay.from));
  const to = Math.max(...watched.map(({ stay }) => stay.to));
  const probes = watched.flatMap((each) => each.probes);
  const channels = new Set(probes.map(({ channel }) => channel));
  const { record, close } = openPast(site);
  try {
    for (const { time, channel, value, quality, isSure } of readingsOf(record, { from, to, channels })) {
      for (const { channel: watched, judgedBy, count } of probes) {
        // As in reports: under a time that nobody vouched for nothing is made good, and nothing beyond a limit is hidden.
        if (watched === channel) count.see(time, value, quality === 'good' && (isSure || isBeyond(judgedBy, value)));
      }
    }
  } finally {
    close();
  }
};

const temperaturesOf = ({ channels }: Site, name: string): Site['channels'] =>
  channels.filter(({ cabinet, unit }) => cabinet === name && unit === 'degC');

const probesOf = (site: Site, { cabinet, from, to }: Stay): readonly WatchedProbe[] =>
  temperaturesOf(site, cabinet).flatMap(({ id, every, rule }) => {
    const judgedBy = rule && judgedByOf(rule.id, rule.limits);
    if (judgedBy === undefined) return [];
    const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = judgedBy;
    return [{ channel: id, judgedBy, count: countProvenTime({ from, to, low, high, every }) }];
  });

/** Out where any probe is, in where all of them are. */
const worstOf = ({ from, to }: Stay, probes: readonly WatchedProbe[]): ThreeTimes => {
  const [out, notIn] = [new CoveredTime(), new CoveredTime()];
  for (const { count } of probes) {
    const within = new CoveredTime();
    for (const part of count.parts()) (part.isOut ? out : within).cover(part.from, part.to);
    for (const open of within.open(from, to)) notIn.cover(open.from, open.to);
  }
  const [beyond, open] = [out, notIn].map((covered) =>
    covered.between(from, to).reduce((sum, stretch) => sum + stretch.to - stretch.from, 0),
  );
  return { in: Math.max(0, to - from) - (open ?? 0), out: beyond ?? 0, unproven: (open ?? 0) - (beyond ?? 0) };
};
