import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openTrial } from '../../bad-days/gateway-on-trial.ts';

test('people at the bench: two are two, lists are whole, and whoever is forgotten leads to nobody', async () => {
  const { begin, command: larder, folder } = openTrial(onTestFinished, {
    gateway: { id: 'bench', timezone: 'Asia/Shanghai', language: 'en', site: { kind: 'rapid-test-station' } },
    people: [{ id: 'p-01', name: '张敏', role: 'operator' }, { id: 'p-02', name: '李雷', role: 'operator' }],
  }); // biome-ignore format: a site
  await begin();
  const file = join(folder, 'samples.yaml');
  const sample = (id: string, more = '') =>
    `- { id: ${id}, name: 菠菜, category: leaf-vegetable, dealer: 王秀兰, commissioned-by: market${more} }\n`;

  writeFileSync(file, `${sample('A')}${sample('B', ', colour: green')}`);
  expect((await larder('sample', 'add', file)).err).toMatch(/2 +.*colour/);
  writeFileSync(file, `${sample('A')}- { id: B, name: 石头, category: rocks, commissionedBy: market }\n`);
  expect((await larder('sample', 'add', file)).out.trim().split('\n')).toEqual([
    'A',
    'B',
    expect.stringContaining('no limit knows'),
  ]);

  await larder('sample', 'add', '--id', 'OLD', '--name', '菠菜', '--category', 'leaf-vegetable', '--commissioned-by', 'market', '--taken-at', '2024-01-15T07:00:00+08:00'); // biome-ignore format: a command
  expect((await larder('sample')).out).not.toContain('OLD');
  expect((await larder('sample', '--since', '2024-01-01')).out).toContain('OLD');
  expect((await larder('sample', '--since', 'long ago')).code).toBe(2);

  const strip = ['--sample', 'A', '--item', 'pesticide-inhibition', '--value', '5-6', '--by', 'p-01'];
  const alone = await larder('sample', 'type', ...strip, '--confirmed-by', '张敏');
  expect([alone.code, alone.err]).toEqual([1, expect.stringContaining('two different persons')]);
  expect((await larder('sample', 'type', ...strip, '--confirmed-by', '李雷')).out).toContain('not judged, the text is no value');

  const undecided = await larder('sample', 'undecided');
  expect([undecided.code, undecided.out]).toEqual([1, expect.stringMatching(/A +菠菜/)]);
  expect((await larder('status')).out).toContain('larder sample undecided');

  expect((await larder('sample', 'forget', '王秀兰', '--by', 'p-01')).out).toMatch(/^Erased/);
  expect((await larder('sample', 'forget', '王秀兰', '--by', 'p-01')).err).toContain('nobody of that name');
});
