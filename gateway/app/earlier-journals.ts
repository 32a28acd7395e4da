import { parseBlockLine } from '../domain/block-line.ts';
import type { UtcMillis } from '../domain/clock.ts';
import type { JournalFact } from '../domain/fact.ts';
import { sha256 } from '../evidence/sha256.ts';
import { type EarlierFile, openEarlierFile } from '../journal/earlier-file.ts';
import type { EarlierJournal } from '../reports/report-sources.ts';
import { linesAround } from './lines-around.ts';
import { patientBlocks } from './patient-blocks.ts';
import type { BlockFile } from './reported-record.ts';
import { type JournalProof, proofOf, type Witness } from './urgent-proof.ts';

/** Longest chain of journals that is followed: a box that was damaged more often than this needs another card first. */
const MOST_JOURNALS = 32;

/** The journals that a record goes on from, oldest first, and how to let go of their files. */
export interface EarlierJournals {
  readonly journals: readonly EarlierJournal[];
  /** When the oldest block that can be read of any of them was written, as that block says; undefined where there is none. */
  readonly began: UtcMillis | undefined;
  close(): void;
}

/**
 * Follows a record back through the journals that it names, as far as their files can be read in its folder. The chain ends
 * with the first journal of all, or with one that can't be read and is named. Of one that was damaged part-way, what can be
 * read is. A file is held against what its successor says of it once its blocks are asked for: what that doesn't prove is left out.
 */
export const openEarlierJournals = (folder: string, gateway: string, current: BlockFile): EarlierJournals => {
  const files: EarlierFile[] = [];
  const journals: EarlierJournal[] = [];
  let began: UtcMillis | undefined;
  let begin = beginOf(current);
  // The record's own first block is no one else's to prove.
  let isProven = (): boolean => true;
  while (begin?.fact?.reason !== undefined && journals.length < MOST_JOURNALS) {
    const { succeeds } = begin.fact;
    const file = succeeds === undefined ? undefined : openEarlierFile(folder, gateway, succeeds);
    const proof = once(proofBy(begin.fact, isProven, file));
    journals.unshift(earlierOf(begin.fact, file, proof));
    if (file === undefined) break;
    files.push(file);
    begin = beginOf(file);
    began = begin?.at ?? began;
    const last = begin?.last ?? 0;
    isProven = () => proof().isProven(last);
  }
  const close = (): void => {
    for (const file of files) file.close();
  };
  return { journals, began, close };
};

/** A journal whose own first block nothing proves is no witness of the one before it. */
const proofBy = (fact: JournalFact, isProven: () => boolean, file: EarlierFile | undefined) => (): JournalProof =>
  file === undefined || !isProven() ? UNPROVEN : proofOf(file, witnessIn(fact));

const UNPROVEN: JournalProof = { isProven: () => false, readings: new Map() };

const witnessIn = ({ succeeds, key, readings, urgent }: JournalFact): Witness | undefined =>
  succeeds === undefined
    ? undefined
    : { journal: succeeds, key, heads: readings === undefined || urgent === undefined ? undefined : { readings, urgent } };

const once = <Result>(look: () => Result): (() => Result) => {
  let result: { readonly is: Result } | undefined;
  return () => {
    result ??= { is: look() };
    return result.is;
  };
};

const earlierOf = (
  { at, succeeds, reason = 'damaged', readings, urgent }: JournalFact,
  file: EarlierFile | undefined,
  proof: () => JournalProof,
): EarlierJournal => {
  const upTo = readings === undefined || urgent === undefined ? null : { readings: readings[0], urgent: urgent[0] };
  return {
    journal: succeeds ?? null,
    reason,
    until: at,
    upTo,
    blocks: file && patientBlocks(file, { until: at, upTo, proof }),
  };
};

/** What a journal's first block says; undefined where it can't be read. */
interface Begin {
  readonly at: UtcMillis;
  readonly last: number;
  /** The fact with which the journal begins; undefined where its first block is gone. */
  readonly fact: JournalFact | undefined;
}

/** The first block is read as it stands. */
const beginOf = (file: BlockFile): Begin | undefined => {
  for (const line of linesAround(file, 'urgent', 1)) {
    const parsed = line === undefined ? undefined : parseBlockLine(line, sha256);
    if (parsed?.is !== 'block' || parsed.block.lane !== 'urgent') continue;
    const { facts, last } = parsed.block;
    const at = Math.min(...facts.map((fact) => fact.at));
    return { at, last, fact: facts.find((fact) => fact.kind === 'journal') };
  }
  return undefined;
};
