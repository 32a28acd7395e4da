import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { LARGEST_FILE, MOST_FILES } from '../../../gateway/rules/data-folder.ts';
import { loadRulePacks } from '../../../gateway/rules/load-packs.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'larder-packs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const source = '{ document: GB 1, edition: "2021", force: shall, verified: false }';
const limit = (changes: Readonly<Record<string, string>> = {}): string => {
  const parts = {
    level: 'legal',
    side: 'high',
    value: '8',
    onDelay: '30min',
    offDelay: '0s',
    deadband: '0.5',
    source,
    ...changes,
  };
  return `{ ${Object.entries(parts)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;
};
const pack = (limits: readonly string[], changes: Readonly<Record<string, string>> = {}, more = ''): string => {
  const parts = { id: 'test.fridge', unit: 'degC', silence: '15min', probeFault: '60s', afterGap: 'true', ...changes };
  const [first, ...others] = Object.entries(parts).map(([key, value]) => `${key}: ${value}`);
  return [
    `rules:`,
    `  - ${first}`,
    ...others.map((line) => `    ${line}`),
    '    limits:',
    ...limits.map((each) => `      - ${each}`),
    more,
  ].join('\n');
};

const faultsOf = async (text: string, language: 'en' | 'zh-CN' = 'en') => {
  writeFileSync(join(folder, 'a.yaml'), text);
  const error: unknown = await loadRulePacks(folder, language).catch((thrown: unknown) => thrown);
  if (!(error instanceof EdgeError)) throw new Error(`loaded: ${text}`);
  expect(error.code).toBe('rules-invalid');
  return error.faults;
};

describe('a rule pack', () => {
  test('is read with its durations in milliseconds', async () => {
    writeFileSync(join(folder, 'a.yaml'), pack([limit()]));
    const rule = (await loadRulePacks(folder)).get('test.fridge');
    expect(rule).toMatchObject({ silence: 900_000, probeFault: 60_000, limits: [{ onDelay: 1_800_000, offDelay: 0 }] });
  });

  test('that is no YAML is refused with the line', async () =>
    expect(await faultsOf('rules:\n  - {')).toMatchObject([{ file: join(folder, 'a.yaml'), line: 2 }]));

  test('is refused with all its faults at once, each with line, place and remedy', async () => {
    const faults = await faultsOf(
      pack([limit({ value: 'warm', onDelay: '30 minutes' }), limit({ side: 'up' })], { silence: '900' }),
    );
    expect(faults.map(({ line, place }) => `${line} ${place}`)).toEqual([
      '8 rules[0].limits[0].value',
      '8 rules[0].limits[0].onDelay',
      '9 rules[0].limits[1].side',
      '4 rules[0].silence',
    ]);
    for (const { wrong, remedy } of faults) expect(wrong.length * remedy.length).toBeGreaterThan(0);
  });

  test('with a key that nobody knows is refused', async () =>
    expect(await faultsOf(pack([limit()], { afterGaps: 'true' }))).toMatchObject([{ line: 7, place: 'rules[0].afterGaps' }]));

  test('whose limit names no document is refused', async () =>
    expect(await faultsOf(pack([limit({ source: '{ edition: "1", force: shall, verified: false }' })]))).toMatchObject([
      { place: 'rules[0].limits[0].source.document' },
    ]));

  test('speaks Chinese where the site does', async () =>
    expect((await faultsOf(pack([limit({ onDelay: 'soon' })]), 'zh-CN'))[0]).toMatchObject({ wrong: '这不是时长。' }));

  test('full of aliases of aliases is refused, not unfolded', async () => {
    const nest = Array.from(
      { length: 12 },
      (_, depth) => `  a${depth + 1}: &a${depth + 1} [${`*a${depth}, `.repeat(9)}*a${depth}]`,
    );
    expect(await faultsOf(['sources:', '  a0: &a0 [x]', ...nest, 'rules: []'].join('\n'))).toHaveLength(1);
  });
});

describe('what a rule leaves out', () => {
  const short =
    'rules: [{ id: test.fridge, limits: [{ level: legal, side: high, value: 8, onDelay: 30min, deadband: 0.5, source: ';

  test('is filled from the pack’s defaults; an off-delay is none unless written', async () => {
    writeFileSync(
      join(folder, 'a.yaml'),
      `defaults: { unit: degC, silence: 10min, probeFault: 30s, afterGap: false }\n${short}${source} }] }]`,
    );
    const rule = (await loadRulePacks(folder)).get('test.fridge');
    expect(rule).toMatchObject({
      unit: 'degC',
      silence: 600_000,
      probeFault: 30_000,
      afterGap: false,
      limits: [{ offDelay: 0 }],
    });
  });

  test('and the defaults do, too, is a fault each', async () =>
    expect((await faultsOf(`${short}${source} }] }]`)).map(({ place }) => place)).toEqual([
      'rules[0].unit',
      'rules[0].silence',
      'rules[0].probeFault',
      'rules[0].afterGap',
    ]));

  test('can’t be a silence of no time, nor frozen within the hour', async () =>
    expect((await faultsOf(pack([limit()], { silence: '0s', frozen: '59min' }))).map(({ place }) => place)).toEqual([
      'rules[0].silence',
      'rules[0].frozen',
    ]));
});

describe('the sense of a rule', () => {
  const working = (changes: Readonly<Record<string, string>>) => limit({ level: 'operational', ...changes });

  test.each([
    ['a working limit outside the law’s', [limit(), working({ value: '9' })], 'value', /outside the legal limit 8/],
    [
      'a working low limit outside the law’s',
      [limit({ side: 'low', value: '0' }), working({ side: 'low', value: '-1' })],
      'value',
      /outside/,
    ],
    [
      'a low limit that isn’t below the high one',
      [limit(), limit({ side: 'low', value: '8' })],
      'value',
      /nothing could be right/,
    ],
    ['the same limit twice', [limit(), limit()], 'value', /twice/],
    [
      'a deadband as wide as the range',
      [limit({ deadband: '8' }), limit({ side: 'low', value: '0' })],
      'deadband',
      /never clear/,
    ],
    ['a wider limit that waits no shorter', [limit(), limit({ value: '10' })], 'onDelay', /never speak first/],
  ])('%s is refused', async (_, limits, key, words) => {
    const faults = await faultsOf(pack(limits));
    expect(faults.some(({ place, wrong }) => place?.endsWith(`].${key}`) && words.test(wrong))).toBe(true);
  });

  test('an edition that was replaced is refused, whichever pack says so', async () => {
    writeFileSync(
      join(folder, 'b.yaml'),
      pack([limit()], { id: 'test.other' }, 'superseded: [{ document: GB 1, edition: "2021", why: replaced }]'),
    );
    expect((await faultsOf(pack([limit()]))).map(({ file, place }) => [file, place])).toEqual([
      [join(folder, 'a.yaml'), 'rules[0].limits[0].source.edition'],
      [join(folder, 'b.yaml'), 'rules[0].limits[0].source.edition'],
    ]);
  });

  test('an edition that Larder knows to be replaced is refused in a site’s own pack', async () =>
    expect(
      await faultsOf(
        pack([
          limit({
            value: '10',
            source: '{ document: 餐饮服务食品安全操作规范, edition: 2011 版, force: shall, verified: false }',
          }),
        ]),
      ),
    ).toMatchObject([{ place: 'rules[0].limits[0].source.edition', wrong: expect.stringContaining('0 to 10 °C') }]));

  test('a text that ends before it begins is refused', async () =>
    expect(
      await faultsOf(
        pack([
          limit({
            source: '{ document: a, edition: b, force: shall, verified: false, validFrom: "2022-01-01", validTo: "2022-01-01" }',
          }),
        ]),
      ),
    ).toMatchObject([{ place: 'rules[0].limits[0].source.validTo' }]));

  test('two rules of one name are refused', async () => {
    writeFileSync(join(folder, 'b.yaml'), pack([limit()]));
    expect(await faultsOf(pack([limit()]))).toMatchObject([{ file: join(folder, 'b.yaml'), place: 'rules[0].id' }]);
  });
});

describe('a folder of packs', () => {
  test('that isn’t there is a fault in words', async () => {
    const error: unknown = await loadRulePacks(join(folder, 'nowhere')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'rules-invalid', faults: [{ file: join(folder, 'nowhere') }] });
  });

  test('with a file too large is refused unread', async () =>
    expect(await faultsOf(' '.repeat(LARGEST_FILE + 1))).toHaveLength(1));

  test('with too many files is refused', async () => {
    for (let place = 0; place <= MOST_FILES; place += 1) writeFileSync(join(folder, `p${place}.yaml`), '');
    expect(await faultsOf(pack([limit()]))).toMatchObject([{ file: folder }]);
  });
});
