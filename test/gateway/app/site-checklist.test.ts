import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSite } from '../../../gateway/app/read-site.ts';
import { siteChecklist } from '../../../gateway/app/site-checklist.ts';
import { writeCanteen } from '../../bench/load/canteen-month.ts';

const SHIPPED = new URL('../../../gateway/reports/checklists/cn-canteen.yaml', import.meta.url);

test('a list of the site’s own is not compared with its text, whatever it says of itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-list-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const own = join(folder, 'checklist.yaml');
  writeFileSync(own, readFileSync(SHIPPED, 'utf8').replace('verified: false', 'verified: true'));
  expect(readFileSync(own, 'utf8')).toContain('verified: true');
  const site = await readSite(writeCanteen(folder, 1), {}, 'en', false);
  expect(siteChecklist({ ...site, checklistFile: own })?.source.verified).toBe(false);
});
