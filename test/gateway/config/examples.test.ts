import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadPlatforms } from '../../../cloud-bridge/relay/platforms/load-platforms.ts';
import { loadAnalyzerProfiles, SHIPPED_ANALYZERS } from '../../../device-profiles/analyzer/load-analyzer-profiles.ts';
import { loadOwnProfiles } from '../../../device-profiles/load-own-profiles.ts';
import { loadProfiles, SHIPPED_PROFILES } from '../../../device-profiles/load-profiles.ts';
import { loadSite } from '../../../gateway/config/load-site.ts';
import type { Site } from '../../../gateway/config/site.ts';
import { loadRulePacks, SHIPPED_PACKS } from '../../../gateway/rules/load-packs.ts';

const EXAMPLES = new URL('../../../docs/examples/', import.meta.url).pathname;

const load = async (name: string): Promise<Site> =>
  await loadSite(`${EXAMPLES}${name}`, {
    readPlatforms: loadPlatforms,
    environment: { LARDER_CITY_PASSWORD: 'a', LARDER_DISTRICT_PASSWORD: 'b' },
    readAnalyzers: (wanted) => loadAnalyzerProfiles([SHIPPED_ANALYZERS], 'en', wanted),
    readOwnProfiles: loadOwnProfiles,
    readProfiles: (wanted) => loadProfiles([SHIPPED_PROFILES], 'en', wanted),
    readRules: (wanted) => loadRulePacks(SHIPPED_PACKS, 'en', wanted),
    readOwnRules: loadRulePacks,
    readOwnLimits: async () => new Map(),
    readOwnActions: async () => undefined,
    readOwnChecklist: async () => undefined,
  });

describe('the examples of the documents, with what comes with Larder', () => {
  test.each(readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml')))('%s has no fault', async (name) => {
    const site = await load(name);
    expect(site.channels.length).toBeGreaterThan(0);
    expect(site.warnings.every(({ line, wrong, remedy }) => line !== undefined && wrong !== '' && remedy !== '')).toBe(true);
  });

  test('the canteen judges each of its cabinets', async () => {
    const { channels, uplinks } = await load('canteen.yaml');
    const judged = channels.filter(({ rule }) => rule !== undefined).map(({ cabinet, rule }) => `${cabinet} ${rule?.id}`);
    expect(judged).toEqual([
      '1号冷藏柜 cn.fridge',
      '2号冷藏柜 cn.fridge',
      '冷冻柜 cn.freezer',
      '留样柜 cn.sample_fridge',
      '热藏柜 cn.hot_hold',
      '冷藏库（门口） cn.fridge',
      '冷藏库（库内） cn.fridge',
      '冷藏库门 equipment.door',
    ]);
    expect(uplinks[0]?.password).toBe('a');
  });

  test('the first device is ten lines', async () => {
    const { channels, lines } = await load('first-device.yaml');
    expect(channels).toHaveLength(1);
    expect(lines[0]?.baud).toBe(9_600);
  });

  test('the test station reads its meters by their profiles, which nobody has verified yet', async () => {
    const { analyzers, warnings } = await load('test-station.yaml');
    expect(analyzers.map(({ id, link, baud, profile }) => `${id} ${link.kind} ${baud} ${profile.link.protocol}`)).toEqual([
      'pesticide-1 serial 9600 taiyang',
      'strips listen 9600 lis01',
    ]);
    expect(warnings.map(({ place }) => place)).toEqual(expect.arrayContaining(['analyzers[0].profile', 'analyzers[1].profile']));
  });
});
