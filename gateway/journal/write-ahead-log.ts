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
  /**
   * The pages of the transactions that had ended, the latest last; where some were lost, every page of this log's age,
   * whole or not.
   */
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
  let sum = sumOver(log, 0, 24, [0, 0], bigEndian);
  let holds = (log.readUInt32BE(0) & ~1) === MAGIC && statedSum(log, 24, sum);
  // Each frame repeats the salts of its log's age; with a broken header, the first frame's are the best guess.
  const salts = holds ? log.subarray(16, 24) : log.subarray(HEADER + 8, HEADER + 16);
  const pages: LoggedPage[] = [];
  let ended = 0;
  let endsBeyond = 0;
  for (let at = HEADER; at + FRAME <= log.length; at += FRAME) {
    const isOfThisAge = log.subarray(at + 8, at + 16).equals(salts);
    sum = sumOver(log, at + FRAME_HEADER, PAGE_SIZE, sumOver(log, at, 8, sum, bigEndian), bigEndian);
    holds = holds && isOfThisAge && statedSum(log, at + 16, sum);
    if (!isOfThisAge) continue;
    pages.push({ page: log.readUInt32BE(at), at: at + FRAME_HEADER });
    const isEnd = log.readUInt32BE(at + 4) > 0;
    if (isEnd && holds) ended = pages.length;
    if (isEnd && !holds) endsBeyond += 1;
  }
  const lost = endsBeyond > 1;
  return { pages: lost ? pages : pages.slice(0, ended), lost };
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
