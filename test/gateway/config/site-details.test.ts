import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSite } from '../../../gateway/config/load-site.ts';
import { ownFolder, surroundings, written } from './known-world.ts';

const folder = ownFolder();
const BOX = 'gateway: { id: box, timezone: Asia/Shanghai }\ndata: /var/lib/larder\n';
const load = async (text: string, environment = {}) => await loadSite(written(folder, BOX + text), surroundings(environment));

const put = (name: string, text: string, mode = 0o600): void => {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), mode);
};

describe('what a site is told besides', () => {
  const doubts = async (text: string) =>
    (await load(text)).warnings.map(({ line, place, wrong }) => `${line} ${place}: ${wrong}`);

  test('which numbers and profiles nobody has verified, once each', async () =>
    expect(
      await doubts(`lines: [{ id: k, tcp: "h:1" }]
devices:
  - { id: a, line: k, unit: 1, profile: doubted, channels: { temperature: { rule: cn.draft } } }
  - { id: b, line: k, unit: 2, profile: doubted, channels: { temperature: { rule: cn.draft } } }
`),
    ).toEqual([
      '5 devices[0].profile: Profile “doubted” was never compared with a real device (its sources: low confidence).',
      '5 devices[0].channels.temperature.rule: The numbers of rule “cn.draft” were not yet compared with the text of GB 31654 (2021).',
    ]));

  test('what stands in the file and is not served, or serves nobody', async () =>
    expect(
      await doubts(`analyzers: [{ id: a, listen: "0.0.0.0:4001", profile: text-generic }]
console: { listen: "127.0.0.1:80" }
lines: [{ id: k, tcp: "h:1" }]
`),
    ).toEqual([
      '3 analyzers[0].listen: Whoever reaches 0.0.0.0:4001 over the network can hand in results.',
      '3 analyzers[0].profile: Profile “text-generic” was never compared with a real device (its sources: low confidence).',
      '4 console: “console” is checked, but this version doesn’t serve it yet.',
      '5 lines[0]: No device is on line “k”.',
    ]));

  test('which numbers can’t be right', async () =>
    expect(
      await doubts(`lines: [{ id: k, serial: /dev/ttyS9 }]
devices:
  - { id: a, line: k, unit: 1, profile: net, channels: { temperature: { offset: 1 } } }
  - { id: b, line: k, unit: 2, profile: narrow, channels: { temperature: { rule: cn.fridge } } }
`),
    ).toEqual([
      '5 devices[0].profile: “net” is known on Ethernet only, and line “k” is serial.',
      '5 devices[0].channels.temperature.offset: The offset 1 names no calibration certificate.',
      '6 devices[1].channels.temperature.rule: The limit 8 of “cn.fridge” can’t be broken: “temperature” reports -40 to 5.',
    ]));

  test('who may read what nobody should', async () => {
    put('key.pem', 'key', 0o644);
    put('cert.pem', 'certificate', 0o644);
    put('password', 'hunter2\n');
    expect(
      await doubts(`uplinks:
  - { id: a, mqtt: "mqtts://h", cert: ./cert.pem, key: ./key.pem }
  - { id: b, mqtt: "mqtt://far.example.org", username: u, password: "file:./password" }
  - { id: c, mqtt: "mqtt://127.0.0.1", username: u, password: "file:./password" }
`),
    ).toEqual([
      '4 uplinks[0].key: The key may be read by others (mode 0644).',
      '5 uplinks[1].mqtt: The password crosses the network unencrypted (mqtt:).',
    ]);
  });
});

describe('secrets', () => {
  test('come from the environment or from a file that nobody else may read', async () => {
    put('password', 'from a file\n');
    const { uplinks } = await load(
      `uplinks:
  - { id: a, mqtt: "mqtts://h", username: "\${WHO}", password: "\${SECRET}" }
  - { id: b, mqtt: "mqtts://h", username: plain, password: "file:password" }
`,
      { WHO: 'me', SECRET: 'from the environment' },
    );
    expect(uplinks.map(({ username, password }) => [username, password])).toEqual([
      ['me', 'from the environment'],
      ['plain', 'from a file'],
    ]);
  });
});

describe('whoever connects to no platform', () => {
  const UPLINK = `uplinks: [{ id: a, mqtt: "mqtts://h", username: u, password: "\${UNSET}", ca: ./nowhere.pem }]`;
  const look = async (text: string) => await loadSite(written(folder, BOX + text), { ...surroundings(), connects: false });

  test('needs no password and no certificate', async () =>
    expect((await look(UPLINK)).uplinks[0]).toEqual({
      kind: 'mqtt',
      id: 'a',
      url: 'mqtts://h',
      username: 'u',
      ca: join(folder, 'nowhere.pem'),
      acknowledge: 'stored',
    }));
  test('is told of a secret in the file all the same', async () =>
    await expect(look(UPLINK.replace(/".\{UNSET\}"/, 'hunter2'))).rejects.toMatchObject({ code: 'config-invalid' }));
});

