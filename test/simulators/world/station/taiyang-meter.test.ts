import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../../gateway/domain/clock.ts';
import type { MeasuredResult } from '../../../../simulators/world/station/measured-result.ts';
import { FAULTS_OF_KIND } from '../../../../simulators/world/station/meter-kind.ts';
import { taiyangRecords } from '../../../../simulators/world/station/taiyang-record.ts';
import { dosesOf, overPipe, overTcp, transferred, wired } from './meter-line.ts';
import { taiyangHost } from './taiyang-host.ts';

/** `channel=value` of what a 73-byte record's mask names. */
const rowsOfRecord = (record: Buffer): readonly string[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => {
    if (((record[7] ?? 0) & (1 << bit)) === 0) return [];
    return [`${(record[8] ?? 0) * 8 + bit + 1}=${record.readFloatBE(13 + bit * 8).toFixed(1)}`];
  });

const rowsOfSmart = (record: Buffer): readonly string[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => {
    if (((record[27] ?? 0) & (1 << bit)) === 0) return [];
    const channel = record.subarray(29 + bit * 59, 29 + (bit + 1) * 59);
    const name = channel.subarray(3, channel.indexOf(0, 3)).toString('latin1');
    return [`${channel[0]}:${name}=${(channel.readFloatBE(54) * 100).toFixed(1)}`];
  });

const key = { size: 73, greeting: 0x02, asksForFirst: false };
const smart = { size: 501, greeting: 0x05, asksForFirst: true };
const hostOf = (form: typeof key, rows: string[], of: (record: Buffer) => readonly string[]) => (clock: Clock) =>
  taiyangHost(clock, form, (record) => rows.push(...of(record)));

const byChannel = ({ channel, value }: MeasuredResult): string => `${channel}=${value}`;

test('a record’s bytes are those of the traces: 2011-03-29 09:55:02, item 1, 0.596 and 34.80 %', () => {
  const result = {
    channel: 1,
    sampleId: '',
    record: 1,
    run: 1,
    code: '1',
    value: '34.80',
    unit: '%',
    absorbance: 0.596,
    measuredAt: Date.UTC(2011, 2, 29, 9, 55, 2),
  };
  const [record] = taiyangRecords([result], { channels: 8, second: 'inhibition', item: 1 });
  const bytes = Buffer.from(record?.bytes ?? []);
  expect(bytes).toHaveLength(73);
  expect(bytes.subarray(0, 9).toString('hex')).toBe('0237091d03010b0100');
  expect(bytes.readFloatBE(9)).toBeCloseTo(0.596, 5);
  expect(bytes.readFloatBE(13)).toBeCloseTo(34.8, 4);
  expect(bytes.subarray(17).every((byte) => byte === 0)).toBe(true);
});

describe.each([
  ['a pipe', overPipe],
  ['TCP', overTcp],
])('a Taiyang meter over %s', (_, over) => {
  test('hands its whole memory over, every time, once the operator has chosen the transfer', async () => {
    const rows: string[] = [];
    const wire = await wired('taiyang-16', hostOf(key, rows, rowsOfRecord), { over });
    wire.meter.measure(dosesOf(16));
    wire.meter.measure(dosesOf(3, 20));
    await wire.clock.advance(60_000);
    expect(rows).toEqual([]);
    wire.meter.transfer();
    await transferred(wire);
    expect(rows).toEqual(wire.meter.log.measured.map(byChannel));
    expect(wire.meter.log.acknowledged.size).toBe(19);
    wire.meter.transfer();
    await transferred(wire);
    expect(rows).toHaveLength(38);
    await wire.line.close();
  });

  test('of the smart kind hands over groups of 501 bytes, with the names that were keyed in', async () => {
    const rows: string[] = [];
    const wire = await wired('taiyang-smart', hostOf(smart, rows, rowsOfSmart), { over });
    wire.meter.measure(dosesOf(10));
    wire.meter.transfer();
    await transferred(wire);
    expect(rows).toEqual(wire.meter.log.measured.map((each) => `${each.channel}:${each.sampleId}=${each.value}`));
    await wire.line.close();
  });
});

test('it leaves the transfer when the host is silent for ten seconds, and the operator comes back', async () => {
  let greeted = 0;
  const wire = await wired('taiyang-8', () => (write) => {
    write(Uint8Array.of(0x1b, 0xbf));
    return {
      onBytes: () => {
        greeted += 1;
      },
      close: () => undefined,
    };
  });
  wire.meter.transfer();
  await wire.clock.advance(9000);
  expect(greeted).toBe(1);
  expect(wire.meter.isTransferring()).toBe(true);
  await wire.line.close();
});

test('it obeys a host that erases and one that writes settings, so that a test can show that none did', async () => {
  const wire = await wired('taiyang-8', () => (write) => ({
    onBytes: () => write(Uint8Array.of(0x1b, 0xb9, 0x1b, 0xb8)),
    close: () => undefined,
  }));
  wire.meter.measure(dosesOf(8));
  expect(wire.meter.log).toMatchObject({ erasures: 0, settingsWritten: 0 });
  await wire.line.close();

  const harmed = await wired('taiyang-8', () => (write) => {
    write(Uint8Array.of(0x1b, 0xb9, 0x1b, 0xb8));
    return { onBytes: () => undefined, close: () => undefined };
  });
  harmed.meter.measure(dosesOf(8));
  await harmed.clock.advance(100);
  expect(harmed.meter.log).toMatchObject({ erasures: 1, settingsWritten: 1 });
  expect(harmed.meter.log.measured).toHaveLength(8);
  await harmed.line.close();
});

test.each(['taiyang-8', 'taiyang-16', 'taiyang-smart'] as const)(
  '%s loses nothing under all its faults, by any seed',
  async (kind) => {
    const faults = Object.fromEntries(
      FAULTS_OF_KIND[kind].map((fault) => [
        fault,
        fault === 'split' || fault === 'powerCut' ? { chance: 0.05, most: 500 } : 0.05,
      ]),
    );
    const struck = new Set<string>();
    for (let seed = 1; seed <= 40; seed += 1) {
      const rows = new Set<string>();
      const form = kind === 'taiyang-smart' ? smart : { ...key, greeting: kind === 'taiyang-8' ? 0x01 : 0x02 };
      const keep = (record: Buffer): void => {
        if (kind === 'taiyang-8') for (let bit = 0; bit < 8; bit += 1) rows.add(record.readFloatBE(13 + bit * 8).toFixed(1));
        else
          for (const row of kind === 'taiyang-16' ? rowsOfRecord(record) : rowsOfSmart(record)) rows.add(row.replace(/^.*=/, ''));
      };
      const wire = await wired(kind, (clock) => taiyangHost(clock, form, keep), { faults, seed });
      wire.meter.measure(dosesOf(8));
      if (kind !== 'taiyang-8') wire.meter.measure(dosesOf(12, 30));
      wire.meter.transfer();
      await transferred(wire);
      expect(rows).toEqual(new Set(wire.meter.log.measured.map(({ value }) => value)));
      for (const fault of wire.meter.struck().keys()) struck.add(fault);
      await wire.line.close();
    }
    expect([...struck].sort()).toEqual([...FAULTS_OF_KIND[kind]].sort());
  },
);
