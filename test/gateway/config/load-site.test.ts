import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSite } from '../../../gateway/config/load-site.ts';
import { KNOWN, ownFolder, surroundings, written } from './known-world.ts';

const folder = ownFolder();

const CANTEEN = `
gateway:
  id: no3-canteen
  name: 第三小学食堂
  timezone: Asia/Shanghai
  language: zh-CN
data: ./data
lines:
  - id: kitchen
    serial: /dev/ttyS9
    slowest: 1500ms
  - { id: cold-room, tcp: "192.168.1.20:502" }
  - { id: cellar, rtu-over-tcp: "[fe80::1]:4001", baud: 4800 }
devices:
  - id: fridge-1
    name: 1号冷藏柜
    line: kitchen
    unit: 1
    profile: xy-md02
    every: 5s
    channels:
      humidity:
      temperature: { rule: cn.fridge, cabinet: 1号冷藏柜, probe: SN-0417, offset: -0.2, certificate: CNAS-2026-118 }
  - { id: room, line: cold-room, unit: 255, profile: net }
  - { id: cellar-door, line: cellar, unit: 3, profile: door, channels: { door: {} } }
uplinks:
  - id: city
    mqtt: mqtts://broker.example.org:8883
    username: no3-canteen
    password: \${LARDER_CITY_PASSWORD}
    ca: ./ca.pem
`;

describe('a configuration in which nothing is wrong', () => {
  writeFileSync(join(folder, 'ca.pem'), 'certificate');
  const load = () => loadSite(written(folder, CANTEEN), surroundings({ LARDER_CITY_PASSWORD: 'geheim' }));

  test('becomes a site, with what the file leaves out filled in', async () => {
    const site = await load();
    expect(site.gateway).toEqual({ id: 'no3-canteen', name: '第三小学食堂', timezone: 'Asia/Shanghai', language: 'zh-CN' });
    expect(site.file).toBe(join(folder, 'larder.yaml'));
    expect(site.dataFolder).toBe(join(folder, 'data'));
    expect(site.keep).toEqual({ commit: 2_000, seal: 60_000, readings: 63_072_000_000, bytes: 4e9 });
    expect(site.warnings).toEqual([]);
  });

  test('is doubted where a closure is so long that its year may be mistyped', async () => {
    const closed = [
      { from: '2026-07-01', to: '2062-08-31', off: ['site'] },
      { from: '2026-07-01', to: '2026-08-31', off: ['site'] },
    ];
    const text = `${CANTEEN}calendar: ${JSON.stringify({ closed })}\n`;
    const { warnings } = await loadSite(written(folder, text), surroundings({ LARDER_CITY_PASSWORD: 'geheim' }));
    expect(warnings).toMatchObject([
      { place: 'calendar.closed[0].to', wrong: expect.stringContaining('13211'), remedy: expect.stringContaining('核对年份') },
    ]);
  });

  test('is refused where its calendar is longer than the record has room for', async () => {
    const closed = Array.from({ length: 200 }, () => ({
      from: '2026-07-01',
      to: '2026-08-31',
      name: '暑'.repeat(200),
      off: Array.from({ length: 20 }, () => 'site'),
    }));
    const text = (count: number): string => `${CANTEEN}calendar: ${JSON.stringify({ closed: closed.slice(0, count) })}\n`;
    const site = (count: number) => loadSite(written(folder, text(count)), surroundings({ LARDER_CITY_PASSWORD: 'geheim' }));
    await expect(site(200)).rejects.toMatchObject({
      faults: [expect.objectContaining({ place: 'calendar', wrong: expect.stringContaining('65536') })],
    });
    expect((await site(100)).calendar?.closed).toHaveLength(100);
  });

  test('has its lines, with the settings that the devices leave the factory with', async () => {
    const eight = { dataBits: 8, stopBits: 1, parity: 'none' };
    expect((await load()).lines).toEqual([
      { id: 'kitchen', link: { kind: 'serial', path: '/dev/ttyS9' }, ...eight, baud: 9600, slowest: 1_500, rs485: 'auto' },
      {
        id: 'cold-room',
        link: { kind: 'tcp', host: '192.168.1.20', port: 502 },
        ...eight,
        baud: 9600,
        slowest: 1_000,
        rs485: 'auto',
      },
      {
        id: 'cellar',
        link: { kind: 'rtu-over-tcp', host: 'fe80::1', port: 4001 },
        ...eight,
        baud: 4800,
        slowest: 1_000,
        rs485: 'auto',
      },
    ]);
  });

  test('has its devices, whose channels point into one table in the order of the file', async () => {
    const { devices, channels } = await load();
    expect(devices.map(({ id, name, line, unit, every }) => ({ id, name, line, unit, every }))).toEqual([
      { id: 'fridge-1', name: '1号冷藏柜', line: 'kitchen', unit: 1, every: 5_000 },
      { id: 'room', name: 'room', line: 'cold-room', unit: 255, every: 10_000 },
      { id: 'cellar-door', name: 'cellar-door', line: 'cellar', unit: 3, every: 10_000 },
    ]);
    expect(devices[0]?.profile).toBe(KNOWN.profiles.get('xy-md02'));
    expect(devices.map(({ channels: own }) => own)).toEqual([
      [
        { place: 0, register: 'humidity', offset: 0 },
        { place: 1, register: 'temperature', offset: -0.2 },
      ],
      [
        { place: 2, register: 'temperature', offset: 0 },
        { place: 3, register: 'humidity', offset: 0 },
      ],
      [{ place: 4, register: 'door', offset: 0 }],
    ]);
    expect(channels.map(({ id }) => id)).toEqual([
      'fridge-1/humidity',
      'fridge-1/temperature',
      'room/temperature',
      'room/humidity',
      'cellar-door/door',
    ]);
  });

  test('has what the record must know of each channel, and no more', async () => {
    const { channels } = await load();
    expect(channels[0]).toEqual({
      id: 'fridge-1/humidity',
      device: 'fridge-1',
      cabinet: 'fridge-1',
      unit: '%RH',
      resolution: 0.1,
      every: 5_000,
    });
    expect(channels[1]).toEqual({
      id: 'fridge-1/temperature',
      device: 'fridge-1',
      cabinet: '1号冷藏柜',
      unit: 'degC',
      resolution: 0.1,
      every: 5_000,
      probe: 'SN-0417',
      offset: -0.2,
      certificate: 'CNAS-2026-118',
      rule: KNOWN.rules.get('cn.fridge'),
    });
  });

  test('has its uplinks, with the password from the environment', async () => {
    expect((await load()).uplinks).toEqual([
      {
        kind: 'mqtt',
        id: 'city',
        url: 'mqtts://broker.example.org:8883',
        username: 'no3-canteen',
        password: 'geheim',
        ca: join(folder, 'ca.pem'),
        acknowledge: 'stored',
      },
    ]);
  });
});
