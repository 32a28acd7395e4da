import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone once the test is. */
export const temporaryFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'larder-platforms-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { folder, write: (name: string, text: string) => writeFile(join(folder, name), text) };
};
