import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A configuration with one line over TCP, `kitchen`, and one device on it, `fridge-1`; and its data folder, made. */
export interface FindingSite {
  readonly file: string;
  readonly data: string;
}

/** Writes one for a peer's line, `tcp:127.0.0.1:1502`. */
export const siteAround = (line: string): FindingSite => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'larder-finding-')));
  const file = join(home, 'larder.yaml');
  const data = join(home, 'data');
  mkdirSync(data);
  writeFileSync(
    file,
    [
      'gateway: { id: canteen, timezone: Asia/Shanghai, language: en }',
      'data: ./data',
      `lines: [{ id: kitchen, tcp: "${line.slice('tcp:'.length)}" }]`,
      'devices: [{ id: fridge-1, line: kitchen, unit: 1, profile: xy-md02 }]',
      '',
    ].join('\n'),
  );
  return { file, data };
};
