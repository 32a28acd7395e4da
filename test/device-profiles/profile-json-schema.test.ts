import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyzerJsonSchemaText, profileJsonSchemaText } from '../../device-profiles/profile-json-schema.ts';
import { profileKeyPaths } from '../../device-profiles/profile-keys.ts';

const written = readFileSync('device-profiles/profile.schema.json', 'utf8');

describe('profile.schema.json', () => {
  test('says what the code says; “npm run schemas” writes it anew', () => expect(written).toBe(profileJsonSchemaText()));

  test('refuses keys it doesn’t know, as the code does', () => {
    expect(written.match(/"additionalProperties": false/g)?.length).toBeGreaterThan(8);
  });

  test('knows every key that the guide has to explain', () => {
    for (const path of profileKeyPaths()) expect(written).toContain(`"${path.split('.').at(-1)}": {`);
    expect(profileKeyPaths().length).toBeGreaterThan(60);
  });
});

test('analyzer-profile.schema.json says what the code says; “npm run schemas” writes it anew', () =>
  expect(readFileSync('device-profiles/analyzer-profile.schema.json', 'utf8')).toBe(analyzerJsonSchemaText()));
