import { EdgeError } from '../domain/edge-error.ts';
import type { Head, Lane } from '../domain/lane.ts';
import { RecordVerifier } from './record-verifier.ts';
import { sha256 } from './sha256.ts';
import type { Verification } from './verification.ts';

/** A stored record, read while others may go on writing it: every look is a short one. */
export interface StoredRecord {
  /** What the journal's own row says of where its lanes end. @throws EdgeError `journal-damaged`. */
  heads(): Readonly<Record<Lane, Head>>;
  /** The lines of a lane from the block that holds `number` on, as far as they go now. @throws EdgeError `journal-damaged`. */
  lines(lane: Lane, number: number): Iterable<string>;
}

/** How far verification has come: called after each line. */
export type Progress = (lines: number) => void;

/** Verifies block lines from anywhere, for what they are: a part of a record may begin and end where it likes. */
export const verifyLines = async (
  lines: AsyncIterable<string> | Iterable<string>,
  progress?: Progress,
): Promise<Verification> => {
  const verifier = new RecordVerifier(sha256);
  let count = 0;
  for await (const line of lines) {
    verifier.add(line);
    count += 1;
    progress?.(count);
    if (!verifier.holds) break;
  }
  return verifier.finish();
};

/**
 * Verifies a stored record from end to end: what it holds is complete, and reaches as far as its own row of heads says.
 * The urgent lane is read first, for what it says of readings; then both once more, for what was sealed meanwhile.
 */
export const verifyRecord = async (record: StoredRecord, progress?: Progress): Promise<Verification> => {
  const verifier = new RecordVerifier(sha256);
  let count = 0;
  const follow = async (lane: Lane, from: number): Promise<number> => {
    let next = from;
    try {
      for await (const line of record.lines(lane, from)) {
        verifier.add(line);
        next = lastIn(line) + 1;
        count += 1;
        progress?.(count);
        if (!verifier.holds) break;
      }
    } catch (error) {
      if (!(error instanceof EdgeError) || error.code !== 'journal-damaged') throw error;
      verifier.unreadable(lane, next);
    }
    return next;
  };
  try {
    const heads = record.heads();
    const urgent = await follow('urgent', 1);
    const readings = await follow('readings', 1);
    await follow('urgent', urgent);
    await follow('readings', readings);
    return verifier.finish({ complete: true, heads });
  } catch (error) {
    if (!(error instanceof EdgeError) || error.code !== 'journal-damaged') throw error;
    verifier.unreadable('urgent', 1);
    return verifier.finish();
  }
};

const lastIn = (line: string): number => Number(/"last":(\d{1,16}),/.exec(line.slice(0, 512))?.[1] ?? 0);
