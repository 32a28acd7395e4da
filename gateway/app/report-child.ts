import { constants, setPriority } from 'node:os';
import { wordsOf } from '../domain/edge-error.ts';
import { draftDueReports } from './draft-due-reports.ts';
import { readSite } from './read-site.ts';
import { systemClock } from './system-clock.ts';
import { keepYoungHeapSmall } from './young-heap.ts';

// A process of its own, which takes only the processor time that polling leaves over: it makes the reports that are due, and
// writes one line of JSON for each. Whoever started it makes facts of them.
setPriority(constants.priority.PRIORITY_LOW);
keepYoungHeapSmall();
try {
  const site = await readSite(process.argv[2] ?? '', {}, 'en', false);
  for (const draft of draftDueReports(site, systemClock.now())) process.stdout.write(`${JSON.stringify(draft)}\n`);
} catch (error) {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exitCode = 1;
}
