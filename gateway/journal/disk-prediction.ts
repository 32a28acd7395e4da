import type { Millis } from '../domain/clock.ts';
import { PAGE_SIZE } from './journal-format.ts';
import { LONGEST_READINGS_TEXT } from './readings-draft.ts';
import { STRETCH_TEXT } from './stretch.ts';

/** What decides how much a site writes to its card. */
export interface DiskLoad {
  /** Per unit: how many channels one answer brings, and how often it comes. */
  readonly units: readonly { readonly channels: number; readonly every: Millis }[];
  readonly commit: Millis;
  readonly seal: Millis;
}

const DAY: Millis = 86_400_000;

/** The system writes whole pages: a transaction dirties this much however little it holds. */
const SYSTEM_PAGE = 4096;

/** A page in the write-ahead log, with its header. */
const FRAME = PAGE_SIZE + 24;

/** What fits into a page beside its own header. */
const PAGE_ROOM = PAGE_SIZE - 24;

// Measured on simulated sites; a test holds the prediction against measurements.
const TAIL_READING = 5.2; // bytes of a reading in the open tail
const TAIL_ROW = 36; // and of its row
const TEXT_READING = 15; // characters of a reading in a block's text
const TEXT_NAME = 24; // and of a channel's name
const TEXT_HEADER = 420; // and of the rest of a block
const OPEN = { reading: 4.8, name: 3.2, block: 330 }; // compressed, in a row of its own
const CLOSED = { reading: 4.3, name: 2.4, block: 80 }; // compressed, in a closed stretch
const HISTORY_READING = 2.5; // bytes of a reading in the history

/** Pages that each seal changes besides its block: heads, frontier, allocation. */
const PAGES_OF_A_SEAL = 8;

/** What is kept for good goes into the log, and from there into the file, with a little around it. */
const FOLDED = 2.3;

/** The index of the write-ahead log lies in memory shared with readers; what of it changed, the system writes back each half minute. */
const WRITE_BACK: Millis = 30_000;
const INDEX_PAGES = 2.5;

/**
 * Bytes that the journal writes to the disk in a day, everything included, within a fifth of what is measured: readings
 * alone, without facts, on a file that has been growing for some hours.
 */
export const diskPerDay = (load: DiskLoad): number => {
  const rates = ratesOf(load);
  if (rates.readings === 0) return 0;
  return plainCommits(rates) + sealingCommits(rates) + keptForGood(rates) + logIndexPerDay(load);
};

/** The part of it that the log's index takes: it follows real time, and doesn't show on a simulated day. */
export const logIndexPerDay = (load: DiskLoad): number =>
  Math.min(DAY / WRITE_BACK, ratesOf(load).commits) * INDEX_PAGES * SYSTEM_PAGE;

/** What happens in a day. */
interface Rates {
  readonly readings: number;
  readonly commits: number;
  /** Commits that seal. */
  readonly seals: number;
  readonly blocks: number;
  /** Channel names in all blocks: one for each channel that a block holds. */
  readonly names: number;
}

const ratesOf = ({ units, commit, seal }: DiskLoad): Rates => {
  const perDay = (of: (unit: DiskLoad['units'][number]) => number): number => units.reduce((sum, unit) => sum + of(unit), 0);
  const readings = perDay(({ channels, every }) => (channels * DAY) / every);
  const commits = Math.min(
    DAY / commit,
    perDay(({ every }) => DAY / every),
  );
  const inTime = Math.min(commits, DAY / Math.max(seal - commit / 2, commit));
  const channels = perDay(({ channels }) => channels);
  // A full block doesn't wait for its time. Where it is full before a channel comes round again, each reading has its name along.
  const room = LONGEST_READINGS_TEXT - TEXT_NAME * Math.min(channels, LONGEST_READINGS_TEXT / (TEXT_READING + TEXT_NAME));
  const perBlock = Math.max(room / TEXT_READING, LONGEST_READINGS_TEXT / (TEXT_READING + TEXT_NAME));
  const blocks = Math.max(inTime, readings / perBlock);
  return { readings, commits, seals: Math.min(commits, blocks), blocks, names: blocks * Math.min(channels, readings / blocks) };
};

/** The commits that only add to the tail, and what it takes to clear it. */
const plainCommits = ({ readings, commits, seals }: Rates): number => {
  const plain = commits - seals;
  const row = TAIL_ROW + (TAIL_READING * readings) / commits;
  const pagesOfTail = (row * plain) / seals / PAGE_ROOM;
  const pages = Math.max(1, row / PAGE_ROOM) * plain + 3 * seals * Math.floor(pagesOfTail + 0.5);
  return plain * SYSTEM_PAGE + pages * FRAME;
};

/** The commits that seal: blocks in rows of their own, but for those that close a stretch at once. */
const sealingCommits = (rates: Rates): number => {
  const { readings, seals, blocks, names } = rates;
  const text = (readings * TEXT_READING + names * TEXT_NAME + blocks * TEXT_HEADER) / seals;
  const alone = Math.max(0, 1 - text / STRETCH_TEXT);
  const pages = PAGES_OF_A_SEAL * seals + (packed(rates, OPEN) * alone) / PAGE_ROOM;
  return seals * SYSTEM_PAGE + pages * FRAME;
};

const keptForGood = (rates: Rates): number => FOLDED * (packed(rates, CLOSED) + rates.readings * HISTORY_READING);

const packed = ({ readings, names, blocks }: Rates, per: typeof OPEN): number =>
  readings * per.reading + names * per.name + blocks * per.block;
