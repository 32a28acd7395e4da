import type { UtcMillis } from '../domain/clock.ts';
import type { BootFact, Fact, GapFact, JournalFact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { Run } from './readings-draft.ts';
import type { Remains } from './remains.ts';
import { type HeadsRow, headsOf, type IdentityRow } from './single-rows.ts';

/** The journal that a new one takes the place of, as far as it is known. */
export interface Predecessor {
  readonly reason: NonNullable<JournalFact['reason']>;
  readonly remains: Remains;
  /** Whether the gateway was off in between; false where one journal succeeds another in mid-run. */
  readonly off: boolean;
}

/** What the first facts of a run follow from. */
export interface Opening {
  /** What the file held; undefined for a new one. */
  readonly held: { readonly identity: IdentityRow; readonly heads: HeadsRow } | undefined;
  readonly before: Predecessor | undefined;
  /** What is to be said of the readings that the one before had not sealed. */
  readonly inherited: readonly Fact[];
  /** Whether the key was there before this start. */
  readonly keyFound: boolean;
  readonly row: IdentityRow;
  readonly run: Run;
  readonly settings: { readonly bootId: string; readonly version: string };
  readonly lastKnown: UtcMillis;
  readonly at: UtcMillis;
}

/** The first facts of a run: a new journal's own, the start, the time off, and the channel table where it is another. */
export const openingFacts = (opening: Opening): readonly Fact[] => {
  const { held, before, inherited, row, run, settings, at, lastKnown } = opening;
  const last = held?.heads ?? before?.remains.heads;
  const ended = last === undefined ? 'none' : last.running === 1 ? 'unclean' : 'clean';
  const isOff = last !== undefined && (before?.off ?? true);
  const journal = held === undefined ? [journalFact(at, row.key, before)] : [];
  const boot: BootFact = { kind: 'boot', at, boot: run.boot, version: settings.version, before: ended };
  const off = isOff ? [offFact(lastKnown, at, offReason(ended, last.boot_id === settings.bootId))] : [];
  const config: readonly Fact[] =
    held?.identity.config === row.config ? [] : [{ kind: 'config', at, config: row.config, table: row.channels }];
  return [...journal, ...noRecord(opening), boot, ...off, ...inherited, ...config];
};

/**
 * A key without a record: it may be a box's first start with a key that it was given, or its record may be gone. What is
 * certain is said, and no more.
 */
const noRecord = ({ held, before, keyFound, at }: Opening): readonly GapFact[] =>
  held === undefined && before === undefined && keyFound
    ? [{ kind: 'gap', at, what: 'journal', from: 0, to: at, reason: 'key-without-record' }]
    : [];

const journalFact = (at: UtcMillis, key: string, before: Predecessor | undefined): JournalFact => ({
  kind: 'journal',
  at,
  algorithm: 'sha-256',
  key,
  ...(before === undefined ? {} : { ...succession(before), reason: before.reason }),
});

const succession = ({ remains: { identity, heads } }: Predecessor): { succeeds?: string } & Partial<Record<Lane, Head>> => ({
  ...(identity === undefined ? {} : { succeeds: identity.id }),
  ...(heads === undefined ? {} : headsOf(heads)),
});

/** What happened while the gateway was off is unknown, and is said to be. */
const offFact = (from: UtcMillis, at: UtcMillis, reason: string): GapFact => ({
  kind: 'gap',
  at,
  what: 'gateway',
  from,
  to: at,
  reason,
});

/** How the time off is to be called: a clean stop, an end of the gateway alone, or one of the machine. */
const offReason = (ended: BootFact['before'], sameMachineStart: boolean): string => {
  if (ended === 'clean') return 'stopped';
  return sameMachineStart ? 'crashed' : 'power-lost';
};
