import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RECORD_FIELDS } from '../../cloud-bridge/relay/platforms/record-fields.ts';

test('the guide to municipal interfaces names every field, and none that is gone', () => {
  const [, list = ''] = /\*\*Fields\*\*: ([^.]*)\./.exec(readFileSync('docs/platforms.md', 'utf8')) ?? [];
  expect([...list.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual([...RECORD_FIELDS]);
});
