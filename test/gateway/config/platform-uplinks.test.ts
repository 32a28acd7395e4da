import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSite } from '../../../gateway/config/load-site.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { ownFolder, surroundings, written } from './known-world.ts';

const folder = ownFolder();
const HEAD = `gateway: { id: a, timezone: Asia/Shanghai }\ndata: ./data\nuplinks:\n`;
const load = async (uplinks: string) => await loadSite(written(folder, HEAD + uplinks), surroundings({ PASSWORD: 'geheim' }));
const faultsOf = async (uplinks: string): Promise<readonly string[]> => {
  const error: unknown = await load(uplinks).catch((thrown: unknown) => thrown);
  return error instanceof EdgeError
    ? error.faults.map(({ line, place, wrong }) => `${line} ${place}: ${wrong}`.replace(`${folder}/`, ''))
    : [];
};

const GUANGXI = `
  - id: city
    http: https://platform.example.org:8443/api
    platform: guangxi-example
    username: station-7
    password: \${PASSWORD}
    settings: { station: 一号市场快检室 }
    codes:
      serialNumbers: { pesticide-1: SN-1 }
      items: { formaldehyde: 甲醛 }
`;

describe('an uplink to a municipal interface', () => {
  test('becomes part of the site, and says that its interface was never tried', async () => {
    const { uplinks, warnings } = await load(GUANGXI);
    expect(uplinks).toEqual([
      {
        kind: 'http',
        id: 'city',
        url: 'https://platform.example.org:8443/api',
        username: 'station-7',
        password: 'geheim',
        platform: 'guangxi-example',
        settings: { station: '一号市场快检室' },
        codes: { serialNumbers: { 'pesticide-1': 'SN-1' }, items: { formaldehyde: '甲醛' } },
      },
    ]);
    expect(warnings.map(({ place }) => place)).toEqual(['uplinks[0].platform']);
  });

  test('with faults is told all of them at once', async () => {
    expect(
      await faultsOf(
        `  - { id: a, http: "https://h", mqtt: "mqtts://h" }
  - { id: b, http: "https://h", platform: guangxi-exampel }
  - { id: c, http: "https://h", platform: guangxi-example, acknowledge: broker }
  - { id: d, http: "https://u:hunter2@h", platform: county-example, settings: { station: x, statoin: y } }
  - { id: e, http: "https://h", platform: county-example, password: hunter2, settings: { station: x }, codes: { itms: {} } }
  - { id: f, mqtt: "mqtts://h", platform: county-example }
  - { id: g, http: "ftp://h", platform: county-example }
  - { id: h }
  - { id: i, http: "http://far.example.org", platform: county-example, settings: { station: x }, ca: ./ca.pem }
`,
      ),
    ).toMatchInlineSnapshot(`
      [
        "4 uplinks[0].http: More than one link is given: mqtt, http.",
        "4 uplinks[0].http: Nothing says which interface is spoken here.",
        "5 uplinks[1].platform: There is no interface “guangxi-exampel”.",
        "6 uplinks[2].acknowledge: “acknowledge” means nothing with “http”.",
        "6 uplinks[2].platform: The interface “guangxi-example” asks for user name and password.",
        "6 uplinks[2].platform: The interface “guangxi-example” asks for the setting “station” (检测单位名称).",
        "7 uplinks[3].settings.statoin: The interface knows no “statoin”.",
        "7 uplinks[3].http: The address holds a user or a password.",
        "8 uplinks[4].codes.itms: The interface knows no “itms”.",
        "8 uplinks[4].password: A secret stands in this file.",
        "8 uplinks[4].password: There is a password, but no username.",
        "9 uplinks[5].platform: “platform” means nothing with “mqtt”.",
        "10 uplinks[6].http: The value of “http” doesn’t fit.",
        "11 uplinks[7]: Nothing says where this is.",
        "12 uplinks[8].http: Certificates are named, but http: doesn’t use them.",
        "12 uplinks[8].ca: ca.pem can’t be read.",
      ]
    `);
  });

  test('warns where results cross the network in the open', async () => {
    const { warnings } = await load(
      `  - { id: a, http: "http://far.example.org", platform: county-example, settings: { station: x } }\n`,
    );
    expect(warnings.map(({ wrong }) => wrong).join()).toContain('unencrypted (http:)');
  });

  test('may speak an interface of the site’s own, whose faults are told with its file', async () => {
    const own = join(folder, 'platforms');
    mkdirSync(own);
    const text = readFileSync('cloud-bridge/relay/platforms/county-example.yaml', 'utf8').replace('county-example', 'our-county');
    writeFileSync(join(own, 'our-county.yaml'), text.replace('verified: false', 'verified: true'));
    const uplink = `  - { id: a, http: "https://h", platform: our-county, settings: { station: x } }\nplatforms: ./platforms\n`;
    const { platformsFolder, warnings } = await load(uplink);
    expect({ platformsFolder, warnings }).toEqual({ platformsFolder: own, warnings: [] });
    writeFileSync(join(own, 'our-county.yaml'), text.replace('batch', 'bath').replace('protocol: form', 'protocol: from'));
    const error: unknown = await load(uplink).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'config-invalid',
      faults: [{ file: join(own, 'our-county.yaml'), place: 'upload.protocol' }],
    });
  });
});
