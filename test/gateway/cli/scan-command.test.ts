import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openControlSocket } from '../../../gateway/app/control-socket.ts';
import { readSite } from '../../../gateway/app/read-site.ts';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { addressCommand } from '../../../gateway/cli/address-command.ts';
import { portsCommand } from '../../../gateway/cli/ports-command.ts';
import { probeCommand } from '../../../gateway/cli/probe-command.ts';
import { scanCommand, scanCommandIn } from '../../../gateway/cli/scan-command.ts';
import type { Language } from '../../../gateway/domain/messages/message.ts';
import { serveTcp } from '../../../simulators/world/tcp-server.ts';
import { createPortTree } from '../acquire/finding/port-tree.ts';
import { shipped } from '../acquire/finding/shipped-profiles.ts';
import { deviceAt } from '../acquire/finding/test-wire.ts';
import { said } from './fake-terminal.ts';
import { md02Clone, type Peer, servePeer, xyMd02 } from './finding-peer.ts';
import { siteAround } from './finding-site.ts';

const peers: Peer[] = [];
const serving = async (...given: Parameters<typeof servePeer>): Promise<Peer> => {
  const peer = await servePeer(...given);
  peers.push(peer);
  return peer;
};
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});

const FAST = ['--slowest', '60ms', '--units', '1-3'] as const;

const folder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'larder-scan-')));

describe('larder scan', () => {
  test('says what is there, why, and what to write', async () => {
    const { line } = await serving({ 1: xyMd02(1), 2: md02Clone(2) });
    const { code, out, err } = await said(scanCommand, [line, ...FAST]);
    expect(out.split('\n')).toEqual([
      'unit 1  xy-md02  generic (XY series, many resellers): temperature and humidity sensor',
      '    temperature 4.2 °C, humidity 55.1 %RH',
      '    because input 1 = 42; input 2 = 551; holding 258 = 0; holding 257 = 1, its unit id',
      '',
      'unit 2  md02-shtc3  generic (clone family): temperature and humidity sensor',
      '    humidity 55.1 %RH, temperature 4.2 °C',
      '    because holding 0 = 551; holding 1 = 42; holding 257 = 2; holding 256 = 2, its unit id',
      '',
      'To paste into larder.yaml:',
      '',
      'lines:',
      '  - id: line-1',
      `    tcp: ${line.slice('tcp:'.length)}`,
      'devices:',
      '  - { id: xy-md02-1, line: line-1, unit: 1, profile: xy-md02 }',
      '  - { id: md02-shtc3-2, line: line-1, unit: 2, profile: md02-shtc3 }',
      '',
      'Asked: unit ids 1-3 alone, as wished.',
    ]);
    expect(err).toMatch(/^Searching tcp:127\.0\.0\.1:\d+: about \d+ s\./);
    expect(code).toBe(0);
  });

  test('says whom it asked where nobody was named', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const { out } = await said(scanCommand, [line, '--slowest', '20ms']);
    expect(out).toContain(
      'Asked: unit ids 1–16, and those with which known devices leave their factories. --all asks for every id.',
    );
  });

  test('says it in Chinese', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const { out, err } = await said(scanCommand, [line, ...FAST], { language: 'zh-CN' });
    expect(out).toContain('站号 1  xy-md02');
    expect(out).toContain('可粘贴到 larder.yaml：');
    expect(err).toMatch(/^正在搜索/);
  });

  test('what it says to paste is a configuration that holds', async () => {
    const { line } = await serving({ 1: xyMd02(1), 2: md02Clone(2) });
    const { out } = await said(scanCommand, [line, ...FAST, '--json']);
    const file = join(folder(), 'larder.yaml');
    const { yaml } = JSON.parse(out);
    writeFileSync(file, `gateway: { id: canteen, timezone: Asia/Shanghai }\ndata: ./data\n${yaml}\n`);
    const site = await readSite(file, {}, 'en');
    expect(site.devices.map(({ unit, profile }) => [unit, profile.id])).toEqual([
      [1, 'xy-md02'],
      [2, 'md02-shtc3'],
    ]);
  });

  test('a TCP device that answers whatever unit it is asked for is one device', async () => {
    const { line } = await serving({ 1: xyMd02(1) }, true);
    const { code, out } = await said(scanCommand, [line, ...FAST, '--json']);
    const { found, wire } = JSON.parse(out);
    expect(found.map(({ unit }: { unit: number }) => unit)).toEqual([1]);
    expect(wire).toMatchObject([{ is: 'any-unit', problem: false }]);
    expect(code).toBe(0);
  });

  test('a connection behind which nobody answers is a problem', async () => {
    const { line } = await serving({});
    const { code, out } = await said(scanCommand, [line, ...FAST]);
    expect(out).toContain('! The connection stands, but no unit answers over it.');
    expect(code).toBe(1);
  });

  test('nothing that listens at all is told by the line itself', async () =>
    expect(said(scanCommand, ['tcp:127.0.0.1:1', ...FAST])).rejects.toMatchObject({ code: 'line-not-found' }));

  test('a line of the configuration is named by its id, and only its devices are to be pasted', async () => {
    const { line } = await serving({ 1: xyMd02(1), 2: xyMd02(2) });
    const { out } = await said(scanCommand, ['kitchen', '-c', siteAround(line).file, ...FAST]);
    expect(out).toContain('devices:\n  - { id: xy-md02-2, line: kitchen, unit: 2, profile: xy-md02 }');
    expect(out).not.toContain('lines:');
  });
});

