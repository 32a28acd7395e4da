import type { SentResult } from '../domain/sent-result.ts';
import type { DeskAnalyzer } from './desk-needs.ts';
import { tellsSeconds, tellsTime } from './device-clock.ts';

/** What a result is known by. */
export interface ResultIdentity {
  /** The text that two sendings of one result have in common. */
  readonly text: string;
  /** True where no other result can have the same text; else it is the same only within the link's own retry window. */
  readonly certain: boolean;
  /** Where printouts break off: what shows that it may be the repeat of one that lacks its time, or the other way round. */
  readonly twin?: ResultTwin;
}

/** A result of a printout that broke off before its time, and the same result printed again with it. */
interface ResultTwin {
  /** What the other of the two is known by. */
  readonly other: string;
  /** What this one is known by to the other, besides its own identity. */
  readonly own?: string;
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

/**
 * A printout that broke off, and its repeat: one measurement, once without its time and once with it. Nothing says for sure that
 * they are one, so both are kept; but the second must not pass for a measurement of its own, which would bear a positive out.
 * Only where a sample or a lasting number names the result: an inhibition of 0.0 % in channel 3 recurs every day.
 */
const twinOf = (
  analyzer: Pick<DeskAnalyzer, 'id' | 'recordNumbers' | 'retryWindow'>,
  sent: SentResult,
  today: string,
): ResultTwin | undefined => {
  const { id, recordNumbers, retryWindow } = analyzer;
  const { sampleId, run, channel, code, value, unit, record, measuredAt } = sent;
  const isNumbered = record !== undefined && (recordNumbers === 'for-ever' || recordNumbers === 'per-day');
  if (retryWindow > 0 || (sampleId === '' && !isNumbered)) return undefined;
  const isTimed = tellsTime(measuredAt);
  const day = isTimed ? measuredAt.slice(0, 'YYYY-MM-DD'.length) : today;
  const timed = ['timed', id, sampleId, run, channel, code, value, unit, record, ...(recordNumbers === 'per-day' ? [day] : [])];
  if (!isTimed) return { other: JSON.stringify(timed) };
  const { measuredAt: _, ...timeless } = sent;
  return { other: identityOf(analyzer, timeless, day, 0).text, own: JSON.stringify(timed) };
};

/** The identities of all results of one transfer, in order. */
export const identitiesOf = (
  analyzer: Pick<DeskAnalyzer, 'id' | 'recordNumbers' | 'retryWindow'>,
  results: readonly SentResult[],
  day: string,
): readonly ResultIdentity[] => {
  const seen = new Map<string, number>();
  return results.map((sent) => {
    const { text } = identityOf(analyzer, sent, day, 0);
    const place = seen.get(text) ?? 0;
    seen.set(text, place + 1);
    const twin = twinOf(analyzer, sent, day);
    return { ...identityOf(analyzer, sent, day, place), ...(twin === undefined ? {} : { twin }) };
  });
};
