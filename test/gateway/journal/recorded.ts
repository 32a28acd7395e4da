import { join } from 'node:path';
import { NOTHING_DELIVERED } from '../../../gateway/domain/delivered.ts';
import type { Lane } from '../../../gateway/domain/lane.ts';
import type { Verification } from '../../../gateway/evidence/verification.ts';
import { verifyRecord } from '../../../gateway/evidence/verify-record.ts';
import type { JournalCore } from '../../../gateway/journal/journal-core.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';

/** A fact as it stands in a block, with whatever its kind carries. */
export type RecordedFact = Readonly<Record<string, unknown>> & { readonly kind: string; readonly at: number };

/** A block as it stands in its line. */
export interface RecordedBlock {
  readonly lane: Lane;
  readonly first: number;
  readonly last: number;
  readonly boot: number;
  readonly up: number;
  readonly t0: number;
  readonly clock: string;
  readonly config: string;
  readonly head: readonly [number, string];
  readonly channels: readonly string[];
  readonly readings: readonly (readonly [offset: number, place: number, value: number | null, quality?: string])[];
  readonly facts: readonly RecordedFact[];
}

const parsed = (line: string): RecordedBlock => JSON.parse(line);

/** All blocks of a lane, the oldest first. */
export const blocksOf = (core: JournalCore, lane: Lane): readonly RecordedBlock[] =>
  core.undelivered(lane, NOTHING_DELIVERED, { bytes: 1e9, order: 'oldest' }).map(({ line }) => parsed(line));

export const factsOf = (core: JournalCore): readonly RecordedFact[] => blocksOf(core, 'urgent').flatMap(({ facts }) => facts);

export const factsOfKind = (core: JournalCore, kind: string): readonly RecordedFact[] =>
  factsOf(core).filter((fact) => fact.kind === kind);

/** Verifies the database in a data folder from end to end. */
export const verifiedFolder = async (folder: string): Promise<Verification> => {
  const record = new RecordFile(join(folder, 'journal.db'));
  try {
    return await verifyRecord(record);
  } finally {
    record.close();
  }
};