describe('larder scan where nobody can be certain', () => {
  const scannedAs = async (id: string, language: Language = 'en'): Promise<string> => {
    const device = deviceAt(systemClock, 1, await shipped(id));
    const server = await serveTcp({ clock: systemClock, answers: device });
    try {
      return (await said(scanCommand, [`tcp:${server.host}:${server.port}`, ...FAST], { language })).out;
    } finally {
      await server.close();
    }
  };

  test('shows every look-alike with the values that it would mean, and writes the others as a remark', async () => {
    const out = await scannedAs('eastron-sdm120');
    expect(out).toContain('unit 1  one of 2 look-alikes: hold the values against the display, and choose');
    expect(out).toMatch(/ {4}eastron-sdm120: voltage 230 V, .*\n {4}eastron-sdm230: voltage 230 V, /);
    expect(out).toContain('profile: eastron-sdm120 }   # or eastron-sdm230: hold the values against the display, and choose');
    expect(await scannedAs('eastron-sdm120', 'zh-CN')).toContain('}   # 或 eastron-sdm230：请与显示值对照后选择');
  });

  test('says that a device has nothing to be recognised by, in what is to be pasted, too', async () => {
    const out = await scannedAs('comet-t33xx');
    expect(out).toContain('unit 1  perhaps comet-t33xx: its values are plausible');
    expect(out).toContain(
      'profile: comet-t33xx }   # perhaps: it has nothing to be recognised by; hold its values against the display',
    );
    expect(await scannedAs('comet-t33xx', 'zh-CN')).toContain('profile: comet-t33xx }   # 不确定：没有识别特征，请与显示值对照');
  });
});

describe('larder scan beside a configuration', () => {
  test('goes on where a configuration that lies about can’t be read, and says so', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const home = folder();
    writeFileSync(join(home, 'larder.yaml'), 'gateway: {}\n');
    const before = process.cwd();
    process.chdir(home);
    try {
      const { code, err } = await said(scanCommand, [line, ...FAST]);
      expect(err).toMatch(/^larder\.yaml is left aside \(.*\): nobody knows whether a gateway uses this line\.$/m);
      expect(code).toBe(0);
    } finally {
      process.chdir(before);
    }
  });

  test('leaves out what the configuration has, and tells of a device that is silent', async () => {
    const { line } = await serving({ 2: md02Clone(2) });
    const { code, out } = await said(scanCommand, ['kitchen', '-c', siteAround(line).file, ...FAST]);
    expect(out).toContain('! fridge-1 (unit 1 by the configuration) does not answer');
    expect(out).toContain('devices:\n  - { id: md02-shtc3-2, line: kitchen, unit: 2, profile: md02-shtc3 }');
    expect(code).toBe(1);
  });

  test('tells of a device that is another than the configuration says', async () => {
    const { line } = await serving({ 1: md02Clone(1) });
    const { out } = await said(scanCommand, [line, '-c', siteAround(line).file, ...FAST]);
    expect(out).toContain('! fridge-1 (unit 1) is xy-md02 by the configuration, but it is a md02-shtc3');
    expect(out).not.toContain('devices:');
  });
});

