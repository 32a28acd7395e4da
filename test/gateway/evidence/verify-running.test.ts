import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Lane } from '../../../gateway/domain/lane.ts';
import { type StoredRecord, verifyRecord } from '../../../gateway/evidence/verify-record.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { channelsNamed, dataFolder, entryOf, openCore } from '../journal/journal-folder.ts';
import { factsOfKind } from '../journal/recorded.ts';

const HOUR = 3_600_000;
const KEEP = { commit: 2000, seal: 60_000, readings: 12 * HOUR, bytes: 4e9 };

test('a record verifies while its gateway goes on sealing, closing stretches, and retiring', async () => {
  const folder = dataFolder();
  const clock = createManualClock();
  const core = openCore(folder, clock, { channels: channelsNamed(20), keep: KEEP });
  const hour = (): void => {
    clock.run(HOUR);
    const fact = { kind: 'state', at: clock.now(), on: 'x', state: 'y', active: true } as const;
    core.commit(
      entryOf(
        clock,
        Array.from({ length: 1500 }, (_, count) => [count % 20, (count * 7) % 90]),
        [fact],
      ),
    );
    core.tick();
  };
  for (let count = 0; count < 40; count += 1) hour();
  const file = new RecordFile(join(folder, 'journal.db'));
  let lines = 0;
  function* livedThrough(lane: Lane, number: number): Generator<string> {
    for (const line of file.lines(lane, number)) {
      lines += 1;
      if (lines % 4 === 0 && lines < 400) hour();
      yield line;
    }
  }
  const record: StoredRecord = { heads: () => file.heads(), lines: livedThrough };
  const { wrong, chains } = await verifyRecord(record);
  expect(wrong).toBeUndefined();
  expect(chains.map(({ lane }) => lane)).toEqual(['urgent', 'readings']);
  expect(factsOfKind(core, 'retired').length).toBeGreaterThan(0);
  file.close();
  core.close();
});
