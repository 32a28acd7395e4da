import type { SentResult } from '../domain/sent-result.ts';
import type { DeskAnalyzer } from './desk-needs.ts';
import { tellsTime } from './device-clock.ts';

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
 * because a retry sends them all again.
 */
const identityOf = (
  { id, recordNumbers }: Pick<DeskAnalyzer, 'id' | 'recordNumbers'>,
  sent: SentResult,
  day: string,
  place: number,
): ResultIdentity => {
  const { sampleId, run, channel, code, value, unit, record, measuredAt } = sent;
  const all = [id, sampleId, run, channel, code, value, unit, record, measuredAt];
  if (tellsTime(measuredAt)) return { text: JSON.stringify(all), certain: true };
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
