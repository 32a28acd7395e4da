import { describe, expect, test } from 'vitest';
import { dayuanChecksum, dayuanFrame } from '../../../../simulators/world/station/dayuan-frame.ts';
import type { MeasuredResult } from '../../../../simulators/world/station/measured-result.ts';
import { FAULTS_OF_KIND } from '../../../../simulators/world/station/meter-kind.ts';
import { crc8, dayuanHost, requestOf } from './dayuan-host.ts';
import { dosesOf, overPipe, overTcp, wired } from './meter-line.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The manual clock begins in 2026-01-01, the meter's zone is UTC+8. */
const DAY = requestOf(0x10, [26, 1, 1]);
const ALL = requestOf(0x15, [0xff, 0xff, 0xff, 0xff]);

const rowOf = {
  'dayuan-lz4000t': (frame: Buffer): string => `${frame.readUInt16LE(8)}=${(frame.readUInt16LE(22) / 100).toFixed(2)}`,
  'dayuan-tl310': (frame: Buffer): string => `${frame[9]}=${(frame.readUInt16LE(21) / 10).toFixed(1)}`,
} as const;
const measuredRow = {
  'dayuan-lz4000t': ({ record, value }: MeasuredResult): string => `${record}=${value}`,
  'dayuan-tl310': ({ channel, value }: MeasuredResult): string => `${channel}=${value}`,
} as const;
const ROW_BYTES = { 'dayuan-lz4000t': 26, 'dayuan-tl310': 27 } as const;
const REQUEST = { 'dayuan-lz4000t': DAY, 'dayuan-tl310': ALL } as const;

test('the checksum is the one of the maker’s literal reply, and of 123456789', () => {
  expect(dayuanChecksum(Buffer.from('123456789'))).toBe(0xa2);
  expect(dayuanChecksum(Uint8Array.of(0x02, 0x04, 0x00, 0xff, 0x02, 0x10, 0x10))).toBe(0xf8);
  expect(crc8(Buffer.from('123456789'))).toBe(0xa2);
  expect(hex(dayuanFrame(0x02, [0xff, 0x02, 0x10, 0x10]))).toBe('7e020400ff021010f8aa');
});

test('a TL-310 answers the link test with those very bytes, and an LZ-4000T counts a day’s rows', async () => {
  const frames: string[] = [];
  const tl310 = await wired('dayuan-tl310', (clock) =>
    dayuanHost(clock, requestOf(0x01, [0xff]), (frame) => frames.push(hex(frame))),
  );
  await tl310.clock.advance(100);
  expect(frames).toEqual(['7e020400ff021010f8aa']);
  await tl310.line.close();
  const lz4000t = await wired('dayuan-lz4000t', (clock) =>
    dayuanHost(clock, requestOf(0x12, [26, 1, 1]), (frame) => frames.push(hex(frame.subarray(0, 9)))),
  );
  lz4000t.meter.measure(dosesOf(5));
  await lz4000t.clock.advance(5000);
  expect(frames.at(-1)).toBe('7e1305001a01010500');
  await lz4000t.line.close();
});

describe.each(['dayuan-lz4000t', 'dayuan-tl310'] as const)('%s', (kind) => {
  test.each([
    ['a pipe', overPipe],
    ['TCP', overTcp],
  ])('hands over its rows over %s, as often as it is asked', async (_, over) => {
    const frames: Buffer[] = [];
    const wire = await wired(kind, (clock) => dayuanHost(clock, REQUEST[kind], (frame) => frames.push(frame)), { over });
    wire.meter.measure(dosesOf(8));
    for (let wait = 0; wait < 200 && frames.length < 8; wait += 1) await wire.clock.advance(100);
    expect(frames.slice(0, 8).map(rowOf[kind])).toEqual(wire.meter.log.measured.map(measuredRow[kind]));
    expect(frames.every((frame) => frame.length === ROW_BYTES[kind])).toBe(true);
    expect(frames[0]?.subarray(kind === 'dayuan-tl310' ? 11 : 16).subarray(0, 6)).toEqual(Buffer.of(26, 1, 1, 8, 0, 0));
    expect(wire.meter.log.acknowledged.size).toBe(0);
    await wire.line.close();
  });

  test('loses nothing under all its faults, by any seed', async () => {
    const faults = Object.fromEntries(
      FAULTS_OF_KIND[kind].map((fault) => [
        fault,
        fault === 'split' || fault === 'powerCut' ? { chance: 0.03, most: 300 } : 0.03,
      ]),
    );
    const struck = new Set<string>();
    for (let seed = 1; seed <= 40; seed += 1) {
      const rows = new Set<string>();
      const wire = await wired(kind, (clock) => dayuanHost(clock, REQUEST[kind], (frame) => rows.add(rowOf[kind](frame))), {
        faults,
        seed,
      });
      wire.meter.measure(dosesOf(8));
      await wire.clock.advance(120_000);
      expect(rows).toEqual(new Set(wire.meter.log.measured.map(measuredRow[kind])));
      for (const fault of wire.meter.struck().keys()) struck.add(fault);
      await wire.line.close();
    }
    expect([...struck].sort()).toEqual([...FAULTS_OF_KIND[kind]].sort());
  });
});

test('a TL-310 that is asked for its last run hands over that run alone', async () => {
  const rows: string[] = [];
  const last = requestOf(0x15, [0xff, 0, 0, 0]);
  const wire = await wired('dayuan-tl310', (clock) =>
    dayuanHost(clock, last, (frame) => rows.push(rowOf['dayuan-tl310'](frame))),
  );
  wire.meter.measure(dosesOf(8));
  wire.meter.measure(dosesOf(2, 20));
  await wire.clock.advance(4000);
  expect(rows).toEqual(['1=34.0', '2=35.7']);
  await wire.line.close();
});