test.each(['en', 'zh-CN'] as const)('every command that finds devices explains itself with an example (%s)', (language) => {
  for (const command of [portsCommand, scanCommand, addressCommand, probeCommand]) {
    expect(command.help(language)).toMatch(new RegExp(`^larder ${command.name} [^]*\\n {2}larder ${command.name}`));
  }
});

describe('larder scan refuses', () => {
  test.each([
    [[]],
    [['kitchen', '-c', '/nowhere/larder.yaml']],
    [['kitchen']],
    [['/dev/ttyUSB0', '--units', '0-3']],
    [['/dev/ttyUSB0', '--units', '1,x']],
    [['/dev/ttyUSB0', '--parity', 'some']],
    [['/dev/ttyUSB0', '--baud', '12']],
    [['/dev/ttyUSB0', '--slowest', 'long']],
    [['/dev/ttyUSB0', '/dev/ttyUSB1']],
  ])('%j', async (words) => {
    await expect(said(scanCommand, words)).rejects.toMatchObject({ code: expect.stringMatching(/usage|config-unreadable/) });
  });

  test.each([
    ['tcp:127.0.0.1:99999', '“tcp:127.0.0.1:99999”: “99999” is no port. Write one from 1 to 65535, like tcp:127.0.0.1:502.'],
    ['tcp:127.0.0.1:', '“tcp:127.0.0.1:”: “” is no port. Write one from 1 to 65535, like tcp:127.0.0.1:502.'],
    ['rtu-over-tcp:[::1]:0', '“rtu-over-tcp:[::1]:0”: “0” is no port. Write one from 1 to 65535, like rtu-over-tcp:[::1]:502.'],
    ['tcp:a b:502', '“tcp:a b:502” is no address of a line: write tcp:HOST:PORT, like tcp:192.168.1.20:502.'],
  ])('%s, and says what of it is no address', async (line, message) =>
    expect(said(scanCommand, [line])).rejects.toMatchObject({ code: 'usage', message }),
  );

  test('all that is wrong at once', async () => {
    const refused = said(scanCommand, ['tcp:h:0', '--units', 'x', '--baud', '1', '--parity', 'y', '--slowest', 'z']);
    await expect(refused).rejects.toMatchObject({
      code: 'usage',
      message: [
        'something is missing or not understood (5)',
        '· --baud “1”: write 300–921600',
        '· --parity “y”: write none, even, odd',
        '· --slowest “z”: write 500ms',
        '· --units “x”: write 1-16,32',
        '· “tcp:h:0”: “0” is no port. Write one from 1 to 65535, like tcp:h:502.',
      ].join('\n'),
    });
  });

  test('a line that the running gateway owns, by whatever name it is called', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const { file, data } = siteAround(line);
    const socket = await openControlSocket(data, { status: async () => ({}) });
    try {
      for (const name of ['kitchen', line]) {
        const refused = said(scanCommand, [name, '-c', file, ...FAST]);
        await expect(refused).rejects.toMatchObject({ code: 'gateway-running', message: expect.stringContaining('“kitchen”') });
      }
    } finally {
      await socket.close();
    }
  });

  test('a port that another program holds, and says which', async () => {
    const tree = createPortTree();
    tree.adapter({ name: 'ttyUSB0', socket: '1-1', vendor: '1a86', product: '7523', words: 'USB Serial', driver: 'ch341-uart' });
    const path = join(tree.roots.dev, 'ttyUSB0');
    tree.program(812, 'minicom -D /dev/ttyUSB0', [path]);
    const command = scanCommandIn({
      clock: systemClock,
      roots: tree.roots,
      open: async () => {
        throw new Error('must not be opened');
      },
    });
    await expect(said(command, [path])).rejects.toMatchObject({
      code: 'line-busy',
      message: `${path} is held by minicom -D /dev/ttyUSB0 (pid 812)`,
    });
  });
});
