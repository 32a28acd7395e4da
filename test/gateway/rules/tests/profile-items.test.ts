import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadTestLimits } from '../../../../gateway/rules/tests/load-test-limits.ts';

const PROFILES = new URL('../../../../device-profiles/analyzers/', import.meta.url).pathname;
const { items } = await loadTestLimits();

const named = z.object({ item: z.string().optional(), items: z.record(z.string(), z.string()).default({}) });

test.each(readdirSync(PROFILES).filter((name) => name.endsWith('.yaml')))('%s maps its codes to items that exist', (name) => {
  const { item, items: codes } = named.parse(parse(readFileSync(`${PROFILES}${name}`, 'utf8')));
  for (const id of [...(item === undefined ? [] : [item]), ...Object.values(codes)]) expect([...items.keys()]).toContain(id);
});
