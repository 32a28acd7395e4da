import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSite } from '../../../gateway/config/load-site.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { ownFolder, surroundings, written } from './known-world.ts';

const folder = ownFolder();
const TOP = 'gateway: { id: a, timezone: Asia/Shanghai, language: en }\ndata: ./data\n';
const load = (text: string, environment: Record<string, string> = {}) =>
  loadSite(written(folder, TOP + text), surroundings(environment));

const STRIPS = `id: strips
vendor: none
models: [x]
kind: reader
link:
  protocol: http
  path: /up
  token: { in: header, name: x-token }
  answers: { kept: { status: 200, body: ok }, refused: { status: 400, body: no }, failed: { status: 500, body: later } }
format: { is: http, body: json, fields: { v: value } }
sources: [made up for this test]
confidence: low
verified: true
`;

describe('a site’s analyzers', () => {
  test('have the settings that the file gives, else those of the profile', async () => {
    const { analyzers } = await load(`analyzers:
  - { id: a, serial: ./port, profile: dayuan-tl310 }
  - { id: b, name: Bench, serial: /dev/ttyS8, baud: 4800, parity: even, stopBits: 2, profile: text-generic }
  - { id: c, folder: ./inbox, profile: csv-generic }
`);
    expect(analyzers.map(({ profile, ...rest }) => ({ ...rest, profile: profile.id }))).toEqual([
      {
        id: 'a',
        name: 'a',
        link: { kind: 'serial', path: join(folder, 'port') },
        baud: 115_200,
        parity: 'none',
        dataBits: 8,
        stopBits: 1,
        profile: 'dayuan-tl310',
      },
      {
        id: 'b',
        name: 'Bench',
        link: { kind: 'serial', path: '/dev/ttyS8' },
        baud: 4_800,
        parity: 'even',
        dataBits: 8,
        stopBits: 2,
        profile: 'text-generic',
      },
      {
        id: 'c',
        name: 'c',
        link: { kind: 'folder', path: join(folder, 'inbox') },
        baud: 9_600,
        parity: 'none',
        dataBits: 8,
        stopBits: 1,
        profile: 'csv-generic',
      },
    ]);
  });

  test('may follow a profile of the site’s own, and fetch their secret from the environment', async () => {
    await mkdir(join(folder, 'own'), { recursive: true });
    await writeFile(join(folder, 'own/strips.yaml'), STRIPS);
    const text = `profiles: ./own\nanalyzers: [{ id: s, http: "127.0.0.1:8090", profile: strips, token: "\${LARDER_STRIPS}" }]\n`;
    const { analyzers, warnings } = await load(text, { LARDER_STRIPS: 'hush' });
    expect(analyzers[0]).toMatchObject({
      token: 'hush',
      link: { kind: 'http', host: '127.0.0.1', port: 8090 },
      profile: { id: 'strips' },
    });
    expect(warnings).toEqual([]);
    const faults = await load(text.replace(`, token: "\${LARDER_STRIPS}"`, '')).catch((error: unknown) =>
      error instanceof EdgeError ? error.faults : [],
    );
    expect(faults).toMatchObject([{ place: 'analyzers[0]', wrong: '“strips” expects a shared secret.' }]);
  });

  test('are told which profiles there are where none is near', async () => {
    const faults = await load('analyzers: [{ id: s, serial: /dev/ttyS8, profile: zzzzzzzzzzzz }]\n').catch((error: unknown) =>
      error instanceof EdgeError ? error.faults : [],
    );
    expect(faults).toMatchObject([{ remedy: expect.stringContaining('csv-generic') }]);
  });
});
