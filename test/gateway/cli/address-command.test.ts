import { afterEach, describe, expect, test } from 'vitest';
import { addressCommand } from '../../../gateway/cli/address-command.ts';
import { said } from './fake-terminal.ts';
import { md02Clone, type Peer, type PeerRegisters, servePeer, xyMd02 } from './finding-peer.ts';

const peers: Peer[] = [];
const serving = async (units: Readonly<Record<number, PeerRegisters>>): Promise<Peer> => {
  const peer = await servePeer(units);
  peers.push(peer);
  return peer;
};
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});

const naming = (line: string, ...more: readonly string[]): readonly string[] => [
  line, '--from', '1', '--to', '5', '--profile', 'xy-md02', '--slowest', '100ms', ...more,
]; // biome-ignore format: a command to read

describe('larder address', () => {
  test('sets the unit id of a new XY-MD02, says that it holds after a power cycle, and how to check', async () => {
    const { line, written } = await serving({ 1: xyMd02(1) });
    const { code, out, err } = await said(addressCommand, naming(line));
    expect(written).toEqual([[1, 0x0101, 5]]);
    expect(out.split('\n')).toEqual([
      'Unit 1 has stored its new id 5. Switch it off and on, then check:',
      `  larder address ${line} --from 1 --to 5 --profile xy-md02 --check`,
    ]);
    expect(err).toContain('Only ONE new device may be on this wire');
    expect(err).toContain('The profile says: Connect one new sensor at a time');
    expect(code).toBe(0);
  });

  test('says it in Chinese', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const { out, err } = await said(addressCommand, naming(line), { language: 'zh-CN' });
    expect(out).toMatch(/^站号 1 已保存新站号 5。请断电重启后检查：/);
    expect(err).toContain('线上只能有一台新设备');
  });

  test('checks that it answers at its new id', async () => {
    const { line, written } = await serving({ 5: xyMd02(5) });
    const { code, out } = await said(addressCommand, naming(line, '--check'));
    expect(out).toBe('Unit 1 is unit 5 now, and answers there. Write 5 on its label.');
    expect(code).toBe(0);
    expect(written).toEqual([]);
  });

  test('tells of another new device that is still at the old id', async () => {
    const { line } = await serving({ 1: xyMd02(1), 5: xyMd02(5) });
    const { code, err } = await said(addressCommand, naming(line, '--check'));
    expect(err).toContain('Something still answers at unit 1');
    expect(code).toBe(1);
  });

  test.each([
    ['an id that is taken', { 1: xyMd02(1), 5: md02Clone(5) }, 'unit-taken'],
    ['a device of another make', { 1: md02Clone(1) }, 'profile-unfit'],
    ['nobody', {}, 'no-answer'],
  ])('refuses %s, and writes nothing', async (_, units, code) => {
    const { line, written } = await serving(units);
    await expect(said(addressCommand, naming(line))).rejects.toMatchObject({ code });
    expect(written).toEqual([]);
  });

  test('refuses all that is wrong at once', async () => {
    const words = ['tcp:127.0.0.1:99999', '--to', '248', '--baud', 'fast', '--profile', 'nonesuch'];
    await expect(said(addressCommand, words)).rejects.toMatchObject({
      code: 'usage',
      message: [
        'something is missing or not understood (5)',
        '· --from is missing: write 1–247',
        '· --to “248”: write 1–247',
        '· --baud “fast”: write 300–921600',
        '· “tcp:127.0.0.1:99999”: “99999” is no port. Write one from 1 to 65535, like tcp:127.0.0.1:502.',
        '· There is no profile “nonesuch”: say --profile ID. “larder scan” says which one a device has.',
      ].join('\n'),
    });
  });

  test('refuses one thing that is wrong in a line of its own', async () =>
    expect(said(addressCommand, ['tcp:127.0.0.1:1', '--from', '5', '--to', '5', '--profile', 'xy-md02'])).rejects.toMatchObject({
      message: 'It is unit 5 already: --from and --to are the same.',
    }));

  test.each([
    [['--from', '1', '--to', '1', '--profile', 'xy-md02']],
    [['--from', '1', '--to', '248', '--profile', 'xy-md02']],
    [['--from', '0', '--to', '5', '--profile', 'xy-md02']],
    [['--to', '5', '--profile', 'xy-md02']],
    [['--from', '1', '--to', '5']],
  ])('refuses %j', (words) =>
    expect(said(addressCommand, ['tcp:127.0.0.1:1', ...words])).rejects.toMatchObject({ code: 'usage' }),
  );
});
