import { type Finding, fault, type Path } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import { printable } from './printable.ts';
import type { Draft } from './site-schema.ts';

/** The box itself: its time zone, its officer, its intervals. */
export const checkGateway = (draft: Draft): readonly Finding[] => [
  ...timezone(draft.gateway?.timezone),
  ...officer(draft),
  ...intervals(draft),
];

const timezone = (written: string | undefined): readonly Finding[] => {
  if (written === undefined || isTimezone(written)) return [];
  const near = nearestWord(written, Intl.supportedValuesOf('timeZone')) ?? 'Asia/Shanghai';
  return [fault('timezone', ['gateway', 'timezone'], { written: printable(written), near })];
};

const isTimezone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // a RangeError is how Intl says no
  }
};

const officer = ({ gateway, people }: Draft): readonly Finding[] => {
  const id = gateway?.site?.officer;
  if (id === undefined || people?.some((person) => person?.id === id)) return [];
  return [fault('officer', ['gateway', 'site', 'officer'], { id })];
};

const intervals = ({ keep }: Draft): readonly Finding[] =>
  (keep?.commit ?? 0) > (keep?.seal ?? Number.POSITIVE_INFINITY) ? [fault('commit-after-seal', ['keep', 'commit'])] : [];

/** Ids that stand twice in one list. */
export const checkIds = (draft: Draft): readonly Finding[] => [
  ...twice('lines', draft.lines),
  ...twice('devices', draft.devices),
  ...twice('analyzers', draft.analyzers),
  ...twice('people', draft.people),
  ...twice('uplinks', draft.uplinks),
  ...twice('notify.webhooks', draft.notify?.webhooks, ['notify', 'webhooks']),
  ...reserved('lines', draft.lines),
  ...reserved('devices', draft.devices),
  ...reserved('analyzers', draft.analyzers),
  ...reserved('uplinks', draft.uplinks),
];

/** Words by which the record names parts of itself in its facts: a device of that name could not be told from them. */
const RESERVED: ReadonlySet<string> = new Set(['readings', 'urgent', 'journal', 'gateway', 'line', 'uplink', 'device']);

const reserved = (
  list: string,
  entries: readonly ({ readonly id?: string | undefined } | undefined)[] = [],
): readonly Finding[] =>
  entries.flatMap((entry, place) =>
    entry?.id !== undefined && RESERVED.has(entry.id) ? [fault('reserved-id', [list, place, 'id'], { id: entry.id })] : [],
  );

const twice = (
  list: string,
  entries: readonly ({ readonly id?: string | undefined } | undefined)[] = [],
  at: Path = [list],
): readonly Finding[] => {
  const first = new Map<string, number>();
  return entries.flatMap((entry, place) => {
    if (entry?.id === undefined) return [];
    const before = first.get(entry.id);
    if (before === undefined) first.set(entry.id, place);
    const path: Path = [...at, place, 'id'];
    return before === undefined ? [] : [fault('duplicate-id', path, { id: entry.id, other: `${list}[${before}]` })];
  });
};
