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

  const strip = ['--sample', 'A', '--item', 'pesticide-inhibition', '--value', '5-6', '--by', 'p-01'];
  const alone = await larder('sample', 'type', ...strip, '--confirmed-by', '张敏');
  expect([alone.code, alone.err]).toEqual([1, expect.stringContaining('two different persons')]);
  expect((await larder('sample', 'type', ...strip, '--confirmed-by', '李雷')).out).toContain('not judged, the text is no value');

  const repeats = await larder('sample', 'repeats');
  expect([repeats.code, repeats.out]).toEqual([1, expect.stringMatching(/A +菠菜/)]);
  expect((await larder('status')).out).toContain('larder sample repeats');

  expect((await larder('sample', 'forget', '王秀兰', '--by', 'p-01')).out).toMatch(/^Erased/);
  expect((await larder('sample', 'forget', '王秀兰', '--by', 'p-01')).err).toContain('nobody of that name');
});
