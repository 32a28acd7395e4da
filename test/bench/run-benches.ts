import { readdirSync } from 'node:fs';
import type { Bench, Row } from './bench.ts';
import { machineWords, writeFigures } from './figures-document.ts';

const SUFFIX = '-bench.js';

const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length));

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const measured = async (name: string, write: boolean): Promise<boolean> => {
  const { bench } = (await import(`./${name}${SUFFIX}`)) as { readonly bench: Bench };
  print(`\n${bench.name}: ${bench.about}`);
  const rows: Row[] = [];
  await bench.run((row) => {
    rows.push(row);
    const verdict = row.ok === undefined ? '' : row.ok ? '  reached' : '  NOT REACHED';
    print(`  ${row.what}: ${row.reached}  (to reach: ${row.target})${verdict}`);
  });
  if (write) writeFigures(bench, rows, new Date().toISOString().slice(0, 10));
  return rows.every(({ ok }) => ok !== false);
};

// A process that a signal ends doesn't say goodbye to its children by itself.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const chosen = wanted.includes('all') ? names : wanted;
const unknown = chosen.filter((name) => !names.includes(name));
if (chosen.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) print(`No such bench: ${unknown.join(', ')}`);
  print(
    `Usage: npm run bench -- NAME … [--write] | all\n--write puts what was measured into docs/figures.md\nBenches: ${names.join(', ')}`,
  );
  process.exitCode = 2;
} else {
  print(machineWords());
  let allReached = true;
  for (const name of chosen) allReached = (await measured(name, process.argv.includes('--write'))) && allReached;
  process.exitCode = allReached ? 0 : 1;
}
