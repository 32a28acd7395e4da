import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OpenedPort } from '../../../../gateway/acquire/line/opened-port.ts';
import { openSerialPort } from '../../../../gateway/acquire/line/serial-port.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import { rtuSettings } from '../rtu-line.ts';
import { type PseudoTerminal, pseudoTerminal } from './pseudo-terminal.ts';

describe('a serial port', () => {
  const clock = createManualClock();
  let terminal: PseudoTerminal;
  let folder: string;
  let port: OpenedPort | undefined;
  beforeEach(async () => {
    terminal = await pseudoTerminal();
    folder = await mkdtemp(join(tmpdir(), 'larder-port-'));
  });
  afterEach(async () => {
    await port?.close();
    await terminal.unplug();
    await rm(folder, { recursive: true });
  });

  const open = async (path: string): Promise<OpenedPort> => {
    port = await openSerialPort(path, rtuSettings(), clock);
    return port;
  };

  test('that isn’t there is not found', async () => {
    await expect(open(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'line-not-found' });
  });

  test('that another program holds is busy', async () => {
    await open(terminal.path);
    await expect(openSerialPort(terminal.path, rtuSettings(), clock)).rejects.toMatchObject({ code: 'line-busy' });
  });

  test('is lost within five seconds when its name leads nowhere any more, or elsewhere, though the library says nothing', async () => {
    const stick = join(folder, 'usb-stick');
    const another = await pseudoTerminal();
    for (const replug of [undefined, another.path]) {
      await symlink(terminal.path, stick);
      const reasons: string[] = [];
      (await open(stick)).onLost((reason) => reasons.push(reason));
      await rm(stick);
      if (replug !== undefined) await symlink(replug, stick);
      await clock.advance(5_000);
      await vi.waitFor(() => expect(reasons).toHaveLength(1));
      await port?.close();
      await rm(stick, { force: true });
    }
    await another.unplug();
  });

  test('stays while its name leads to it, idle as it may be', async () => {
    const reasons: string[] = [];
    (await open(terminal.path)).onLost((reason) => reasons.push(reason));
    for (let look = 0; look < 5; look += 1) {
      await clock.advance(2_000);
      await vi.waitFor(() => expect(clock.pending()).toBe(1)); // it looks again, later
    }
    expect(reasons).toEqual([]);
  });
});
