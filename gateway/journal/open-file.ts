import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { channelTableText } from '../domain/channel.ts';
import { instantOf } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { Fact } from '../domain/fact.ts';
import { APPLICATION_ID, createSchema, FORMAT_VERSION, prepareConnection, prepareNewFile } from './journal-format.ts';
import type { JournalNeeds, JournalSettings, OpenedJournal } from './journal-settings.ts';
import { Ledger } from './ledger.ts';
import { bootFact, configFact, journalFact, offFact, offReason } from './opening-facts.ts';
import type { Identity, Run } from './readings-draft.ts';
import { type HeadsRow, type JournalRow, NO_HEADS_ROW, SingleRows } from './single-rows.ts';
import { JOURNAL_FILE, openSqlite } from './sqlite-file.ts';
import { Timeline } from './timeline.ts';

/** An opened file, its run begun. */
export interface OpenFile {
  readonly database: Database;
  readonly rows: SingleRows;
  readonly identity: Identity;
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly found: Pick<OpenedJournal, 'journal' | 'boot' | 'before' | 'lastKnown'>;
  /** A ledger as the file stands, in the run that was begun. */
  reread(): Ledger;
}

/** What the file held before this run. */
interface Held {
  readonly journal: JournalRow;
  readonly heads: HeadsRow;
  readonly boot: { readonly boot: number; readonly id: string };
}

/**
 * Opens the file of a data folder for writing, makes it where there is none, seals what the run before left in the tail,
 * and begins a run with its facts: one transaction, so that a power cut leaves either the old state or the new one.
 * The caller holds the folder's lock.
 */
export const openFile = (settings: JournalSettings, needs: JournalNeeds): OpenFile => {
  const database = openSqlite(join(settings.folder, JOURNAL_FILE));
  try {
    const isNew = prepared(database);
    return database.transaction(() => begun(database, isNew, settings, needs)).immediate();
  } catch (error) {
    database.close();
    throw error;
  }
};

const prepared = (database: Database): boolean => {
  const version = Number(database.pragma('user_version', { simple: true }));
  const application = Number(database.pragma('application_id', { simple: true }));
  const isNew = version === 0 && application === 0;
  if (!isNew && application !== APPLICATION_ID) throw new EdgeError('journal-damaged', 'the file is no journal of Larder');
  if (version > FORMAT_VERSION) {
    throw new EdgeError('journal-newer', `the journal has format ${version}, this Larder knows ${FORMAT_VERSION}`);
  }
  if (isNew) prepareNewFile(database);
  prepareConnection(database);
  return isNew;
};

const begun = (database: Database, isNew: boolean, settings: JournalSettings, needs: JournalNeeds): OpenFile => {
  if (isNew) createSchema(database);
  const rows = new SingleRows(database);
  const held = isNew ? undefined : { journal: rows.journal(), heads: rows.heads(), boot: rows.lastBoot() };
  const journal = journalRow(held, settings, needs);
  const identity = { gateway: journal.gateway, journal: journal.id };
  const ledgerOf = (run: Run, heads: HeadsRow): Ledger =>
    new Ledger({ database, identity, sha256: needs.sha256, heads, onReadings: () => undefined }, run);
  const run = newRun(held, journal, settings);
  const ledger = ledgerOf(held === undefined ? run : oldRun(held), held?.heads ?? NO_HEADS_ROW);
  const timeline = new Timeline(instantOf(needs.clock), settings.clock, ledger.lastStamp);
  const { at, clock } = timeline.last;

  ledger.sealReadings(); // what the run before had not sealed keeps its own boot, clocks and channels
  ledger.enter(run);
  const before = beforeOf(held);
  ledger.sealFacts(
    openingFacts(held, journal, { ...settings, boot: run.boot, at: at.now, lastKnown: ledger.lastStamp }),
    at,
    clock,
  );
  rows.writeJournal(journal);
  rows.writeBoot(run.boot, settings.bootId);
  ledger.flush(at, clock, (heads, stamp) => rows.writeHeads(heads, stamp));
  rows.writeRunning(true);
  const found = { journal: journal.id, boot: run.boot, before, lastKnown: ledger.lastStamp };
  return { database, rows, identity, timeline, ledger, found, reread: () => ledgerOf(run, rows.heads()) };
};

const journalRow = (held: Held | undefined, settings: JournalSettings, { random, signer, sha256 }: JournalNeeds): JournalRow => {
  const channels = channelTableText(settings.channels);
  return {
    id: held?.journal.id ?? newJournalId(random),
    gateway: settings.gateway,
    key: signer.key,
    config: sha256(channels).slice(0, 12),
    channels,
  };
};

const beforeOf = (held: Held | undefined): OpenedJournal['before'] => {
  if (held === undefined) return 'none';
  return held.heads.running === 1 ? 'unclean' : 'clean';
};

const newRun = (held: Held | undefined, { config }: JournalRow, { bootId, channels }: JournalSettings): Run => ({
  boot: held === undefined ? 1 : held.boot.boot + (held.boot.id === bootId ? 0 : 1),
  config,
  channels: channels.map(({ id }) => id),
});

const channelIds = z.array(z.object({ id: z.string() }));

const oldRun = ({ journal, boot }: Held): Run => ({
  boot: boot.boot,
  config: journal.config,
  channels: channelIds.parse(JSON.parse(journal.channels)).map(({ id }) => id),
});

interface Opening {
  readonly at: number;
  readonly boot: number;
  readonly version: string;
  readonly bootId: string;
  readonly lastKnown: number;
}

const openingFacts = (held: Held | undefined, journal: JournalRow, opening: Opening): readonly Fact[] => {
  const at = Math.round(opening.at);
  const before = beforeOf(held);
  const boot = bootFact(at, opening.boot, opening.version, before);
  const config = configFact(at, journal.config, journal.channels);
  if (held === undefined) return [journalFact(at, journal.key, undefined), boot, config];
  const off = offFact(opening.lastKnown, at, offReason(before, held.boot.id === opening.bootId));
  return held.journal.config === journal.config ? [boot, off] : [boot, off, config];
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Ten lower-case letters and digits: two boxes of one gateway's name never make the same. */
const newJournalId = (random: () => number): string =>
  Array.from({ length: 10 }, () => LETTERS[Math.floor(random() * LETTERS.length)] ?? 'a').join('');
