import type { Database } from 'better-sqlite3';

/** Version of the file's layout. A file of a higher one is left alone. */
export const FORMAT_VERSION = 1;

/** The layout's version as the file's `user_version` has it: in both halves, so that a flipped bit is no newer version. */
const stampOf = (version: number): number => version * 0x10001;

/** The version behind a `user_version`; undefined when it is none that was ever written. */
export const versionOf = (stamp: number): number | undefined => (stampOf(stamp & 0xffff) === stamp ? stamp & 0xffff : undefined);

/** "LRDR": tells the file from any other SQLite database, in its `application_id`. */
export const APPLICATION_ID = 0x4c524452;

// A commit of two seconds is one page of the tail. In the write-ahead log a page of 1024 bytes touches 1.3 of the
// system's pages of 4096, one of 4096 touches two or three: measured, it is what decides the megabytes a day.
export const PAGE_SIZE = 1024;

/** Pages in the write-ahead log before they are folded into the file: 2 MB, so that what is written over and over is folded once. */
const PAGES_TO_FOLD = 2000;

const SCHEMA = `
CREATE TABLE journal (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  gateway TEXT NOT NULL,
  key TEXT NOT NULL,
  config TEXT NOT NULL,
  channels TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE TABLE heads (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  readings_last INTEGER NOT NULL,
  readings_hash TEXT NOT NULL,
  urgent_last INTEGER NOT NULL,
  urgent_hash TEXT NOT NULL,
  stamp INTEGER NOT NULL,
  running INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  boot INTEGER NOT NULL,
  boot_id TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT;
CREATE TABLE tail (first INTEGER PRIMARY KEY, readings BLOB NOT NULL) STRICT;
CREATE TABLE readings (
  last INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  lines BLOB NOT NULL
) STRICT;
CREATE TABLE urgent (
  last INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  lines BLOB NOT NULL
) STRICT;
CREATE TABLE states (key TEXT PRIMARY KEY, text TEXT NOT NULL, sum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE frontiers (
  uplink TEXT NOT NULL,
  lane TEXT NOT NULL,
  delivered TEXT NOT NULL,
  PRIMARY KEY (uplink, lane)
) STRICT, WITHOUT ROWID;
CREATE TABLE channels (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, last INTEGER NOT NULL) STRICT;
CREATE TABLE history (
  piece INTEGER PRIMARY KEY,
  channel INTEGER NOT NULL,
  began INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  last INTEGER NOT NULL,
  resume INTEGER NOT NULL,
  points BLOB NOT NULL
) STRICT;
CREATE INDEX history_by_channel ON history (channel, began, ended);
`;

/** Where the trees of two tables begin in every file of this layout; SQLite never moves the first page of one. */
export const FIRST_PAGE_OF = { tail: 5, states: 8 } as const;

/** Settings that must be made before a new file's first page is written. */
export const prepareNewFile = (database: Database): void => {
  database.pragma(`page_size = ${PAGE_SIZE}`);
  database.pragma('auto_vacuum = INCREMENTAL');
};

/** Settings of each connection that writes. FULL: a commit that returned has outlived a power cut. */
export const prepareConnection = (database: Database): void => {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma(`wal_autocheckpoint = ${PAGES_TO_FOLD}`);
  database.pragma('journal_size_limit = 4194304');
  database.pragma('cache_size = -2048');
  database.pragma('temp_store = MEMORY');
};

/** Lays out a new, empty file. */
export const createSchema = (database: Database): void => {
  database.exec(SCHEMA);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma(`user_version = ${stampOf(FORMAT_VERSION)}`);
};
