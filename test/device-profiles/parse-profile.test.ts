import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import { parseProfile } from '../../device-profiles/parse-profile.ts';

const SHIPPED = readFileSync(join(SHIPPED_PROFILES, 'xy-md02.yaml'), 'utf8');

describe('parsing a profile', () => {
  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(parseProfile(text, 'en').is).toBe('faulty');
      }),
    );
  });

  test('never throws and never takes a fault silently when a good file is damaged', () => {
    fc.assert(
      fc.property(fc.nat(SHIPPED.length - 1), fc.string({ unit: 'binary', maxLength: 5 }), (at, put) => {
        const parsed = parseProfile(SHIPPED.slice(0, at) + put + SHIPPED.slice(at + put.length), 'zh-CN');
        if (parsed.is === 'profile') expect(parsed.profile.registers.length).toBeGreaterThan(0);
        else for (const { line } of parsed.faults) expect(line).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  test('a path that isn’t in the file is placed at the nearest line above it', () => {
    const parsed = parseProfile(SHIPPED, 'en');
    if (parsed.is !== 'profile') throw new Error('expected a profile');
    const first = SHIPPED.split('\n').findIndex((line) => line.startsWith('registers:')) + 2;
    expect(parsed.lineOf(['registers', 0, 'frozenAfter'])).toBe(first);
    expect(parsed.lineOf(['registers', 1])).toBe(first + 1);
    expect(parsed.lineOf([])).toBe(3);
  });
});
