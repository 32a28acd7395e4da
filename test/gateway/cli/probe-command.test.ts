import { afterEach, describe, expect, test } from 'vitest';
import { openLine, type RunningLine } from '../../../gateway/acquire/running-line.ts';
import { type ControlSocket, openControlSocket } from '../../../gateway/app/control-socket.ts';
import { answerProbe } from '../../../gateway/app/probe-answer.ts';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { probeCommand } from '../../../gateway/cli/probe-command.ts';
import { SERIAL_LINE } from '../acquire/finding/test-wire.ts';
import { said } from './fake-terminal.ts';
import { type Peer, type PeerRegisters, servePeer, xyMd02 } from './finding-peer.ts';
import { siteAround } from './finding-site.ts';

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

const serving = async (units: Readonly<Record<number, PeerRegisters>>): Promise<Peer> => {
  const peer = await servePeer(units);
  ending.push(() => peer.close());
  return peer;
};

const float = (value: number): readonly [number, number] => {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return [view.getUint16(0), view.getUint16(2)];
};

const [HIGH, LOW] = float(4.2);

/** A stranger whose display shows 4.2: as tenths and as a float, among other numbers. */
const STRANGER: PeerRegisters = { input: { 0: 1, 1: 2, 3: 0xffee }, holding: { 9: HIGH, 10: LOW, 40: 42, 60: 45 } };

describe('larder probe', () => {
  test('shows a device as its profile reads it, and the registers behind it', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const { code, out } = await said(probeCommand, [line, '--unit', '1', '--profile', 'xy-md02']);
    expect(out.split('\n')).toEqual([
      'NAME                    VALUE        REGISTER     RAW',
      'temperature             4.2 °C       input 1      0x002A',
      'humidity                55.1 %RH     input 2      0x0227',
      'unit_id                 1            holding 257  0x0001',
      'baud_code               0 (9600 Bd)  holding 258  0x0000',
      'temperature_correction  0 K          holding 259  0x0000',
      'humidity_correction     0 %RH        holding 260  0x0000',
    ]);
    expect(code).toBe(0);
  });

  test('says of a register that the device refuses why there is no value', async () => {
    const { line } = await serving({ 1: { input: { 1: 42 } } });
    const { out } = await said(probeCommand, [line, '--unit', '1', '--profile', 'xy-md02', '--json']);
    const [temperature, humidity] = JSON.parse(out);
    expect(temperature).toMatchObject({ value: 4.2, quality: 'good', words: [42] });
    expect(humidity).toMatchObject({ value: null, quality: 'exception:2', words: [] });
  });

  test('shows raw registers in every common way, and what the device doesn’t give', async () => {
    const { line } = await serving({ 7: STRANGER });
    const { out } = await said(probeCommand, [line, '--unit', '7', '--table', 'input', '--from', '0', '--count', '8']);
    expect(out.split('\n').slice(0, 6)).toEqual([
      'REGISTER   hex        uint16  int16  int32  int32 ⇄  float32  float32 ⇄',
      'input 0    0x0001     1       1      65538  131073   ·        ·',
      'input 1    0x0002     2       2',
      'input 2    not given',
      'input 3    0xFFEE     65518   -18',
      'input 4–7  not given',
    ]);
  });

  test('finds the registers that could be what the display shows, in both tables, and begins a profile with the best', async () => {
    const { line } = await serving({ 7: STRANGER });
    const { code, out } = await said(probeCommand, [line, '--unit', '7', '--find', '4.2']);
    expect(out.split('\n')).toEqual([
      'These show 4.2:',
      '  holding 9   float32      4.2',
      '  holding 40  int16 × 0.1  4.2',
      'These are near 4.2; it may have moved since:',
      '  holding 60  int16 × 0.1  4.5',
      '',
      'To begin a profile with (docs/adding-a-device.md says how):',
      '  - { name: temperature, role: measurement, table: holding, address: 9, type: float32, resolution: 0.1, unit: degC }',
    ]);
    expect(code).toBe(0);
  });

  test('marks them where they stand when a table is looked at', async () => {
    const { line } = await serving({ 7: STRANGER });
    const { out } = await said(probeCommand, [
      line,
      '--unit',
      '7',
      '--find',
      '4,2',
      '--table',
      'holding',
      '--from',
      '40',
      '--count',
      '1',
    ]);
    expect(out.split('\n')[1]).toMatch(/^holding 40 +0x002A +42 +42 +◀ int16 × 0\.1 = 4\.2$/);
  });

  test('says so when nothing could be it, and that zero is everywhere', async () => {
    const { line } = await serving({ 7: STRANGER, 8: { input: { 0: 0 }, holding: { 0: 0 } } });
    const none = await said(probeCommand, [line, '--unit', '7', '--find', '77.7', '--table', 'input', '--count', '4']);
    expect(none).toMatchObject({
      code: 1,
      out: expect.stringContaining('None of the 3 registers that the device gives could be 77.7.'),
    });
    const zero = await said(probeCommand, [line, '--unit', '8', '--find', '0.0', '--table', 'input', '--count', '1']);
    expect(zero.out).toContain('Zero is everywhere.');
  });

  test('speaks Chinese', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const { out } = await said(probeCommand, [line, '--unit', '1', '--profile', 'xy-md02'], { language: 'zh-CN' });
    expect(out.split('\n')[0]).toMatch(/^名称 +数值 +寄存器 +原始值$/);
  });

  test('a unit that isn’t there is no table of nothing', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const words = [line, '--unit', '9', '--profile', 'xy-md02', '--slowest', '20ms'];
    await expect(said(probeCommand, words)).rejects.toMatchObject({ code: 'no-answer' });
  });

  test.each([
    [['--unit', '1']],
    [['--profile', 'xy-md02']],
    [['--unit', '300', '--profile', 'xy-md02']],
    [['--unit', '1', '--profile', 'nobody-knows-it']],
    [['--unit', '1', '--table', 'inputs']],
    [['--unit', '1', '--table', 'input', '--from', '65530', '--count', '20']],
    [['--unit', '1', '--find', 'warm']],
    [['--unit', '1', '--profile', 'xy-md02', '--write', '5']],
  ])('refuses %j', (words) => expect(said(probeCommand, ['tcp:127.0.0.1:1', ...words])).rejects.toMatchObject({ code: 'usage' }));
});

