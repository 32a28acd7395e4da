import type { UtcMillis } from '../domain/clock.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ReportData } from './report-data.ts';

/** Something of a period that is not as it was when a person signed it. */
export interface SignedChange {
  readonly what: 'alarm' | 'excursion' | 'sample' | 'channel' | 'cabinet' | 'meals' | 'plan' | 'off' | 'lost' | 'clock' | 'site' | 'record' | 'other'; // biome-ignore format: a closed list
  /** Which alarm, sample, channel or cabinet, as people know it. */
  readonly of?: string;
  readonly at?: UtcMillis;
  readonly how: 'added' | 'gone' | 'changed';
  /** The keys of the data that differ, of what was there then and is there now. */
  readonly keys?: readonly string[];
}

/** How a signature stands to the page that it is printed on. */
export type Standing =
  /** What was signed comes again from its place in the record, and nothing of the period is other since. */
  | { readonly is: 'matches' }
  /** It comes again, and this is other since. */
  | { readonly is: 'changed'; readonly changes: readonly SignedChange[] }
  /** Nobody can show what was signed: today other data come from that place in the record. */
  | { readonly is: 'not-made-again' };

/** One of a list within the data: by what it is known again, and how people call it. */
interface Listed {
  readonly key: string;
  readonly of: string;
  readonly at?: UtcMillis;
  readonly value: object;
}

type Listing = (data: ReportData) => readonly Listed[];

const LISTS: readonly (readonly [SignedChange['what'], Listing])[] = [
  ['alarm', ({ alarms, laterAlarms = [] }) => [...alarms, ...laterAlarms].map((value) => ({ key: value.id, of: value.channel, at: value.raisedAt, value }))],
  ['excursion', ({ excursions }) => excursions.map((value) => ({ key: value.id, of: value.channel, at: value.from, value }))],
  ['sample', ({ retention }) => (retention?.samples ?? []).map((value) => ({ key: value.id, of: value.dish, at: value.takenAt, value }))],
  ['channel', ({ channels }) => channels.map((value) => ({ key: value.id, of: value.id, value }))],
  ['cabinet', ({ cabinets }) => cabinets.map((value) => ({ key: value.name, of: value.name, value }))],
]; // biome-ignore format: a table to read

const PARTS: readonly (readonly [SignedChange['what'], (data: ReportData) => unknown])[] = [
  ['meals', ({ retention }) => retention && { due: retention.due, missing: retention.missing }],
  ['plan', ({ days, latePlans }) => ({ days, latePlans })],
  ['off', ({ off }) => off],
  ['lost', ({ lost }) => lost],
  ['clock', ({ unsureReadings, placedReadings }) => ({ unsureReadings, placedReadings })],
  ['site', ({ site }) => site],
  // Heads and checkpoint move with each block: with that of the signature, too.
  ['record', ({ record: { journal, key, earlier } }) => ({ journal, key, earlier })],
  ['other', otherParts],
];

/** Whatever no line above names; where the record ended says nothing that the figures do not. */
function otherParts(data: ReportData): unknown {
  const {
    alarms,
    laterAlarms,
    excursions,
    retention,
    channels,
    cabinets,
    days,
    latePlans,
    off,
    lost,
    unsureReadings,
    placedReadings,
    ...more
  } = data;
  const { site, record, recordEnds, ...other } = more;
  return other;
}

/** What of a period's data is other than it was when it was signed, but for the record's heads and checkpoint, which move by themselves. */
export const changesSince = (signed: ReportData, now: ReportData): readonly SignedChange[] => [
  ...LISTS.flatMap(([what, listing]) => listChanges(what, listing(signed), listing(now))),
  ...PARTS.filter(([, part]) => isOther(part(signed), part(now))).map(([what]) => ({ what, how: 'changed' as const })),
];

const listChanges = (what: SignedChange['what'], signed: readonly Listed[], now: readonly Listed[]): readonly SignedChange[] => {
  const then = new Map(signed.map((each) => [each.key, each]));
  const still = new Set(now.map(({ key }) => key));
  const gone = signed.filter(({ key }) => !still.has(key)).map((each) => ({ what, ...named(each), how: 'gone' as const }));
  const others = now.flatMap((each): SignedChange[] => {
    const before = then.get(each.key);
    if (before === undefined) return [{ what, ...named(each), how: 'added' }];
    const keys = otherKeys(before.value, each.value);
    return keys.length === 0 ? [] : [{ what, ...named(each), how: 'changed', keys }];
  });
  return [...gone, ...others];
};

const named = ({ of, at }: Listed): Pick<SignedChange, 'of' | 'at'> => ({ of, ...(at === undefined ? {} : { at }) });

const otherKeys = (before: object, after: object): readonly string[] => {
  const [then, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...then.keys(), ...now.keys()])].filter((key) => isOther(then.get(key), now.get(key)));
};

const isOther = (before: unknown, after: unknown): boolean => textOf(before) !== textOf(after);

const textOf = (value: unknown): string => canonicalJson({ value: value === undefined ? null : value });
