import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { larder } from './larder-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'larder-bad-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FAULTY = `gateway: { id: bad-day, timezone: Asia/Shanghai, language: en, colour: green }
data: ./data
lines:
  - { id: bus, serial: /dev/ttyS0 }
  - { id: other, serial: /dev/ttyS0 }
devices:
  - { id: fridge, line: bus, unit: 1, profile: xy-md02 }
  - { id: fridge, line: bus, unit: 2, profile: xy-md02 }
  - { id: freezer, line: bus, unit: 1, profile: xy-md02 }
  - { id: hot, line: other, unit: many, profile: xy-md03 }
uplinks:
  - { id: city, mqtt: mqtt://127.0.0.1, username: box, password: open-sesame }
`;

/** What is told of each fault: where, and a word of what is wrong. */
const FAULTS = [
  [1, 'gateway.colour'],
  [5, '/dev/ttyS0'],
  [8, 'fridge'],
  [9, 'unit'],
  [10, 'many'],
  [10, 'xy-md0'],
  [12, 'password'],
] as const;

const run = (name: string) => larder(['run', '-c', join(folder, name)]);

describe.concurrent('a configuration', () => {
  test('with faults is told all of them at once, each with its line and what to write instead; exit 2', async () => {
    writeFileSync(join(folder, 'faulty.yaml'), FAULTY);
    const { code, out, err } = await run('faulty.yaml');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^config-invalid: /);
    for (const [line, word] of FAULTS)
      expect(err.split('\n')).toContainEqual(expect.stringMatching(new RegExp(`faulty\\.yaml:${line} .*${word}`)));
    expect(err.match(/^ {4}→ \S/gm)?.length).toBeGreaterThanOrEqual(FAULTS.length);
    expect(err).not.toContain('open-sesame');
  });

  test('that isn’t there is named; exit 2', async () => {
    const { code, err } = await run('nowhere.yaml');
    expect(code).toBe(2);
    expect(err).toMatch(/^config-unreadable: .*nowhere\.yaml/);
  });

  test('that is no YAML is told where it ends to be; exit 2', async () => {
    writeFileSync(join(folder, 'broken.yaml'), 'gateway: { id: bad-day\nlines: [');
    const { code, err } = await run('broken.yaml');
    expect(code).toBe(2);
    expect(err).toMatch(/broken\.yaml:\d/);
  });

  test('in Chinese is told in Chinese', async () => {
    writeFileSync(join(folder, 'chinese.yaml'), FAULTY.replace('language: en', 'language: zh-CN'));
    expect((await run('chinese.yaml')).err).toContain('此处没有“colour”这个键');
  });
});
