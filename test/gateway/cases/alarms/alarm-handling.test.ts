import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadAlarmHandling, loadSiteHandling } from '../../../../gateway/cases/alarms/load-alarm-handling.ts';
import { ALARM_CAUSES } from '../../../../gateway/domain/alarm.ts';
import { EdgeError, type Fault } from '../../../../gateway/domain/edge-error.ts';

/** A file of its own for one test. */
const fileOf = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-handling-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'handling.yaml');
  writeFileSync(file, text);
  return file;
};

const faultsOf = async (read: Promise<unknown>): Promise<readonly Fault[]> => {
  const error: unknown = await read.catch((thrown: unknown) => thrown);
  if (!(error instanceof EdgeError)) throw error;
  expect(error.code).toBe('rules-invalid');
  return error.faults;
};

const OWN = `actions:
  ice-packs-put-in: { en: ice packs put in, zh-CN: 已放入冰袋, causes: [high, mains] }
  principal-told: { en: principal told, zh-CN: 已报告园长 }
`;

test('each cause says what to do in both languages, and which actions fit; each action is used', async () => {
  const { causes, actions, shelving } = await loadAlarmHandling();
  expect(Object.keys(causes).sort()).toEqual([...ALARM_CAUSES].sort());
  for (const cause of ALARM_CAUSES) {
    expect(causes[cause].do['zh-CN'], cause).toMatch(/\p{Script=Han}/u);
    expect(causes[cause].actions, cause).toContain('other');
  }
  expect(new Set(Object.values(causes).flatMap((cause) => cause.actions))).toEqual(new Set(Object.keys(actions)));
  expect(shelving.most).toBe(4 * 3_600_000);
});

test('a site’s own actions stand beside the shipped ones, where they fit, and something else comes last', async () => {
  const { actions, causes } = await loadSiteHandling(fileOf(OWN), 'en');
  expect(actions['ice-packs-put-in']).toEqual({ en: 'ice packs put in', 'zh-CN': '已放入冰袋' });
  expect(actions['goods-moved']).toBeDefined();
  expect(causes.high.actions.slice(-3)).toEqual(['ice-packs-put-in', 'principal-told', 'other']);
  expect(causes.door.actions).toEqual(['door-closed', 'technician-called', 'checked-and-well', 'principal-told', 'other']);
  expect(await loadSiteHandling(undefined, 'en')).toEqual(await loadAlarmHandling());
});

test('a file with faults is refused with all of them: the line, the key, what is wrong, what to write', async () => {
  const file = fileOf('shelving: { most: soon }\nactions: {}\ncauses:\n  high: { do: {}, actions: [sing] }\n');
  const faults = await faultsOf(loadAlarmHandling(file));
  expect(faults).toContainEqual({
    file, line: 1, place: 'shelving.most', wrong: '“soon” is no duration.', remedy: 'Write a whole number and its unit: 30min, 4h, 7d.',
  }); // biome-ignore format: a fault
  expect(faults.find(({ place }) => place === 'causes.high.do.zh-CN')).toMatchObject({
    line: 4,
    remedy: expect.stringContaining('docs/alarms.md'),
  });
  expect(faults.find(({ place }) => place === 'causes.low')).toMatchObject({ line: 3 });
});

test('an action that nobody described, a name that is taken, and a key that nobody knows are told with their lines', async () => {
  const shipped = await loadAlarmHandling();
  const sung = {
    ...shipped,
    shelving: { ...shipped.shelving, most: '4h' },
    maintenance: { ...shipped.maintenance, usual: '24h', most: '30d' },
  };
  const text = JSON.stringify({ ...sung, causes: { ...sung.causes, door: { ...sung.causes.door, actions: ['sing'] } } }, null, 1);
  const [fault] = await faultsOf(loadAlarmHandling(fileOf(text), 'zh-CN'));
  expect(fault).toMatchObject({ place: 'causes.door.actions[0]', wrong: '没有名为“sing”的措施。', line: expect.any(Number) });
  expect(text.split('\n')[(fault?.line ?? 0) - 1]).toContain('sing');
  const own = fileOf('actions:\n  repaired: { en: mended, zh-CN: 修好 }\n  b: { en: b, zh-CN: 乙, colour: red }\n');
  expect((await faultsOf(loadSiteHandling(own, 'en'))).map(({ line, place }) => [line, place])).toEqual([
    [3, 'actions.b.colour'],
    [2, 'actions.repaired'],
  ]);
});

test.each([
  ['no YAML', 'actions: ['],
  ['a nest of aliases', `a: &a [x]\nb: &b [${'*a,'.repeat(20)}]\nactions: [${'*b,'.repeat(20)}]`],
  ['a list that is too long', `actions: # ${'x'.repeat(262_144)}\n`],
])('%s is refused, with a remedy', async (_, text) => {
  const faults = await faultsOf(loadSiteHandling(fileOf(text), 'en'));
  expect(faults.length).toBeGreaterThan(0);
  for (const { file, remedy } of faults) expect([file, remedy]).not.toContain('');
});

test('a file that isn’t there is refused, with a remedy', async () =>
  expect(await faultsOf(loadSiteHandling('/nowhere.yaml', 'en'))).toMatchObject([
    { file: '/nowhere.yaml', remedy: expect.stringContaining('exists') },
  ]));
