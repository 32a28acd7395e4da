import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { sleep } from '../../../gateway/domain/clock.ts';
import { verifyRecord } from '../../../gateway/evidence/verify-record.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { compiled } from './compiled.ts';
import { chanceOf, dataFolder, openCore } from './journal-folder.ts';

/** Runs the committing child for `life` ms, kills it with SIGKILL, and gives the last number that it said was durable. */
const killedAfter = async (life: number, folder: string, next: number): Promise<number> => {
  const child = spawn(process.execPath, [
    fileURLToPath(compiled('test/gateway/journal/committing-child.ts')),
    folder,
    String(next),
  ]);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  await sleep(systemClock, life);
  child.kill('SIGKILL');
  await ended;
  return Number(said.trimEnd().split('\n').at(-1) ?? next);
};

test('whatever was committed when the process is killed is there, once, in order, and verifies', async () => {
  const folder = dataFolder();
  const chance = chanceOf(5);
  let next = 1;
  for (let round = 0; round < 6; round += 1) {
    const durable = await killedAfter(chance() * 400, folder, next);
    const core = openCore(folder, createManualClock(), { gateway: 'killed' });
    expect(core.opened.before).toBe('unclean');
    while (core.work());
    next = Number(core.opened.states.find(({ key }) => key === 'next')?.text);
    expect(next).toBeGreaterThanOrEqual(durable);
    core.close();
    const record = new RecordFile(join(folder, 'journal.db'));
    expect((await verifyRecord(record)).wrong).toBeUndefined();
    const values = [...record.lines('readings', 1)].flatMap((line) =>
      JSON.parse(line).readings.map(([, , value]: [number, number, number]) => value),
    );
    record.close();
    expect(values.length).toBe(next - 1);
    expect(values.every((value, place) => value === place + 1)).toBe(true);
  }
});
