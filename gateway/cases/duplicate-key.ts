import type { SentResult } from '../domain/sent-result.ts';
import type { DeskAnalyzer } from './desk-needs.ts';
import { tellsSeconds, tellsTime } from './device-clock.ts';

/** What a result is known by. */
export interface ResultIdentity {
  /** The text that two sendings of one result have in common. */
  readonly text: string;
  /** True where no other result can have the same text; else it is the same only within the link's own retry window. */
  readonly certain: boolean;
}

/**
 * The identity of a result: everything that the instrument sent to tell it apart. `day` is the local date of receipt: it
 * stands in for the date of a daily record number that comes without a time. `place` counts equal results of one transfer,
 * because a retry sends them all again. A time alone tells two samples apart only to the second: an operator prints two
 * inhibitions of 0.0 % within one minute every day.
 */
const identityOf = (
  { id, recordNumbers }: Pick<DeskAnalyzer, 'id' | 'recordNumbers'>,
  sent: SentResult,
  day: string,
  place: number,
): ResultIdentity => {
  const { sampleId, run, channel, code, value, unit, record, measuredAt } = sent;
  const all = [id, sampleId, run, channel, code, value, unit, record, measuredAt];
  const isNamed = sampleId !== '' || channel !== undefined || record !== undefined;
  if (tellsTime(measuredAt) && isNamed) return { text: JSON.stringify(all), certain: true };
  if (tellsTime(measuredAt) && tellsSeconds(measuredAt))
    return { text: JSON.stringify(place === 0 ? all : [...all, 'place', place]), certain: true };
  if (record !== undefined && recordNumbers === 'for-ever') return { text: JSON.stringify(all), certain: true };
  if (record !== undefined && recordNumbers === 'per-day') return { text: JSON.stringify([...all, day]), certain: true };
  return { text: JSON.stringify([...all, 'place', place]), certain: false };
};

/** The identities of all results of one transfer, in order. */
export const identitiesOf = (
  analyzer: Pick<DeskAnalyzer, 'id' | 'recordNumbers'>,
  results: readonly SentResult[],
  day: string,
): readonly ResultIdentity[] => {
  const seen = new Map<string, number>();
  return results.map((sent) => {
    const { text } = identityOf(analyzer, sent, day, 0);
    const place = seen.get(text) ?? 0;
    seen.set(text, place + 1);
    return identityOf(analyzer, sent, day, place);
  });
};
