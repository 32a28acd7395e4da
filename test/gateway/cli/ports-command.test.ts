import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { portsCommandAt } from '../../../gateway/cli/ports-command.ts';
import { createPortTree } from '../acquire/finding/port-tree.ts';
import { said } from './fake-terminal.ts';

const kitchenBox = () => {
  const tree = createPortTree();
  tree.adapter({
    name: 'ttyUSB0',
    socket: '1-1.1',
    vendor: '0403',
    product: '6001',
    words: 'FT232R USB UART',
    serial: 'A50285BI',
    driver: 'ftdi_sio',
    latency: 16,
    byId: 'usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0',
    byPath: ['usb-0:1.1:1.0-port0'],
  });
  tree.adapter({
    name: 'ttyUSB1',
    socket: '1-1.2',
    vendor: '1a86',
    product: '7523',
    words: 'USB Serial',
    driver: 'ch341-uart',
    byPath: ['usb-0:1.2:1.0-port0'],
  });
  tree.builtIn('ttyAMA0', '32');
  tree.file(join(tree.roots.sys, 'class/tty/console/active'), 'ttyAMA0\n');
  tree.program(812, 'larder run', [join(tree.roots.dev, 'ttyUSB0')]);
  return tree;
};

const shortened = (text: string, dev: string): readonly string[] => text.replaceAll(dev, '/dev').split('\n');

describe('larder ports', () => {
  test('shows what is there, who holds it, and the name to write down', async () => {
    const { roots } = kitchenBox();
    const { code, out } = await said(portsCommandAt(roots), []);
    expect(shortened(out.replaceAll(/ +/g, ' '), roots.dev)).toEqual([
      'PORT HARDWARE HELD BY LATENCY RS-485',
      '/dev/ttyAMA0 – the kernel’s console – unknown',
      '/dev/ttyUSB0 FT232R USB UART larder run (pid 812) 16 ms by the adapter, if it has one',
      '/dev/ttyUSB1 USB Serial nobody – by the adapter, if it has one',
      '',
      'Write into larder.yaml:',
      ' /dev/ttyAMA0 /dev/ttyAMA0',
      ' built in: always has this name',
      ' /dev/ttyUSB0 /dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0',
      ' has a serial number of its own: works in any USB socket',
      ' /dev/ttyUSB1 /dev/serial/by-path/usb-0:1.2:1.0-port0',
      ' has no serial number: known by its USB socket, so leave it in this one',
    ]);
    expect(code).toBe(0);
  });

  test('keeps its columns in Chinese', async () => {
    const { out } = await said(portsCommandAt(kitchenBox().roots), [], { language: 'zh-CN' });
    expect(out).toContain('没有序列号：按 USB 口位置识别，请固定插在此口');
  });

  test('gives the same as data', async () => {
    const { out } = await said(portsCommandAt(kitchenBox().roots), ['--json']);
    expect(JSON.parse(out)).toMatchObject({
      ports: [{}, { latency: 16, holders: [{ pid: 812 }] }, { because: 'no-serial-number' }],
      unseen: 0,
    });
  });

  test('says what to do where there is none', async () => {
    const { code, out, err } = await said(portsCommandAt(createPortTree().roots), []);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toMatch(/^There is no serial port here\./);
  });
});
