import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../../gateway/acquire/finding/diagnosis.ts';
import { openWire } from '../../../../gateway/acquire/finding/open-wire.ts';
import { type ScanProgress, type ScanReport, scanLine } from '../../../../gateway/acquire/finding/scan-line.ts';
import { asSent, type ScanWish, serialScanPlan } from '../../../../gateway/acquire/finding/scan-plan.ts';
import { settingsText } from '../../../../gateway/acquire/finding/settings-text.ts';
import { suggestedYaml } from '../../../../gateway/acquire/finding/suggestion.ts';
import type { BytePort } from '../../../../gateway/domain/byte-port.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import type { AnswersModbus } from '../../../../simulators/world/modbus-answer.ts';
import { shipped, shippedProfiles } from './shipped-profiles.ts';
import { deviceAt, opening, SERIAL_LINE, type TestWire } from './test-wire.ts';

const profiles = [...(await shippedProfiles()).values()];
const XY_MD02 = await shipped('xy-md02');
const RENKE = await shipped('renke-rs-ws-n01');

interface Wired extends Omit<TestWire, 'clock' | 'devices'> {
  readonly devices?: (clock: TestWire['clock']) => readonly AnswersModbus[];
  readonly wish?: Partial<ScanWish>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
}

const scanned = async ({ devices = () => [], wish = {}, signal, onProgress, ...wire }: Wired) => {
  const clock = createManualClock();
  const open = opening({ clock, devices: devices(clock), ...wire });
  const all = wish.all ?? false;
  const scan = scanLine(serialScanPlan(profiles, { ...wish, all }), {
    profiles,
    patience: 200,
    all,
    signal: signal ?? new AbortController().signal,
    open: (settings) =>
      openWire({ ...SERIAL_LINE, ...(settings && asSent(settings)) }, open, clock, new AbortController().signal),
    onProgress: onProgress ?? (() => undefined),
  });
  const report = await clock.advanceUntil(scan, undefined, 'promises');
  return { report, took: clock.elapsed() - 60_000 };
};

const found = ({ tries }: ScanReport) =>
  tries.flatMap((one) =>
    one.found.map(({ unit, settings, recognition: { candidates } }) => [
      unit,
      settings === undefined ? '' : settingsText(settings),
      candidates[0]?.profile.id,
    ]),
  );

const said = (report: ScanReport) =>
  diagnose(report).map(({ key, filling }) => [key.replace('finding.wire.', ''), filling?.['unit']]);

describe('what is on a wire is found', () => {
  test('a new XY-MD02 at 9600 8N1, unit 1', async () => {
    const { report, took } = await scanned({ devices: (clock) => [deviceAt(clock, 1, XY_MD02)] });
    expect(found(report)).toEqual([[1, '9600 8N1', 'xy-md02']]);
    expect(said(report)).toEqual([]);
    expect(took).toBeLessThan(90_000);
  });

  test('an XY-MD02 that was sold with even parity', async () => {
    const { report } = await scanned({ parity: 'even', devices: (clock) => [deviceAt(clock, 1, XY_MD02)] });
    expect(found(report)).toEqual([[1, '9600 8E1', 'xy-md02']]);
  });

  test('a Renke at its factory’s 4800 Bd, beside nothing else', async () => {
    const { report } = await scanned({ baud: 4800, devices: (clock) => [deviceAt(clock, 1, RENKE)] });
    expect(found(report)).toEqual([[1, '4800 8N1', 'renke-rs-ws-n01']]);
  });

  test('three devices, in the order of their ids; then the rarer speeds are left out', async () => {
    const { report } = await scanned({
      devices: (clock) => [deviceAt(clock, 7, RENKE), deviceAt(clock, 2, XY_MD02), deviceAt(clock, 16, XY_MD02)],
    });
    expect(found(report).map(([unit]) => unit)).toEqual([2, 7, 16]);
    expect(report.leftOut).toBeGreaterThan(5);
  });

  test('an id beyond the low ones, when all is wanted at one speed', async () => {
    const { report } = await scanned({
      wish: { all: true, baud: 9600, parity: 'none' },
      devices: (clock) => [deviceAt(clock, 213, XY_MD02)],
    });
    expect(found(report)).toEqual([[213, '9600 8N1', 'xy-md02']]);
  });

  test('a slow device by the answer that comes while another is asked', async () => {
    const slow = (device: AnswersModbus): AnswersModbus => ({
      answer: (request) => device.answer(request).map((reply) => (reply.is === 'silence' ? reply : { ...reply, after: 350 })),
    });
    const { report } = await scanned({ wish: { units: [4, 5] }, devices: (clock) => [slow(deviceAt(clock, 4, XY_MD02))] });
    expect(found(report)[0]).toEqual([4, '9600 8N1', 'xy-md02']);
  });

  test('nothing is written in any of this', async () => {
    const clock = createManualClock();
    const device = deviceAt(clock, 1, XY_MD02);
    await scanned({ devices: () => [device] });
    expect(device.written()).toEqual([]);
  });
});

