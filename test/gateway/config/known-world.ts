import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { loadPlatforms } from '../../../cloud-bridge/relay/platforms/load-platforms.ts';
import { loadAnalyzerProfiles, SHIPPED_ANALYZERS } from '../../../device-profiles/analyzer/load-analyzer-profiles.ts';
import { loadOwnProfiles } from '../../../device-profiles/load-own-profiles.ts';
import { type Profile, profileSchema } from '../../../device-profiles/profile.ts';
import { loadSiteHandling } from '../../../gateway/cases/alarms/load-alarm-handling.ts';
import type { SiteSurroundings } from '../../../gateway/config/load-site.ts';
import type { LimitSet } from '../../../gateway/domain/limit.ts';
import { readChecklist } from '../../../gateway/reports/load-checklists.ts';
import { loadRulePacks } from '../../../gateway/rules/load-packs.ts';
import { loadTestLimits, SHIPPED_TEST_LIMITS } from '../../../gateway/rules/tests/load-test-limits.ts';

const profile = (id: string, more: object = {}): Profile =>
  profileSchema.parse({
    id,
    vendor: 'Test',
    models: ['T'],
    kind: 'sensor',
    transports: ['rtu'],
    serial: { baud: 9600, parity: 'none', dataBits: 8, stopBits: 1 },
    unitId: 1,
    registers: [
      {
        name: 'temperature',
        role: 'measurement',
        table: 'input',
        address: 1,
        type: 'int16',
        scale: 0.1,
        unit: 'degC',
        range: [-40, 60],
      },
      {
        name: 'humidity',
        role: 'measurement',
        table: 'input',
        address: 2,
        type: 'uint16',
        scale: 0.1,
        unit: '%RH',
        range: [0, 100],
      },
      { name: 'door', role: 'state', table: 'discrete', address: 0, type: 'bit' },
      { name: 'unit_id', role: 'setting', table: 'holding', address: 257, type: 'uint16' },
    ],
    sources: ['made for a test'],
    confidence: 'high',
    verified: true,
    ...more,
  });

const rule = (id: string, unit: string, verified = true): LimitSet => ({
  id,
  unit,
  limits: [
    {
      level: 'legal',
      side: 'high',
      value: 8,
      onDelay: 1_800_000,
      offDelay: 0,
      deadband: 0.5,
      source: { document: 'GB 31654', edition: '2021', force: 'shall', verified },
    },
  ],
  silence: 600_000,
  probeFault: 60_000,
  afterGap: true,
});

const DOOR = { registers: [{ name: 'door', role: 'state', table: 'discrete', address: 0, type: 'bit' }] };

const NARROW = [
  { name: 'temperature', role: 'measurement', table: 'input', address: 1, type: 'int16', unit: 'degC', range: [-40, 5] },
];

/** A few profiles and rules, small enough to know by heart. */
export const KNOWN = {
  profiles: new Map(
    [
      profile('xy-md02'),
      profile('fast', { serial: { baud: 19200, parity: 'even', stopBits: 2 } }),
      profile('slow', { quirks: { slowAnswer: 2000 } }),
      profile('net', { transports: ['tcp'], serial: undefined }),
      profile('door', DOOR),
      profile('two-stops', { serial: { baud: 9600, parity: 'none', dataBits: 8, stopBits: 2 } }),
      profile('narrow', { registers: NARROW }),
      profile('doubted', { verified: false, confidence: 'low' }),
    ].map((each) => [each.id, each]),
  ),
  rules: new Map(
    [
      rule('cn.fridge', 'degC'),
      { ...rule('cn.still', 'degC'), frozen: 7_200_000 },
      rule('cn.damp', '%RH'),
      rule('cn.draft', 'degC', false),
    ].map((each) => [each.id, each]),
  ),
};

/** The known world, with these environment variables. */
export const surroundings = (environment: Readonly<Record<string, string>> = {}): SiteSurroundings => ({
  environment,
  readProfiles: async (wanted = () => true) => new Map([...KNOWN.profiles].filter(([id]) => wanted(id))),
  readAnalyzers: async (wanted) => await loadAnalyzerProfiles([SHIPPED_ANALYZERS], 'en', wanted),
  readOwnProfiles: loadOwnProfiles,
  readRules: async () => KNOWN.rules,
  readOwnRules: loadRulePacks,
  readOwnLimits: async (own, language) => (await loadTestLimits([SHIPPED_TEST_LIMITS, own], language)).items,
  readOwnActions: loadSiteHandling,
  readOwnChecklist: async (file, language) => readChecklist(file, language),
  readPlatforms: loadPlatforms,
});

/** A folder of this test file's own, gone when its tests are done. */
export const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** Writes the text as the configuration of `folder`, and returns its path. */
export const written = (folder: string, text: string): string => {
  const file = join(folder, 'larder.yaml');
  writeFileSync(file, text);
  return file;
};
