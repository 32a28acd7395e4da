import { wordsOf } from '../domain/edge-error.ts';
import { takeTimeLeftOver } from './time-left-over.ts';
import { keepOldHeapSmall, keepYoungHeapSmall } from './young-heap.ts';

// A process of its own, which takes only the processor time that polling leaves over: it makes the reports that are due at the
// moment it is given, by the gateway's clock, and writes one line of JSON for each. Whoever started it makes facts of them.
takeTimeLeftOver();
keepYoungHeapSmall();
keepOldHeapSmall();
try {
  const { draftDueReports } = await import('./draft-due-reports.ts');
  const { readSite } = await import('./read-site.ts');
  const [, , config = '', now] = process.argv;
  const site = await readSite(config, {}, 'en', false);
  for (const draft of draftDueReports(site, Number(now))) process.stdout.write(`${JSON.stringify(draft)}\n`);
} catch (error) {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exitCode = 1;
}