describe('what is wrong with a wire is said', () => {
  test('nothing at any speed: power, wiring, A and B', async () => {
    const { report, took } = await scanned({});
    expect(said(report)).toEqual([['nothing', undefined]]);
    expect(report.leftOut).toBe(0);
    expect(took).toBeLessThan(240_000);
  });

  test('nothing at the one speed that was asked for: the others may be tried', async () => {
    const { report } = await scanned({ wish: { baud: 9600, parity: 'none' } });
    expect(said(report)).toEqual([['nothing-here', undefined]]);
  });

  test('nothing so far, when the search is ended', async () => {
    const ending = new AbortController();
    const { report } = await scanned({ signal: ending.signal, onProgress: ({ number }) => number === 3 && ending.abort() });
    expect(said(report)).toEqual([['ended', undefined]]);
  });

  test('only the adapter’s own echo', async () => {
    const { report } = await scanned({ echo: true });
    expect(said(report)).toEqual([['only-echo', undefined]]);
  });

  test('an echo beside a device that is well', async () => {
    const { report } = await scanned({ echo: true, devices: (clock) => [deviceAt(clock, 1, XY_MD02)] });
    expect(found(report)).toEqual([[1, '9600 8N1', 'xy-md02']]);
    expect(said(report)).toEqual([['echo', undefined]]);
  });

  test('bytes that are no frame: speed or parity', async () => {
    const garbling = (far: BytePort): void => far.onBytes((bytes) => far.write(bytes.map((byte) => ~byte & 0x7f)));
    const { report } = await scanned({ baud: 31_250, misunderstood: garbling });
    expect(said(report)).toEqual([['garbled', undefined]]);
  });

  test('text: a sensor that reports by itself, or an analyzer', async () => {
    const talking = (far: BytePort): void => far.onBytes(() => far.write(Buffer.from('23.4C,55.1%\r\n')));
    const { report } = await scanned({ baud: 31_250, misunderstood: talking });
    expect(said(report)).toEqual([['text', undefined]]);
  });

  test('broken frames of one unit, while others are well: two devices at one id', async () => {
    const answering = (word: number): AnswersModbus => ({
      answer: ({ unit, count }) =>
        unit === 1 ? [{ is: 'words', words: Array.from({ length: count }, () => word), after: 0 }] : [],
    });
    const { report } = await scanned({
      devices: (clock) => [answering(0x1234), answering(0x4321), deviceAt(clock, 3, XY_MD02)],
    });
    expect(found(report).map(([unit]) => unit)).toEqual([3]);
    expect(said(report)).toEqual([['collision', 1]]);
  });

  test('two devices at one id that agree in what they refuse, and differ in what they measure', async () => {
    const { report } = await scanned({
      devices: (clock) => [deviceAt(clock, 1, XY_MD02, { temperature: 4.2 }), deviceAt(clock, 1, XY_MD02, { temperature: 21.7 })],
    });
    expect(said(report)).toEqual([['often-broken', 1]]);
  });

  test('devices that speak at two speeds', async () => {
    const clock = createManualClock();
    const slow = opening({ clock, baud: 4800, devices: [deviceAt(clock, 1, RENKE)] });
    const fast = opening({ clock, baud: 9600, devices: [deviceAt(clock, 1, XY_MD02)] });
    const scan = scanLine(serialScanPlan(profiles, { all: false }), {
      profiles,
      patience: 200,
      all: false,
      signal: new AbortController().signal,
      open: (settings) => {
        const spoken = { ...SERIAL_LINE, ...(settings && asSent(settings)) };
        return openWire(spoken, spoken.baud === 4800 ? slow : fast, clock, new AbortController().signal);
      },
      onProgress: () => undefined,
    });
    const report = await clock.advanceUntil(scan, undefined, 'promises');
    expect(found(report)).toEqual([
      [1, '9600 8N1', 'xy-md02'],
      [1, '4800 8N1', 'renke-rs-ws-n01'],
    ]);
    expect(said(report)).toEqual([['several-speeds', undefined]]);
  });
});

test('a search that is ended shows what was found so far', async () => {
  const ending = new AbortController();
  const seen: number[] = [];
  const { report } = await scanned({
    signal: ending.signal,
    devices: (clock) => [deviceAt(clock, 1, XY_MD02)],
    onProgress: ({ number }) => {
      seen.push(number);
      if (number === 2) ending.abort();
    },
  });
  expect(seen).toEqual([1, 2]);
  expect(found(report)).toEqual([[1, '9600 8N1', 'xy-md02']]);
});

test('what was found can be pasted, look-alikes and strangers as remarks', async () => {
  const stranger: AnswersModbus = {
    answer: ({ unit, count }) =>
      unit === 9 ? [{ is: 'words', words: Array.from({ length: count }, () => 0xfffe), after: 0 }] : [],
  };
  const { report } = await scanned({
    wish: { baud: 9600, parity: 'none' },
    devices: (clock) => [deviceAt(clock, 2, XY_MD02), stranger],
  });
  const [{ found: units = [] } = {}] = report.tries;
  const yaml = suggestedYaml(
    { id: 'kitchen', link: { kind: 'serial', path: '/dev/serial/by-path/x' }, settings: units[0]?.settings },
    units,
    'en',
  );
  expect(yaml.slice(0, 7)).toEqual([
    'lines:',
    '  - id: kitchen',
    '    serial: /dev/serial/by-path/x',
    '    baud: 9600',
    '    parity: none',
    'devices:',
    '  - { id: xy-md02-2, line: kitchen, unit: 2, profile: xy-md02 }',
  ]);
  expect(yaml[7]).toMatch(/^ {2}(# )?- \{ id: [a-z0-9-]+, line: kitchen, unit: 9, profile: /);
});
