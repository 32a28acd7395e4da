import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shippedAnalyzer } from './shipped-analyzer.ts';

const METERS = readdirSync('device-profiles/analyzers')
  .map((file) => file.replace(/\.yaml$/, ''))
  .filter((id) => /^(taiyang|dayuan)-/.test(id));

describe('the profiles of meters that the box has to ask', () => {
  test('are here', () =>
    expect(METERS.sort()).toEqual(['dayuan-lz4000t', 'dayuan-tl310', 'taiyang-smart', 'taiyang-ttj', 'taiyang-ttnj']));

  test.each(METERS)('%s names its evidence, and doesn’t claim to be verified', (id) => {
    const profile = shippedAnalyzer(id);
    expect(profile.id).toBe(id);
    expect(profile.sources.length).toBeGreaterThan(0);
    expect(profile.verified).toBe(false);
    expect(profile.notes.length).toBeGreaterThan(2);
    expect(profile.serial?.parity).toBe('none');
  });

  test.each(METERS.filter((id) => id.startsWith('taiyang')))('%s names the commands that erase and set', (id) =>
    expect(shippedAnalyzer(id).neverSend.map(({ bytes }) => bytes)).toEqual(['1B B9', '1B B8']),
  );
});
