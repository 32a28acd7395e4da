import { join } from 'node:path';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { JournalSettings } from '../../../gateway/journal/journal-settings.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { dataFolder, entryOf, openCore } from '../journal/journal-folder.ts';

const door: Fact = { kind: 'state', at: 0, on: 'fridge-0', state: 'silent', active: true };

/** A closed journal of `minutes` of readings, with a fact each ten minutes: its folder and lines. */
export const sealedRecord = (minutes: number, changed: Partial<JournalSettings> = {}) => {
  const folder = dataFolder();
  const clock = createManualClock();
  const core = openCore(folder, clock, changed);
  for (let second = 10; second <= minutes * 60; second += 10) {
    clock.run(10_000);
    const facts = second % 600 === 0 ? [{ ...door, at: clock.now() }] : [];
    core.commit(entryOf(clock, [[0, 4 + ((second / 10) % 7) / 10], [1, 55.1], [2, Number.NaN, 1]], facts)); // biome-ignore format: readings
    core.tick();
  }
  core.close();
  const path = join(folder, 'journal.db');
  const file = new RecordFile(path);
  const lines = { urgent: [...file.lines('urgent', 1)], readings: [...file.lines('readings', 1)] };
  file.close();
  return { folder, path, clock, lines, all: [...lines.urgent, ...lines.readings] };
};
