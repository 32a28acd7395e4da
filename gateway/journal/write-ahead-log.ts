import { PAGE_SIZE } from './journal-format.ts';

// The layout of a write-ahead log: "WAL-mode File Format" of the SQLite documentation, section 1.
const HEADER = 32;
const FRAME_HEADER = 24;
const FRAME = FRAME_HEADER + PAGE_SIZE;
const MAGIC = 0x377f0682; // checksums over little-endian words; with the lowest bit set, over big-endian ones

/** One page in the log. */
export interface LoggedPage {
  readonly page: number;
  /** Where its bytes begin in the log. */
  readonly at: number;
}

/** What a write-ahead log turned out to hold. */
export interface LogContent {
  /** Every page of this log's age, whole or not, the latest last. */
  readonly pages: readonly LoggedPage[];
  /** True where transactions that had ended lie beyond the first broken place: SQLite would leave them out without a word. */
  readonly lost: boolean;
}

/**
 * Reads a write-ahead log as it lies on the disk. Each transaction is synced before the next one is written, so a power
 * cut can tear only the last one: a second end of a transaction beyond a broken frame means that the card lost what it held.
 */
export const readLog = (log: Buffer): LogContent => {
  if (log.length < HEADER + FRAME) return { pages: [], lost: false };
  const bigEndian = (log.readUInt32BE(0) & 1) === 1;
  const pages: LoggedPage[] = [];
  let sum = sumOver(log, 0, 24, [0, 0], bigEndian);
  let holds = (log.readUInt32BE(0) & ~1) === MAGIC && statedSum(log, 24, sum);
  // Each frame repeats the salts of its log's age; with a broken header, the first frame's are the best guess.
  const salts = holds ? log.subarray(16, 24) : log.subarray(HEADER + 8, HEADER + 16);
  let endsBeyond = 0;
  for (let at = HEADER; at + FRAME <= log.length; at += FRAME) {
    if (!log.subarray(at + 8, at + 16).equals(salts)) {
      if (holds) return { pages, lost: endsLater(log, at + FRAME, salts) > 1 };
      continue;
    }
    sum = sumOver(log, at + FRAME_HEADER, PAGE_SIZE, sumOver(log, at, 8, sum, bigEndian), bigEndian);
    holds = holds && statedSum(log, at + 16, sum);
    if (!holds && log.readUInt32BE(at + 4) > 0) endsBeyond += 1;
    pages.push({ page: log.readUInt32BE(at), at: at + FRAME_HEADER });
  }
  return { pages, lost: endsBeyond > 1 };
};

/** Ends of transactions of this log's age from `from` on. */
const endsLater = (log: Buffer, from: number, salts: Buffer): number => {
  let ends = 0;
  for (let at = from; at + FRAME <= log.length; at += FRAME) {
    if (log.subarray(at + 8, at + 16).equals(salts) && log.readUInt32BE(at + 4) > 0) ends += 1;
  }
  return ends;
};

type Sum = readonly [number, number];

const sumOver = (log: Buffer, from: number, length: number, [first, second]: Sum, bigEndian: boolean): Sum => {
  let [one, other] = [first, second];
  for (let at = from; at < from + length; at += 8) {
    one = (one + (bigEndian ? log.readUInt32BE(at) : log.readUInt32LE(at)) + other) >>> 0;
    other = (other + (bigEndian ? log.readUInt32BE(at + 4) : log.readUInt32LE(at + 4)) + one) >>> 0;
  }
  return [one, other];
};

const statedSum = (log: Buffer, at: number, [one, other]: Sum): boolean =>
  log.readUInt32BE(at) === one && log.readUInt32BE(at + 4) === other;
