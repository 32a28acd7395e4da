import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goldenClock, goldenLines, liveGolden } from './golden-record.ts';

// Writes the golden files of a format version: once, when it comes into being. Files that are there are left alone: what
// a released Larder wrote must be read for ever.

const target = join(process.cwd(), 'test', 'golden', process.argv[2] ?? 'v1');

const write = (folder: string): void => {
  for (const kind of ['clean', 'unclean']) mkdirSync(join(target, kind), { recursive: true });
  const core = liveGolden(folder, goldenClock());
  for (const name of ['journal.db', 'journal.db-wal']) copyFileSync(join(folder, name), join(target, 'unclean', name));
  core.conclude();
  writeFileSync(join(target, 'record.blocks'), `${goldenLines(core).join('\n')}\n`);
  core.close();
  copyFileSync(join(folder, 'journal.db'), join(target, 'clean', 'journal.db'));
};

if (existsSync(target)) {
  process.stderr.write(`${target} is there already: golden files are written once.\n`);
  process.exitCode = 1;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'larder-golden-'));
  write(folder);
  rmSync(folder, { recursive: true });
}
