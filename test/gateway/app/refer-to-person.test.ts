import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { personReferrer } from '../../../gateway/app/refer-to-person.ts';

test('a person named by id or by name is one, and who it is stands beside the record first', async ({ onTestFinished }) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'larder-people-'));
  onTestFinished(() => rmSync(dataFolder, { recursive: true }));
  const beside = new Map<string, string>();
  const people = [{ id: 'p-01', name: '张老师' }, { id: 'p-02' }];
  const name = async (ref: string, text: string): Promise<void> => void beside.set(ref, text);
  const refer = personReferrer({ people, dataFolder }, { name });
  const ref = await refer('p-01');
  expect(ref).toMatch(/^[0-9a-f]{16}$/);
  expect(await refer('张老师')).toBe(ref);
  const [second, guest] = [await refer('p-02'), await refer('新来的帮厨')];
  expect(beside).toEqual(new Map([[ref, '{"name":"张老师"}'], [second, '{"name":"p-02"}'], [guest, '{"name":"新来的帮厨"}']])); // biome-ignore format: a table
});
