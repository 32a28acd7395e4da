import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { channelTableText } from '../domain/channel-table-text.ts';
import { instantOf, type UtcMillis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { ConfigFact } from '../domain/fact.ts';
import type { SavedState } from '../domain/saved-state.ts';
import { checkFileHeader, checkFormat } from './file-header.ts';
import { channelIdsOf, type Inheritance, inheritanceOf } from './inheritance.ts';
import { createSchema, prepareConnection, prepareNewFile } from './journal-format.ts';
import type { JournalNeeds, JournalSettings, OpenedJournal } from './journal-settings.ts';
import { KeptStates } from './kept-states.ts';
import { Ledger } from './ledger.ts';
import { checkNotLost } from './lost-file.ts';
import { checkLaneEnds, checkLastCheckpoint } from './opening-check.ts';
import { openingFacts, type Predecessor } from './opening-facts.ts';
import type { Identity, Run } from './readings-draft.ts';
import { type HeadsRow, type IdentityRow, NO_HEADS, SingleRows } from './single-rows.ts';
import { JOURNAL_FILE, openSqlite } from './sqlite-file.ts';
import { Timeline } from './timeline.ts';
import { readLog } from './write-ahead-log.ts';

/** An opened file, its run begun. */
export interface OpenFile {
  readonly database: Database;
  readonly identity: Identity;
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly found: Pick<OpenedJournal, 'journal' | 'boot' | 'before' | 'begun' | 'lastKnown'>;
  /** A ledger as the file stands, in the run that was begun. */
  reread(): Ledger;
  /** Brings the channel table that follows from the kept states into force, where it is another; gives the fact that says so. */
  restate(ledger: Ledger, at: UtcMillis): readonly ConfigFact[];
}

/** What a file held before this run. */
interface Held {
  readonly identity: IdentityRow;
  readonly heads: HeadsRow;
}

/**
 * Opens the file of a data folder for writing, makes it where there is none, seals what the run before left in the tail,
 * and begins a run with its facts: one transaction, so that a power cut leaves either the old state or the new one.
 * A new file may have a predecessor. A file of another gateway's name is left as it is. The caller holds the folder's lock.
 * @throws EdgeError `journal-damaged`, `journal-newer`, `key-unreadable`, `data-folder-unwritable`.
 */
export const openFile = (
  settings: JournalSettings,
  needs: JournalNeeds,
  before?: Predecessor,
): OpenFile | 'of-another-gateway' => {
  const path = join(settings.folder, JOURNAL_FILE);
  if (before === undefined) checkNotLost(settings.folder);
  checkFileHeader(path);
  if (existsSync(`${path}-wal`) && readLog(readFileSync(`${path}-wal`)).lost) {
    throw new EdgeError('journal-damaged', 'the write-ahead log is broken, with commits beyond the broken place');
  }
  const database = openSqlite(path);
  try {
    const isNew = prepared(database);
    if (!isNew && new SingleRows(database).identity().gateway !== settings.gateway) {
      database.close();
      return 'of-another-gateway';
    }
    const file = database.transaction(() => begun(database, isNew, settings, needs, before)).immediate();
    // What a file is stands in its first bytes from the first day on, not in the log alone.
    if (isNew) database.pragma('wal_checkpoint(TRUNCATE)');
    return file;
  } catch (error) {
    database.close();
    throw error;
  }
};

const prepared = (database: Database): boolean => {
  const [version, application] = [numberOf(database, 'user_version'), numberOf(database, 'application_id')];
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  const isNew = version === 0 && application === 0 && tables === 0;
  if (!isNew) checkFormat(version, application);
  if (isNew) prepareNewFile(database);
  prepareConnection(database);
  return isNew;
};

const numberOf = (database: Database, pragma: string): number => Number(database.pragma(pragma, { simple: true }));

const begun = (
  database: Database,
  isNew: boolean,
  settings: JournalSettings,
  needs: JournalNeeds,
  before: Predecessor | undefined,
): OpenFile => {
  if (isNew) createSchema(database);
  const rows = new SingleRows(database);
  const held = isNew ? undefined : { identity: rows.identity(), heads: rows.heads() };
  const states = new KeptStates(database);
  const table = tableOf(settings, needs, held === undefined ? (before?.remains.states ?? []) : states.all());
  const row = identityRow(held, before, settings, needs, table);
  const identity = { gateway: row.gateway, journal: row.id };
  const ledgerNeeds = { database, rows, identity, sha256: needs.sha256 };
  const run = newRun(held?.heads ?? before?.remains.heads, row, settings);
  const ledger = new Ledger(ledgerNeeds, held?.heads ?? NO_HEADS, held === undefined ? run : oldRun(held));
  if (held !== undefined) checkHeld(held, ledger, needs);
  const lastKnown = ledger.lastStamp === 0 ? (before?.remains.heads?.stamp ?? 0) : ledger.lastStamp;
  const timeline = new Timeline(instantOf(needs.clock), settings.clock, lastKnown);
  const { at, clock } = timeline.last;

  const inheritance = before && inheritanceOf(before.remains, row, run, needs.sha256, Math.round(at.now));
  if (before !== undefined && inheritance !== undefined) inherit(database, ledger, before, inheritance);
  ledger.sealReadings(); // what the run before had not sealed keeps its own boot, clocks and channels
  ledger.enter(run);
  ledger.note({ running: 1, boot: run.boot, boot_id: settings.bootId });
  const opening = openingFacts({
    held,
    before,
    inherited: inheritance?.facts ?? [],
    keyFound: needs.keyFound ?? false,
    row,
    run,
    settings,
    lastKnown,
    at: Math.round(at.now),
  });
  ledger.sealFacts(opening, at, clock);
  rows.writeIdentity(row);
  ledger.flush(at, clock);
  const why = held === undefined ? reasonToBegin(before, needs) : undefined;
  const found = { journal: row.id, boot: run.boot, before: endOf(held), lastKnown, ...(why === undefined ? {} : { begun: why }) };
  return {
    database, identity, timeline, ledger, found,
    reread: () => new Ledger(ledgerNeeds, rows.heads(), { ...run, config: rows.identity().config }),
    restate: (current, now) => restated(current, rows, { ...row, ...tableOf(settings, needs, states.all()) }, now),
  }; // biome-ignore format: a list to read
};

const tableOf = (
  { channels, plan }: JournalSettings,
  { tableStates, sha256 }: JournalNeeds,
  states: readonly SavedState[],
): Pick<IdentityRow, 'config' | 'channels'> => {
  const text = channelTableText(tableStates?.inForce(channels, states) ?? channels, plan);
  return { config: sha256(text).slice(0, 12), channels: text };
};

/** What was read so far is sealed under the old table; all that comes is under the new one. */
const restated = (ledger: Ledger, rows: SingleRows, row: IdentityRow, at: UtcMillis): readonly ConfigFact[] => {
  if (row.config === ledger.run.config) return [];
  ledger.sealReadings();
  ledger.enter({ ...ledger.run, config: row.config });
  rows.writeIdentity(row);
  return [{ kind: 'config', at, config: row.config, table: row.channels }];
};

const checkHeld = ({ identity, heads }: Held, ledger: Ledger, { signer, sha256, signatureHolds }: JournalNeeds): void => {
  if (sha256(identity.channels).slice(0, 12) !== identity.config) {
    throw new EdgeError('journal-damaged', 'the channel table is not the one that its blocks name');
  }
  if (identity.key !== signer.key)
    throw new EdgeError('key-unreadable', 'the signing key is not the one that signs this journal');
  const names = { gateway: identity.gateway, journal: identity.id };
  checkLaneEnds(ledger, names, sha256);
  if (heads.running === 0) checkLastCheckpoint(ledger, names, identity.key, signatureHolds);
};

/** What a new journal takes over from the one before: states, and what was durable but not sealed. */
const inherit = (database: Database, ledger: Ledger, { remains }: Predecessor, { run, tail }: Inheritance): void => {
  new KeptStates(database).write(remains.states);
  ledger.enter(run);
  for (const { readings, at, clock } of tail) ledger.append(readings, at, clock);
};

const identityRow = (
  held: Held | undefined,
  before: Predecessor | undefined,
  settings: JournalSettings,
  { random, signer }: JournalNeeds,
  table: Pick<IdentityRow, 'config' | 'channels'>,
): IdentityRow => {
  return {
    id: held?.identity.id ?? newJournalId(random, before?.remains.identity?.id),
    gateway: settings.gateway,
    key: signer.key,
    ...table,
  };
};

const reasonToBegin = (before: Predecessor | undefined, { keyFound }: JournalNeeds): OpenedJournal['begun'] =>
  before?.reason ?? (keyFound === true ? 'key-without-record' : undefined);

/** How the run before ended. */
const endOf = (held: Held | undefined): OpenedJournal['before'] => {
  if (held === undefined) return 'none';
  return held.heads.running === 1 ? 'unclean' : 'clean';
};

const newRun = (heads: HeadsRow | undefined, { config }: IdentityRow, { bootId, channels }: JournalSettings): Run => ({
  boot: heads === undefined ? 1 : heads.boot + (heads.boot_id === bootId ? 0 : 1),
  config,
  channels: channels.map(({ id }) => id),
});

const oldRun = ({ identity, heads }: Held): Run => ({
  boot: heads.boot,
  config: identity.config,
  channels: channelIdsOf(identity.channels),
});

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Ten lower-case letters and digits: two boxes of one gateway's name never make the same, nor does a box twice. */
const newJournalId = (random: () => number, before: string | undefined): string => {
  const id = Array.from({ length: 10 }, () => LETTERS[Math.floor(random() * LETTERS.length)] ?? 'a').join('');
  return id === before ? newJournalId(random, before) : id;
};
