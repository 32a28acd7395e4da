import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listSerialPorts } from '../../../../gateway/acquire/finding/serial-ports.ts';
import { SYSTEM_ROOTS } from '../../../../gateway/acquire/finding/system-files.ts';
import { createPortTree, type PlantedAdapter } from './port-tree.ts';

const FTDI: PlantedAdapter = {
  name: 'ttyUSB0',
  socket: '1-1.1',
  vendor: '0403',
  product: '6001',
  words: 'FT232R USB UART',
  serial: 'A50285BI',
  driver: 'ftdi_sio',
  latency: 16,
  byId: 'usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0',
  byPath: ['platform-usb-0:1.1:1.0-port0', 'platform-usbv2-0:1.1:1.0-port0'],
};

const ch340 = (name: string, socket: string): PlantedAdapter => ({
  name,
  socket,
  vendor: '1a86',
  product: '7523',
  words: 'USB Serial',
  driver: 'ch341-uart',
  byPath: [`platform-usb-0:${socket.slice(2)}:1.0-port0`],
});

const onlyPort = async (tree: ReturnType<typeof createPortTree>) => {
  const { ports } = await listSerialPorts(tree.roots);
  expect(ports).toHaveLength(1);
  return ports[0];
};

describe('the serial ports of a box', () => {
  test('an adapter with a serial number is recommended by that number, wherever it is plugged in', async () => {
    const tree = createPortTree();
    tree.adapter(FTDI);
    expect(await onlyPort(tree)).toEqual({
      path: join(tree.roots.dev, 'ttyUSB0'),
      byId: join(tree.roots.dev, 'serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0'),
      byPath: join(tree.roots.dev, 'serial/by-path/platform-usb-0:1.1:1.0-port0'),
      recommended: join(tree.roots.dev, 'serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0'),
      because: 'own-serial-number',
      hardware: {
        driver: 'ftdi_sio',
        usb: { vendor: '0403', product: '6001', serial: 'A50285BI', interface: '00', words: 'FT232R USB UART' },
      },
      latency: 16,
      rs485: 'adapter',
      holders: [],
      kernelConsole: false,
      access: 'allowed',
    });
  });

  test('two CH340 without serial numbers are told apart by where they are plugged in, though one of them has a name by-id', async () => {
    const tree = createPortTree();
    tree.adapter(ch340('ttyUSB0', '1-1.2'));
    tree.adapter({ ...ch340('ttyUSB1', '1-1.3'), byId: 'usb-1a86_USB_Serial-if00-port0' });
    const { ports } = await listSerialPorts(tree.roots);
    expect(ports.map(({ recommended, because }) => [recommended, because])).toEqual([
      [join(tree.roots.dev, 'serial/by-path/platform-usb-0:1.2:1.0-port0'), 'no-serial-number'],
      [join(tree.roots.dev, 'serial/by-path/platform-usb-0:1.3:1.0-port0'), 'no-serial-number'],
    ]);
  });

  test('one CH340 alone is recommended by path too: a second one would take its name', async () => {
    const tree = createPortTree();
    tree.adapter({ ...ch340('ttyUSB0', '1-1.2'), byId: 'usb-1a86_USB_Serial-if00-port0' });
    expect((await onlyPort(tree))?.because).toBe('no-serial-number');
  });

  test('adapters that share a serial number, or have the one that their make is sold with, are told apart by path', async () => {
    const tree = createPortTree();
    const cp2102 = (name: string, socket: string, serial: string): PlantedAdapter => ({
      ...ch340(name, socket),
      vendor: '10c4',
      product: 'ea60',
      serial,
      byId: `usb-Silicon_Labs_CP2102_${serial}-${name}`,
    });
    tree.adapter(cp2102('ttyUSB0', '1-1.1', '0001'));
    tree.adapter(cp2102('ttyUSB1', '1-1.2', 'CAFE42'));
    tree.adapter(cp2102('ttyUSB2', '1-1.3', 'CAFE42'));
    const { ports } = await listSerialPorts(tree.roots);
    expect(ports.map(({ because }) => because)).toEqual(['shared-serial-number', 'shared-serial-number', 'shared-serial-number']);
  });

  test('without udev there is no stable name, and that is said', async () => {
    const tree = createPortTree();
    tree.adapter({ ...ch340('ttyUSB0', '1-1.2'), byPath: [] });
    expect(await onlyPort(tree)).toMatchObject({ recommended: join(tree.roots.dev, 'ttyUSB0'), because: 'no-stable-name' });
  });

  test('consoles of the screen and places without hardware are left out; ports come in the order of their numbers', async () => {
    const tree = createPortTree();
    tree.file(join(tree.roots.sys, 'class/tty/tty1/dev'), '4:1');
    tree.builtIn('ttyS10', '4');
    tree.builtIn('ttyS2', '4');
    tree.builtIn('ttyS3', '0');
    const { ports } = await listSerialPorts(tree.roots);
    expect(ports.map(({ path }) => path.slice(tree.roots.dev.length))).toEqual(['/ttyS2', '/ttyS10']);
    expect(ports[0]).toMatchObject({ because: 'built-in', rs485: 'unknown' });
  });

  test('the driver is that of the hardware, not of what newer kernels put in between', async () => {
    const tree = createPortTree();
    const device = tree.builtIn('ttyS0', '4');
    tree.link('/sys/bus/serial-base/drivers/port', join(device, 'driver'));
    tree.link('/sys/bus/pnp/drivers/serial', join(device, '..', 'driver'));
    expect((await onlyPort(tree))?.hardware.driver).toBe('serial');
  });

  test('direction control that the device tree switches on is known; the port of the kernel’s messages is, too', async () => {
    const tree = createPortTree();
    const device = tree.builtIn('ttyAMA1', '32');
    tree.file(join(device, 'of_node/linux,rs485-enabled-at-boot-time'), '');
    tree.file(join(tree.roots.sys, 'class/tty/console/active'), 'tty0 ttyAMA1\n');
    expect(await onlyPort(tree)).toMatchObject({ rs485: 'kernel', kernelConsole: true });
  });

  test('names the programs that hold a port, and a lock file whose program is gone', async () => {
    const tree = createPortTree();
    tree.adapter(FTDI);
    const path = join(tree.roots.dev, 'ttyUSB0');
    tree.program(812, 'node /usr/bin/larder run -c /etc/larder/larder.yaml --with many words', ['/dev/null', path]);
    tree.program(99, 'bash', ['/dev/null']);
    tree.file(join(tree.roots.locks, 'LCK..ttyUSB0'), '       4711\n'.trimStart());
    expect(await onlyPort(tree)).toMatchObject({
      holders: [{ pid: 812, command: 'node /usr/bin/larder run -c /etc/larder/larder.…' }],
      lock: { pid: 4711, stale: true },
    });
  });

  test('a device node that is missing, as in a container, is said', async () => {
    const tree = createPortTree();
    const device = join(tree.roots.sys, 'devices/platform/serial0');
    tree.file(join(device, 'tty/ttyS0/type'), '4\n');
    tree.link(device, join(device, 'tty/ttyS0/device'));
    tree.link(join(device, 'tty/ttyS0'), join(tree.roots.sys, 'class/tty/ttyS0'));
    expect((await onlyPort(tree))?.access).toBe('no-node');
  });

  test('this machine can be asked', async () => {
    const { ports } = await listSerialPorts(SYSTEM_ROOTS);
    for (const { path } of ports) expect(path).toMatch(/^\/dev\/tty/);
  });
});