test('a channel is doubted as frozen as soon as its rule says so', async () => {
  const text = `lines: [{ id: k, tcp: "h:1" }]
devices: [{ id: a, line: k, unit: 1, profile: xy-md02, channels: { temperature: { rule: cn.still }, humidity: {} } }]
`;
  expect((await load(text)).devices[0]?.channels).toEqual([
    { place: 0, register: 'temperature', offset: 0, frozenAfter: 7_200_000 },
    { place: 1, register: 'humidity', offset: 0 },
  ]);
});

test('one alias may stand at each of a thousand devices', async () => {
  const devices = Array.from(
    { length: 999 },
    (_, at) => `  - { id: d${at}, line: k${at % 9}, unit: ${at % 247}, profile: net, channels: *what }`,
  );
  const lines = Array.from({ length: 9 }, (_, at) => `  - { id: k${at}, tcp: "h:${at + 1}" }`);
  const first = '  - { id: d, line: k0, unit: 250, profile: net, channels: &what { temperature: { rule: cn.fridge } } }';
  const text = `lines:\n${lines.join('\n')}\ndevices:\n${[first, ...devices].join('\n')}\n`;
  expect((await load(text)).channels).toHaveLength(1_000);
});

describe('the settings of a line that says none', () => {
  const linesOf = async (...profiles: readonly string[]) => {
    const devices = profiles.map((profile, at) => `{ id: d${at}, line: k, unit: ${at + 1}, profile: ${profile} }`);
    return (await load(`lines: [{ id: k, serial: /dev/ttyS9 }]\ndevices: [${devices.join(', ')}]\n`)).lines[0];
  };

  test('are those that its devices leave the factory with', async () =>
    expect(await linesOf('fast')).toMatchObject({ baud: 19_200, parity: 'even', stopBits: 2, dataBits: 8 }));
  test('have two stop bits as soon as one device wants two', async () =>
    expect(await linesOf('xy-md02', 'two-stops')).toMatchObject({ baud: 9_600, parity: 'none', stopBits: 2 }));
  test('are 9600 8N1 where no profile says anything', async () =>
    expect(await linesOf('net')).toMatchObject({ baud: 9_600, parity: 'none', stopBits: 1 }));
});

describe('a site’s own folders', () => {
  test('add profiles and rules, and take the place of shipped ones', async () => {
    mkdirSync(join(folder, 'profiles'));
    mkdirSync(join(folder, 'rules'));
    const profile = (id: string) => `id: ${id}
vendor: here
models: [one]
kind: probe
transports: [rtu]
serial: { baud: 9600, parity: none }
unitId: 1
registers: [{ name: product, role: measurement, table: input, address: 7, type: int16, scale: 0.1, unit: degC, range: [-40, 80] }]
sources: [our own]
confidence: high
verified: true
`;
    for (const id of ['own', 'xy-md02']) put(`profiles/${id}.yaml`, profile(id));
    put(
      'rules/ours.yaml',
      `sources: { us: &us { document: our own, edition: "2026", force: practice, verified: true } }
rules:
  - id: our.fridge
    unit: degC
    appliesTo: { en: our fridges, zh-CN: 我们的冷柜 }
    limits: [{ level: operational, side: high, value: 5, onDelay: 10s, offDelay: 0s, deadband: 0, source: *us }]
    silence: 15min
    probeFault: 60s
    afterGap: true
    delays: *us
`,
    );
    const site = await load(`profiles: ./profiles
rules: ./rules
lines: [{ id: k, tcp: "h:1" }]
devices:
  - { id: a, line: k, unit: 1, profile: own, channels: { product: { rule: our.fridge } } }
  - { id: b, line: k, unit: 2, profile: xy-md02 }
`);
    expect(site.channels.map(({ id, rule }) => [id, rule?.id])).toEqual([
      ['a/product', 'our.fridge'],
      ['b/product', undefined],
    ]);
  });

  test('hold limits of rapid tests that are read beside the shipped ones', async () => {
    mkdirSync(join(folder, 'limits'));
    put('limits/ours.yaml', 'matrices: [{ id: tea, name: { en: tea, zh-CN: 茶叶 }, goods: [[green tea, 绿茶]] }]\n');
    expect(await load('limits: ./limits\n')).toMatchObject({ limitsFolder: join(folder, 'limits') });
    expect(await load('')).not.toHaveProperty('limitsFolder');
  });
});
