import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPort } from '../../../gateway/acquire/line/open-port.ts';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { addressCommandIn } from '../../../gateway/cli/address-command.ts';
import type { FindingWorld } from '../../../gateway/cli/finding-world.ts';
import { probeCommandIn } from '../../../gateway/cli/probe-command.ts';
import { scanCommandIn } from '../../../gateway/cli/scan-command.ts';
import { answeringTogether } from '../../../simulators/world/modbus-answer.ts';
import { serveRtu } from '../../../simulators/world/rtu-slave.ts';
import { createPortTree } from '../acquire/finding/port-tree.ts';
import { shipped } from '../acquire/finding/shipped-profiles.ts';
import { deviceAt } from '../acquire/finding/test-wire.ts';
import { said } from './fake-terminal.ts';
import { openScriptPty, type ScriptPty } from './script-pty.ts';

const device = deviceAt(systemClock, 1, await shipped('xy-md02'), { temperature: 4.2, humidity: 55.1 });

// A pseudo-terminal has no speed, and is held open by what made it: so nobody is asked who holds it.
const world: FindingWorld = {
  clock: systemClock,
  roots: createPortTree().roots,
  open: (settings, signal) => openPort(settings, systemClock, signal),
};

const FAST = ['--baud', '115200', '--slowest', '180ms'] as const;

let pty: ScriptPty;
beforeAll(async () => {
  pty = await openScriptPty();
  // A pseudo-terminal hands characters over at once: the device waits as long as they would have taken.
  serveRtu(pty.far, { clock: systemClock, answers: answeringTogether([device]), baud: 115_200, turnaround: 2 });
});
afterAll(() => pty.close());

describe('on a true serial port', () => {
  test('an XY-MD02 is found', async () => {
    const words = [pty.path, ...FAST, '--parity', 'none', '--units', '1-2'];
    const { code, out } = await said(scanCommandIn(world), words);
    expect(out).toContain('unit 1  115200 8N1  xy-md02');
    expect(out).toContain(`    serial: ${pty.path}`);
    expect(code).toBe(0);
  });

  test('searched with each parity, it is found though the port is opened anew each time', async () => {
    const words = [pty.path, ...FAST, '--units', '1', '--json'];
    const { out } = await said(scanCommandIn(world), words);
    expect(JSON.parse(out).found.map(({ settings }: { settings: string }) => settings)).toContain('115200 8N1');
  });

  test('it is asked once', async () => {
    const { out } = await said(probeCommandIn(world), [pty.path, '--unit', '1', '--profile', 'xy-md02', ...FAST]);
    expect(out).toMatch(/temperature +4\.2 °C +input 1 +0x002A/);
  });

  test('it gets its unit id', async () => {
    const words = [pty.path, '--from', '1', '--to', '5', '--profile', 'xy-md02', ...FAST];
    const { code, out } = await said(addressCommandIn(world), words);
    expect(out).toContain('Unit 1 has stored its new id 5. Switch it off and on, then check:');
    expect(code).toBe(0);
    device.powerCycle();
    const checked = await said(addressCommandIn(world), [...words, '--check']);
    expect(checked.out).toBe('Unit 1 is unit 5 now, and answers there. Write 5 on its label.');
  });

  test('a port that is not there is said to be missing', async () =>
    expect(said(scanCommandIn(world), ['/dev/ttyUSB77'])).rejects.toMatchObject({ code: 'line-not-found' }));
});
