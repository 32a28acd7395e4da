import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { STATUS_EVERY } from '../../../cloud-bridge/contract/status.ts';
import { airVolume } from '../../../gateway/config/air-volume.ts';
import { lineLoad, questionTime } from '../../../gateway/config/line-load.ts';
import { sampleReadings } from '../../../gateway/config/sample-readings.ts';
import { sampleStretch } from '../../../gateway/config/sample-stretch.ts';
import type { SiteDevice, SiteLine } from '../../../gateway/config/site.ts';
import { parseBlockLine } from '../../../gateway/domain/block-line.ts';
import type { Channel } from '../../../gateway/domain/channel.ts';
import { KNOWN } from './known-world.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const line = (more: Partial<SiteLine> = {}): SiteLine => ({
  id: 'k',
  link: { kind: 'serial', path: '/dev/ttyS9' },
  baud: 9_600,
  parity: 'none',
  dataBits: 8,
  stopBits: 1,
  slowest: 1_000,
  rs485: 'auto',
  ...more,
});

const device = (profile: string, every = 1_000): SiteDevice => {
  const known = KNOWN.profiles.get(profile);
  if (known === undefined) throw new Error(profile);
  return { id: profile, name: profile, line: 'k', unit: 1, profile: known, every, channels: [] };
};

const REGISTERS = { table: 'input', address: 0, count: 20 } as const;

describe('the time that a question keeps a line', () => {
  test('at 9600 8N1, 20 registers: 53 characters, a silence, and the device’s own time', () =>
    expect(questionTime(line(), device('xy-md02'), REGISTERS)).toBeCloseTo((53 + 3.5) * (10_000 / 9_600) + 20, 6));
  test('above 19200 Bd the silence no longer shrinks', () =>
    expect(questionTime(line({ baud: 115_200 }), device('xy-md02'), REGISTERS)).toBeCloseTo(
      53 * (10_000 / 115_200) + 1.75 + 20,
      6,
    ));
  test('eight bits are one character', () =>
    expect(questionTime(line(), device('xy-md02'), { table: 'coil', address: 0, count: 9 })).toBeCloseTo(
      (15 + 3.5) * (10_000 / 9_600) + 20,
      6,
    ));
  test('a device that is known to be slow is believed', () =>
    expect(questionTime(line({ baud: 115_200 }), device('slow'), REGISTERS)).toBeGreaterThan(2_000));
  test('over TCP only the device’s own time counts', () =>
    expect(questionTime(line({ link: { kind: 'tcp', host: 'h', port: 1 } }), device('net'), REGISTERS)).toBe(20));
});

test('a line’s load is what its own devices ask of it', () => {
  const plans = [
    { device: device('xy-md02', 1_000), questions: [REGISTERS, REGISTERS] },
    { device: { ...device('xy-md02'), line: 'other' }, questions: [REGISTERS] },
  ];
  const { share, requestsPerMinute } = lineLoad(line(), plans);
  expect(share).toBeCloseTo((2 * ((53 + 3.5) * (10_000 / 9_600) + 20)) / 1_000, 6);
  expect(requestsPerMinute).toBe(120);
});

const channels: readonly Channel[] = Array.from({ length: 20 }, (_, at) => ({
  id: `d${at >> 1}/q${at & 1}`,
  device: `d${at >> 1}`,
  cabinet: 'c',
  unit: 'degC',
  resolution: 0.1,
  every: 10_000,
}));

describe('the readings that are made up for an estimate', () => {
  const readings = sampleReadings(channels, 3_600_000);
  test('are as many as the site would have', () => expect(readings.length).toBe(7_200));
  test('share their time with the other values of one answer', () =>
    expect(new Set(readings.map(({ at }) => at)).size).toBeLessThanOrEqual(3_600));
  test('are the same each time', () => expect(sampleReadings(channels, 3_600_000)).toEqual(readings));
});

describe('the blocks that are made up for an estimate', () => {
  const { duration, sealings } = sampleStretch('no3-canteen', channels, 60_000, sha256);
  const blocks = sealings.flat().map((text) => parseBlockLine(text, sha256));

  test('are blocks, one for each minute of an hour', () => {
    expect(duration).toBe(3_600_000);
    expect(sealings).toHaveLength(60);
    expect(blocks.every(({ is }) => is === 'block')).toBe(true);
  });
  test('are one chain without a hole', () =>
    blocks.reduce((last, parsed) => {
      if (parsed.is !== 'block') throw new Error(parsed.reason);
      expect(parsed.block.first).toBe(last + 1);
      return parsed.block.last;
    }, 0));
  test('are not more than a small box can make, whatever the site', () => {
    const many = channels.map((channel) => ({ ...channel, every: 10 }));
    const made = sampleStretch('g', many, 60_000, sha256);
    expect(made.duration).toBe(10_000);
    expect(made.sealings.flat().length).toBeLessThan(30);
  });
  test('are none where nothing is read', () => expect(sampleStretch('g', [], 60_000, sha256).sealings).toEqual([]));
});

// Measured by the bench `air-bytes` on the real journal and a real broker: 1.25 MB of content, 2.57 MB in all, with the counters of one line and ten units in each status.
test('the estimate of a day on the air is within 10 % of what was measured', async () => {
  const pack = async (lines: readonly string[]) => deflateSync(lines.join('\n'), { level: 9 });
  const stretch = sampleStretch('no3-canteen', channels, 60_000, sha256);
  const statusEvery = STATUS_EVERY;
  const day = await airVolume(stretch, {
    gateway: 'no3-canteen',
    tls: true,
    acknowledge: 'stored',
    counted: 11,
    statusEvery,
    pack,
  });
  expect(Math.abs(day.payload / 1.25e6 - 1)).toBeLessThan(0.1);
  expect(Math.abs(day.total / 2.57e6 - 1)).toBeLessThan(0.1);
  const counted = await airVolume(stretch, {
    gateway: 'no3-canteen',
    tls: false,
    acknowledge: 'broker',
    counted: 11,
    statusEvery,
    pack,
  });
  expect(counted.payload).toBe(day.payload);
  expect(counted.total).toBeLessThan(day.total);
});
