import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { compiled } from '../journal/compiled.ts';

/** A program that loads objects that stay, before and after it lets its heap grow; prints how large the space for new ones was, in MB. */
const LOADING = `
import { once } from 'node:events';
import { getHeapSpaceStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { keepYoungHeapSmall, letYoungHeapGrow } from '${compiled('gateway/app/young-heap.ts')}';
const kept = [];
const load = () => { for (let place = 0; place < 300_000; place += 1) kept.push({ place, text: 'x' + place }); };
const megabytes = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').physical_space_size / 1_048_576;
keepYoungHeapSmall();
await once(new Worker('', { eval: true }), 'online');
keepYoungHeapSmall();
load();
const small = megabytes();
letYoungHeapGrow();
load();
console.log(JSON.stringify([small, megabytes()]));
`;

test('the space for new objects stays small while a program and its thread load, and grows once it may', () => {
  const [small, grown] = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', LOADING], { encoding: 'utf8' }));
  expect(small).toBeLessThan(4);
  expect(grown).toBeGreaterThan(8);
});

/** A program that loads and forgets; prints how much its heap held before and after it was collected, in MB. */
const FORGETTING = `
import { collectRemains, keepYoungHeapSmall } from '${compiled('gateway/app/young-heap.ts')}';
keepYoungHeapSmall();
const held = () => process.memoryUsage().heapUsed / 1_048_576;
const load = () => Array.from({ length: 100_000 }, (_, place) => ({ place, text: 'x' + place })).length;
load();
const before = held();
collectRemains();
console.log(JSON.stringify([before, held()]));
`;

test('what loading has left behind is collected at once', () => {
  const words = ['--input-type=module', '-e', FORGETTING];
  const [before, after] = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
  expect(before).toBeGreaterThan(8);
  expect(after).toBeLessThan(6);
});
