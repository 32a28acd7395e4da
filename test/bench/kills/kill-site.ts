import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { COUNTER_PROFILE } from './counters.ts';

/** Where a gateway lives that is killed again and again. */
export interface KillSite {
  readonly folder: string;
  readonly config: string;
  readonly dataFolder: string;
}

/** A site of counters, with intervals so short that a kill meets every phase of them. */
export const writeKillSite = (port: number, units: number, brokerUrl: string, acknowledge: 'stored' | 'broker'): KillSite => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-kills-'));
  mkdirSync(join(folder, 'profiles'));
  writeFileSync(join(folder, 'profiles', 'bench-counter.yaml'), stringify(COUNTER_PROFILE));
  const config = join(folder, 'larder.yaml');
  writeFileSync(
    config,
    stringify({
      gateway: { id: 'kills', timezone: 'Asia/Shanghai', language: 'en' },
      data: './data',
      keep: { commit: '100ms', seal: '500ms' },
      profiles: './profiles',
      lines: [{ id: 'bus', tcp: `127.0.0.1:${port}` }],
      devices: Array.from({ length: units }, (_, place) => ({
        id: `unit-${place + 1}`,
        line: 'bus',
        unit: place + 1,
        profile: 'bench-counter',
        every: '100ms',
      })),
      uplinks: [{ id: 'city', mqtt: brokerUrl, acknowledge }],
    }),
  );
  return { folder, config, dataFolder: join(folder, 'data') };
};