describe('a device of the configuration', () => {
  test('is asked by its name alone', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const { out } = await said(probeCommand, ['fridge-1', '-c', siteAround(line).file]);
    expect(out).toMatch(/temperature +4\.2 °C/);
  });

  test('while the gateway runs, the gateway asks it, over the one connection it has', async () => {
    const { line } = await serving({ 1: xyMd02(1), 2: STRANGER });
    const { file, data } = siteAround(line);
    const { running } = await runningOn(line, data);
    const { out } = await said(probeCommand, ['fridge-1', '-c', file]);
    expect(out).toMatch(/temperature +4\.2 °C +input 1 +0x002A/);
    const raw = await said(probeCommand, [
      'kitchen',
      '-c',
      file,
      '--unit',
      '2',
      '--table',
      'holding',
      '--from',
      '40',
      '--count',
      '2',
    ]);
    expect(raw.out).toMatch(/holding 40 +0x002A +42/);
    expect(raw.out).toMatch(/holding 41 +not given/);
    expect(running.counters().connected).toBe(true);
  });

  test('and says what the gateway heard of one that is silent', async () => {
    const { line } = await serving({ 1: xyMd02(1) });
    const { file, data } = siteAround(line);
    await runningOn(line, data);
    const words = ['kitchen', '-c', file, '--unit', '9', '--table', 'input'];
    await expect(said(probeCommand, words)).rejects.toMatchObject({ code: 'no-answer' });
  });
});

/** A line at work on a peer, and the socket of the gateway that owns it. */
const runningOn = async (
  line: string,
  data: string,
): Promise<{ readonly running: RunningLine; readonly socket: ControlSocket }> => {
  const port = Number(line.split(':').at(-1));
  const settings = { ...SERIAL_LINE, id: 'kitchen', link: { kind: 'tcp', host: '127.0.0.1', port }, slowest: 50 } as const;
  const running = openLine(settings, [], {
    clock: systemClock,
    onObservation: () => undefined,
    onState: () => undefined,
    log: { info: () => undefined, warn: () => undefined },
  });
  running.start();
  ending.push(() => running.stop());
  const socket = await openControlSocket(data, {
    status: async () => ({}),
    probe: answerProbe([{ id: 'kitchen', line: running }]),
  });
  ending.push(() => socket.close());
  while (!running.counters().connected) await new Promise((resolve) => setImmediate(resolve));
  return { running, socket };
};
