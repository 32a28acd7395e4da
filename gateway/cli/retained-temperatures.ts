import { join } from 'node:path';
import { countProvenTime, type ProvenTimeCount } from '../cases/kitchen/proven-time.ts';
import type { Site } from '../config/site.ts';
import type { Channel } from '../domain/channel.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { ThreeTimes } from '../domain/three-times.ts';
import { RecordFile } from '../journal/record-file.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import { readingsOf } from '../reports/recorded-readings.ts';

/** A sample's stay in its fridge, so far. */
export interface Stay {
  readonly id: string;
  readonly cabinet: string;
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

interface WatchedStay extends Stay {
  readonly channel: string;
  readonly count: ProvenTimeCount;
}

/**
 * What is proven of each stay, by its id, from the sealed record; nothing for a fridge without a temperature that has a
 * legal limit. What was read within the last minute may not be sealed yet, and is unproven until then.
 */
export const provenStays = (site: Site, stays: readonly Stay[]): ReadonlyMap<string, ThreeTimes> => {
  const watched = stays.flatMap((stay) => watchedStay(site, stay));
  if (watched.length > 0) readAll(site, watched);
  return new Map(watched.map(({ id, count }) => [id, count.result()]));
};

const readAll = ({ dataFolder }: Site, stays: readonly WatchedStay[]): void => {
  const from = Math.min(...stays.map((stay) => stay.from));
  const to = Math.max(...stays.map((stay) => stay.to));
  const channels = new Set(stays.map(({ channel }) => channel));
  const record = new RecordFile(join(dataFolder, JOURNAL_FILE));
  try {
    for (const { time, channel, value, quality } of readingsOf(record, { from, to, channels })) {
      for (const stay of stays) if (stay.channel === channel) stay.count.see(time, value, quality === 'good');
    }
  } finally {
    record.close();
  }
};

const watchedStay = ({ channels }: Site, stay: Stay): readonly WatchedStay[] => {
  const channel = channels.find(({ cabinet, unit, rule }) => cabinet === stay.cabinet && unit === 'degC' && rule !== undefined);
  if (channel === undefined) return [];
  const count = countProvenTime({ ...stay, ...legalLimits(channel), every: channel.every });
  return [{ ...stay, channel: channel.id, count }];
};

const legalLimits = ({ rule }: Channel): { readonly low: number; readonly high: number } => {
  const legal = rule?.limits.filter(({ level, cause }) => level === 'legal' && cause === undefined) ?? [];
  const valuesOf = (side: 'high' | 'low') => legal.filter((limit) => limit.side === side).map(({ value }) => value);
  return {
    low: Math.max(...valuesOf('low'), Number.NEGATIVE_INFINITY),
    high: Math.min(...valuesOf('high'), Number.POSITIVE_INFINITY),
  };
};
