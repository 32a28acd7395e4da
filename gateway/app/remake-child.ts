import { wordsOf } from '../domain/edge-error.ts';
import { askedReportSchema } from '../reports/sign-report.ts';
import { takeTimeLeftOver } from './time-left-over.ts';
import { keepOldHeapSmall, keepYoungHeapSmall } from './young-heap.ts';

// A process of its own, as that of the drafts: it makes one report again, as somebody asks to sign it, and writes the hash
// that its data come to.
takeTimeLeftOver();
keepYoungHeapSmall();
keepOldHeapSmall();
try {
  const { remadeReport } = await import('./remade-report.ts');
  const { readSite } = await import('./read-site.ts');
  const [, , config = '', asked = ''] = process.argv;
  const site = await readSite(config, {}, 'en', false);
  process.stdout.write(`${remadeReport(site, askedReportSchema.parse(JSON.parse(asked)))}\n`);
} catch (error) {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exitCode = 1;
}
