import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adapterOf, hurryAdapter } from '../../../../gateway/acquire/line/adapter.ts';

describe('what the system knows of the hardware behind a port', () => {
  let sys: string;
  beforeEach(async () => {
    sys = await mkdtemp(join(tmpdir(), 'larder-sys-'));
  });
  afterEach(() => rm(sys, { recursive: true }));

  /** A port as the kernel shows it: its device folder lies elsewhere, and is linked. */
  const port = async (name: string, device: string, files: Readonly<Record<string, string>>): Promise<void> => {
    const folder = join(sys, 'devices', device);
    await mkdir(join(folder, 'of_node'), { recursive: true });
    await mkdir(join(sys, 'class/tty', name), { recursive: true });
    await symlink(folder, join(sys, 'class/tty', name, 'device'));
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  };

  test('is the latency timer of an FTDI adapter, which can be hurried', async () => {
    await port('ttyUSB0', 'pci0/usb1/1-1/ttyUSB0', { latency_timer: '16\n' });
    expect(await adapterOf('/dev/ttyUSB0', sys)).toEqual({ latency: 16, rs485: 'adapter' });
    expect(await hurryAdapter('/dev/ttyUSB0', sys)).toBe(true);
    expect(await readFile(join(sys, 'devices/pci0/usb1/1-1/ttyUSB0/latency_timer'), 'utf8')).toBe('1');
    expect(await adapterOf('/dev/ttyUSB0', sys)).toEqual({ latency: 1, rs485: 'adapter' });
  });

  test('is that the kernel switches the direction, where the device tree says so', async () => {
    await port('ttyS1', 'soc/serial1', { 'of_node/linux,rs485-enabled-at-boot-time': '' });
    expect(await adapterOf('/dev/ttyS1', sys)).toEqual({ rs485: 'kernel' });
  });

  test('is nothing for a plain port, and that is said', async () => {
    await port('ttyS0', 'soc/serial0', {});
    expect(await adapterOf('/dev/ttyS0', sys)).toEqual({ rs485: 'unknown' });
    expect(await adapterOf('/dev/ttyNONE', sys)).toEqual({ rs485: 'unknown' });
    expect(await hurryAdapter('/dev/ttyS0', join(sys, 'nowhere'))).toBe(false);
  });
});
