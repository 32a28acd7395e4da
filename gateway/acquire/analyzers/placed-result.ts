import type { AnalyzerProfile } from '../../../device-profiles/analyzer/analyzer-profile.ts';
import type { SentResult, WellRole } from '../../domain/sent-result.ts';
import { compactTime } from './compact-time.ts';
import type { FindText } from './first-text.ts';

/** Where the parts of a result stand, in the words of its format; each an ordered list. */
export interface ResultPlaces {
  readonly sampleId: readonly string[];
  readonly code: readonly string[];
  readonly value: readonly string[];
  readonly unit: readonly string[];
  readonly flag: readonly string[];
  readonly status: readonly string[];
  readonly time: readonly string[];
  readonly conclusion?: readonly string[] | undefined;
  readonly record?: readonly string[] | undefined;
  readonly details: Readonly<Record<string, readonly string[]>>;
}

/** What a profile says of the instrument's codes. */
type CodeMap = Pick<AnalyzerProfile, 'items' | 'item'>;

/** Only what was sent: a result never claims to know what it doesn't. */
const onlySent = <Key extends string>(texts: Readonly<Record<Key, string | undefined>>): Partial<Record<Key, string>> => {
  const sent: Partial<Record<Key, string>> = {};
  for (const key in texts) if (texts[key] !== undefined) sent[key] = texts[key];
  return sent;
};

const detailsOf = (places: ResultPlaces['details'], find: FindText): Partial<Pick<SentResult, 'details'>> => {
  const details: Record<string, string> = {};
  for (const [name, where] of Object.entries(places)) {
    const text = find(where);
    if (text !== undefined) details[name] = text;
  }
  return Object.keys(details).length === 0 ? {} : { details };
};

/** A result from its places. Ids and codes are trimmed, all else is as sent; a time that is no moment gives way to the next place. */
export const placedResult = (places: ResultPlaces, find: FindText, codes: CodeMap, role: WellRole | undefined): SentResult => {
  const code = find(places.code)?.trim() ?? '';
  const time = find(places.time, (text) => compactTime(text) !== undefined);
  return {
    sampleId: find(places.sampleId)?.trim() ?? '',
    code,
    value: find(places.value) ?? '',
    unit: find(places.unit) ?? '',
    ...onlySent({
      item: codes.items[code] ?? codes.item,
      flag: find(places.flag),
      status: find(places.status),
      measuredAt: time === undefined ? undefined : compactTime(time),
      conclusion: find(places.conclusion ?? []),
      record: find(places.record ?? []),
    }),
    ...(role === undefined ? {} : { role }),
    ...detailsOf(places.details, find),
  };
};
