import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadAlarmHandling } from '../../../../gateway/cases/alarms/load-alarm-handling.ts';
import { ALARM_CAUSES } from '../../../../gateway/domain/alarm.ts';

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

test('a file with faults is refused with all of them', async ({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-handling-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'alarm-handling.yaml');
  writeFileSync(file, 'shelving: { most: soon }\nactions: {}\ncauses: {}\n');
  const refused = await loadAlarmHandling(file).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'rules-invalid' });
  expect(String(refused)).toContain('shelving.most');
  expect(String(refused)).toContain('causes.high');
  await expect(loadAlarmHandling(join(folder, 'none.yaml'))).rejects.toMatchObject({ code: 'rules-invalid' });
});
