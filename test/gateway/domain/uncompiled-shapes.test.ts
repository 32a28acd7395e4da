import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeLoadedSite } from '../../bench/load/loaded-site.ts';
import { compiled } from '../journal/compiled.ts';

/** Reads a configuration; prints its channels, and how often code was made of text meanwhile. */
const READING = `
let made = 0;
globalThis.Function = new Proxy(Function, { construct: (target, words) => { made += 1; return Reflect.construct(target, words); } });
const { readSite } = await import('${compiled('gateway/app/read-site.ts')}');
const { channels } = await readSite(process.argv[1], {}, 'en', false);
console.log(JSON.stringify({ channels: channels.length, made }));
`;

test('a configuration is read without compiling a single shape', () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-shapes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = writeLoadedSite(folder, { port: 502, units: 2, registers: 3, every: '10s' });
  const read = execFileSync(process.execPath, ['--input-type=module', '-e', READING, config], { encoding: 'utf8' });
  expect(JSON.parse(read)).toEqual({ channels: 6, made: 0 });
});
