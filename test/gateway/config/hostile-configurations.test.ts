import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadSite } from '../../../gateway/config/load-site.ts';
import { everyKey } from '../../../gateway/config/schema-tree.ts';
import { siteSchema } from '../../../gateway/config/site-schema.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { KNOWN, ownFolder, surroundings } from './known-world.ts';

const folder = ownFolder();

/** Loads whatever these bytes are: a site, or an EdgeError whose faults all have words. */
const survives = async (bytes: string | Uint8Array): Promise<void> => {
  const file = join(folder, 'larder.yaml');
  writeFileSync(file, bytes);
  try {
    const site = await loadSite(file, surroundings());
    expect(site.channels.every(({ id }, place) => site.channels.findIndex((other) => other.id === id) === place)).toBe(true);
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    expect(error.code).toBe('config-invalid');
    expect(error.faults.length).toBeGreaterThan(0);
    expect(error.faults.every(({ wrong, remedy }) => wrong.length > 3 && remedy.length > 3)).toBe(true);
  }
};

const BOX = `gateway: { id: box, timezone: Asia/Shanghai }
data: ./data
lines:
  - { id: k, serial: /dev/ttyS9 }
  - id: n
    tcp: 127.0.0.1:502
    slowest: 2s
devices:
  - { id: a, line: k, unit: 1, profile: xy-md02, channels: { temperature: { rule: cn.fridge } } }
  - id: b
    line: n
    unit: 2
    every: 30s
    profile: door
    channels:
      door:
uplinks:
  - { id: city, mqtt: "mqtt://127.0.0.1" }
`;

const words = [
  ...new Set(everyKey(siteSchema).map(({ place }) => place.replace(/^.*[.[\]]/, ''))),
  ...KNOWN.profiles.keys(),
  ...KNOWN.rules.keys(),
  ...['temperature', '10s', '4GB', 'h:1', '/dev/ttyS1', '__proto__', 'constructor', '*', '!!set', '\u0000', '：'],
];
const word = fc.oneof(fc.constantFrom(...words), fc.string());
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 6 }),
  ),
})).value;

const spliced = fc
  .record({
    from: fc.nat(BOX.length),
    gone: fc.nat(30),
    put: fc.oneof(word, fc.constantFrom('\t', '\n', '  ', ': ', '- ', '[', '{', '&a ', '*a', '"', '|')),
  })
  .map(
    ({ from, gone, put }) =>
      (text: string) =>
        `${text.slice(0, from)}${put}${text.slice(from + gone)}`,
  );

describe('a configuration that means harm, or none', () => {
  test('bytes of any kind', async () =>
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), survives), { numRuns: 200 }));

  test('text of any kind', async () =>
    await fc.assert(
      fc.asyncProperty(
        fc.array(word).map((all) => all.join(': ')),
        survives,
      ),
      { numRuns: 200 },
    ));

  test('any content under any key', async () =>
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...words), anything), async (content) => await survives(stringify(content))),
      { numRuns: 300 },
    ));

  test('a good configuration, cut and pasted', async () =>
    await fc.assert(
      fc.asyncProperty(
        fc.array(spliced, { maxLength: 4 }),
        async (edits) => await survives(edits.reduce((text, edit) => edit(text), BOX)),
      ),
      { numRuns: 500 },
    ));

  test.each([
    ['nested without end', '['.repeat(50_000)],
    [
      'nested in blocks',
      Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}a:`)
        .join('\n')
        .slice(0, 1_000_000),
    ],
    ['a thousand unknown keys', Array.from({ length: 1_000 }, (_, at) => `key-${at}: 1`).join('\n')],
    ['one endless key', `${'k'.repeat(500_000)}: 1`],
    [
      'a thousand devices of one unit',
      `${BOX.slice(0, BOX.indexOf('devices:'))}devices:\n${'  - { id: a, line: k, unit: 1, profile: xy-md02 }\n'.repeat(1_000)}`,
    ],
  ])('%s', async (_name, text) => await survives(text));

  test('more faults than anybody reads are counted, not listed', async () => {
    const file = join(folder, 'larder.yaml');
    writeFileSync(file, Array.from({ length: 1_000 }, (_, at) => `key-${at}: 1`).join('\n'));
    const error = await loadSite(file, surroundings()).catch((thrown: unknown) => thrown);
    if (!(error instanceof EdgeError)) throw error;
    expect(error.faults).toHaveLength(201);
    expect(error.faults.at(-1)?.wrong).toBe('There are 802 more faults.');
  });
});
