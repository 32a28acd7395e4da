import { statSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf } from '../../../gateway/domain/clock.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { signatureHolds } from '../../../gateway/evidence/signature.ts';
import { openSigner } from '../../../gateway/evidence/signing-key.ts';
import { JournalCore } from '../../../gateway/journal/journal-core.ts';
import type { JournalSettings } from '../../../gateway/journal/journal-settings.ts';
import { JOURNAL_FILE } from '../../../gateway/journal/sqlite-file.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';

const BATCH = 16_384;

/**
 * Fills a new journal up to `bytes`, and gives the file's size; values of many digits, so that a gigabyte takes a minute
 * or two instead of ten.
 */
export const writeLargeJournal = (settings: JournalSettings, bytes: number): number => {
  const clock = createManualClock();
  const random = seededRandom(1);
  const core = new JournalCore(settings, { clock, random, signer: openSigner(settings.folder, true), sha256, signatureHolds });
  const path = join(settings.folder, JOURNAL_FILE);
  while (statSync(path).size < bytes) {
    clock.run(1000);
    const readings = Float64Array.from(
      { length: BATCH * 4 },
      (_, index) => [clock.elapsed(), (index >> 2) % 20, random(), 0][index % 4] ?? 0,
    );
    core.commit({ at: instantOf(clock), clock: 'sure', readings, facts: [], states: [] });
  }
  core.close();
  return statSync(path).size;
};
