import { statSync } from 'node:fs';
import type { Sha256 } from '../domain/block.ts';
import type { Chore } from './chores.ts';
import { freeBytes, RESERVE_BYTES } from './disk-room.ts';
import type { JournalRun } from './journal-run.ts';
import { readRemains } from './remains.ts';
import { Salvage } from './salvage.ts';
import { SalvageNotes } from './salvage-report.ts';
import { headsOf } from './single-rows.ts';

/**
 * Carries the readable blocks of a damaged file over to a file beside it, and has `run` tell by facts what is gone. Told
 * before the new file gets its name: a power cut in between repeats the work, and nothing is left untold.
 */
export const salvageChore = (folder: string, path: string, run: JournalRun, sha256: Sha256): Chore => {
  const hasRoom = freeBytes(folder) > statSync(path).size + 4 * RESERVE_BYTES;
  const salvage = new Salvage(path, sha256, hasRoom);
  const notes = new SalvageNotes();
  salvage.onBlock((block) => notes.note(block));
  return {
    name: `salvage ${path}`,
    step: () => {
      if (salvage.step()) return true;
      const { heads, stale } = readRemains(path);
      const known = heads === undefined || stale ? undefined : headsOf(heads);
      run.know(({ at }) => notes.gaps(salvage.found, known, Math.round(at.now)));
      salvage.finish();
      return false;
    },
  };
};
