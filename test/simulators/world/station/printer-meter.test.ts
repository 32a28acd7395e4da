import { expect, test } from 'vitest';
import { gb18030, gb18030Field } from '../../../../simulators/world/station/gb18030.ts';
import { FAULTS_OF_KIND, type WiredKind } from '../../../../simulators/world/station/meter-kind.ts';
import { dosesOf, type OpenHost, overPipe, overTcp, transferred, wired } from './meter-line.ts';

/** Reads paper: strips ESC/POS codes, decodes GB18030. */
const paperOf = (bytes: readonly number[]): string => {
  const plain: number[] = [];
  for (let place = 0; place < bytes.length; place += 1) {
    const byte = bytes[place] ?? 0;
    const code = bytes[place + 1];
    if (byte === 0x1b) place += code === 0x40 ? 1 : 2;
    else if (byte === 0x1d) place += 2;
    else plain.push(byte);
  }
  return new TextDecoder('gb18030').decode(Uint8Array.from(plain));
};

const paperHost = (bytes: number[]): OpenHost => {
  return () => ({ onBytes: (run) => void bytes.push(...run), close: () => undefined });
};

const SLIP = /通道:(\d\d)\r\n样品编号:(.*)\r\n抑制率:([\d.]+)% (?:合格|不合格)\r\n时间:2026-01-01 0\d:\d\d:\d\d\r\n/g;
const ROW = /^\d{4} (\d\d) (\S+) ([\d.]+)% (?:合格|不合格)\r$/gm;

const rowsOn = (paper: string, kind: WiredKind): readonly string[] =>
  [...paper.matchAll(kind === 'printer-slip' ? SLIP : ROW)].map(
    ([, channel, sample, value]) => `${Number(channel)}:${sample}=${value}`,
  );

test('text is written in GB18030, and a field never ends with half a character', () => {
  expect(Buffer.from(gb18030('抑制率:12.5%')).toString('hex')).toBe('d2d6d6c6c2ca3a31322e3525');
  expect(new TextDecoder('gb18030').decode(gb18030('检测项目：农药残留，合格'))).toBe('检测项目：农药残留，合格');
  expect([...gb18030Field('白菜', 3)]).toEqual([0xb0, 0xd7, 0]);
});

test.each([
  ['printer-slip', 'a pipe', overPipe],
  ['printer-slip', 'TCP', overTcp],
  ['printer-table', 'a pipe', overPipe],
  ['printer-table', 'TCP', overTcp],
] as const)('%s prints each result once over %s', async (kind, _, over) => {
  const bytes: number[] = [];
  const wire = await wired(kind, () => paperHost(bytes), { over });
  wire.meter.measure(dosesOf(8));
  await wire.clock.advance(10, 'turns');
  wire.meter.transfer();
  await transferred(wire);
  await wire.clock.advance(10, 'turns');
  const paper = paperOf(bytes);
  expect(rowsOn(paper, kind)).toEqual(wire.meter.log.measured.map((each) => `${each.channel}:${each.sampleId}=${each.value}`));
  const columns = kind === 'printer-slip' ? 32 : 24;
  expect(paper).toContain(`农残检测报告\r\n${'-'.repeat(columns)}\r\n`);
  expect(paper.split('\r\n').every((each) => gb18030(each).length <= columns)).toBe(true);
  expect(wire.meter.log.acknowledged.size).toBe(0);
  await wire.line.close();
});

test.each(['printer-slip', 'printer-table'] as const)(
  '%s prints everything whole once more when the operator wants it, whatever struck before',
  async (kind) => {
    const faults = Object.fromEntries(
      FAULTS_OF_KIND[kind].map((fault) => [fault, fault === 'split' || fault === 'powerCut' ? { chance: 0.1, most: 500 } : 0.1]),
    );
    const struck = new Set<string>();
    for (let seed = 1; seed <= 40; seed += 1) {
      const bytes: number[] = [];
      const wire = await wired(kind, () => paperHost(bytes), { faults, seed });
      wire.meter.measure(dosesOf(8));
      wire.meter.transfer();
      await transferred(wire);
      for (const fault of wire.meter.struck().keys()) struck.add(fault);
      wire.meter.disturb({});
      await wire.clock.advance(10_000);
      bytes.length = 0;
      wire.meter.transferAll();
      await transferred(wire);
      await wire.clock.advance(10);
      expect(rowsOn(paperOf(bytes), kind)).toHaveLength(8);
      await wire.line.close();
    }
    expect([...struck].sort()).toEqual([...FAULTS_OF_KIND[kind]].sort());
  },
);
