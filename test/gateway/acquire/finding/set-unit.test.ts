import { describe, expect, test } from 'vitest';
import { type Profile, profileSchema } from '../../../../device-profiles/profile.ts';
import { openWire } from '../../../../gateway/acquire/finding/open-wire.ts';
import { checkUnit, setUnit } from '../../../../gateway/acquire/finding/set-unit.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import type { AnswersModbus } from '../../../../simulators/world/modbus-answer.ts';
import type { SimulatedDevice } from '../../../../simulators/world/simulated-device.ts';
import { shipped } from './shipped-profiles.ts';
import { deviceAt, opening, SERIAL_LINE } from './test-wire.ts';

const XY_MD02 = await shipped('xy-md02');
const RENKE = await shipped('renke-rs-ws-n01');

const createBench = () => {
  const clock = createManualClock();
  const devices: AnswersModbus[] = [];
  const put = (unit: number, profile: Profile): SimulatedDevice => {
    const device = deviceAt(clock, unit, profile);
    devices.push(device);
    return device;
  };
  const wire = () => openWire(SERIAL_LINE, opening({ clock, devices }), clock, new AbortController().signal);
  const renaming = (from: number, to: number, profile: Profile) => ({ from, to, profile, patience: 200 });
  return {
    put,
    devices,
    name: async (from: number, to: number, profile: Profile) =>
      clock.advanceUntil(setUnit(await wire(), renaming(from, to, profile), clock), undefined, 'promises'),
    check: async (from: number, to: number, profile: Profile) =>
      clock.advanceUntil(checkUnit(await wire(), renaming(from, to, profile)), undefined, 'promises'),
  };
};

const refusal = (code: string) => expect.objectContaining({ code });

describe('a new device gets its unit id', () => {
  test('at once, where the maker says so', async () => {
    const bench = createBench();
    const device = bench.put(1, RENKE);
    expect(await bench.name(1, 5, RENKE)).toEqual({ now: 'holds', anotherAtOld: false });
    expect(device.unit()).toBe(5);
  });

  test('after it was switched off and on, where the maker says so; then the check finds it', async () => {
    const bench = createBench();
    const device = bench.put(1, XY_MD02);
    expect(await bench.name(1, 5, XY_MD02)).toEqual({ now: 'after-power-cycle', anotherAtOld: false });
    expect(device.unit()).toBe(1);
    device.powerCycle();
    expect(await bench.check(1, 5, XY_MD02)).toEqual({ now: 'holds', anotherAtOld: false });
  });

  test('and nothing else is written', async () => {
    const bench = createBench();
    const device = bench.put(1, XY_MD02);
    await bench.name(1, 5, XY_MD02);
    expect(device.written().map(({ function: code, address, words }) => [code, address, words])).toEqual([[6, 0x0101, [5]]]);
  });

  test('asked a second time before it was switched off and on, it is not told again', async () => {
    const bench = createBench();
    const device = bench.put(1, XY_MD02);
    await bench.name(1, 5, XY_MD02);
    expect(await bench.name(1, 5, XY_MD02)).toMatchObject({ now: 'after-power-cycle' });
    expect(device.written()).toHaveLength(1);
  });

  test('over a line that hears itself, too', async () => {
    const clock = createManualClock();
    const device = deviceAt(clock, 1, RENKE);
    const open = opening({ clock, devices: [device], echo: true });
    const line = await openWire(SERIAL_LINE, open, clock, new AbortController().signal);
    const renamed = setUnit(line, { from: 1, to: 5, profile: RENKE, patience: 200 }, clock);
    expect(await clock.advanceUntil(renamed, undefined, 'promises')).toMatchObject({ now: 'holds' });
    expect(line.heardEcho()).toBe(true);
  });
});

describe('nothing is written', () => {
  test.each([
    ['where a device already answers at the new id', XY_MD02],
    ['where a device of another make answers there', RENKE],
  ])('%s', async (_, other) => {
    const bench = createBench();
    const device = bench.put(1, XY_MD02);
    bench.put(5, other);
    await expect(bench.name(1, 5, XY_MD02)).rejects.toThrow(refusal('unit-taken'));
    expect(device.written()).toEqual([]);
  });

  test('where two new devices answer at once, and are told by what they measure', async () => {
    const bench = createBench();
    const devices = [bench.put(1, XY_MD02), bench.put(1, XY_MD02)];
    devices[0]?.show('temperature', 4.2);
    devices[1]?.show('temperature', 21.7);
    await expect(bench.name(1, 5, XY_MD02)).rejects.toThrow(refusal('frame-corrupt'));
    expect(devices.flatMap((device) => device.written())).toEqual([]);
  });

  test('where nobody answers', async () => {
    const bench = createBench();
    await expect(bench.name(1, 5, XY_MD02)).rejects.toThrow(refusal('no-answer'));
  });

  test('where the device is of another make than the profile', async () => {
    const bench = createBench();
    const device = bench.put(1, RENKE);
    await expect(bench.name(1, 5, XY_MD02)).rejects.toThrow(refusal('profile-unfit'));
    expect(device.written()).toEqual([]);
  });

  test('where the register shows another id than the one it was asked by', async () => {
    const bench = createBench();
    const device = bench.put(1, XY_MD02);
    device.answer({ unit: 1, function: 6, table: 'holding', address: 0x0101, count: 1, words: [9] });
    await expect(bench.name(1, 5, XY_MD02)).rejects.toThrow(refusal('profile-unfit'));
    expect(device.written()).toHaveLength(1);
  });

  test('where the profile has no recipe', async () =>
    expect(createBench().name(1, 5, await shipped('eastron-sdm120'))).rejects.toThrow(refusal('recipe-missing')));

  test('where the new id would be the very value that the list of dangerous writes names', async () => {
    const profile = profileSchema.parse({
      ...XY_MD02,
      dangerous: [{ address: 0x0101, value: 5, why: 'takes it back to its factory settings' }],
    });
    const bench = createBench();
    const device = bench.put(1, profile);
    await expect(bench.name(1, 5, profile)).rejects.toThrow(refusal('write-denied'));
    expect(device.written()).toEqual([]);
  });
});

describe('what was written must be read back', () => {
  const deaf = (device: AnswersModbus): AnswersModbus => ({
    answer: (request) => (request.words === undefined ? device.answer(request) : [{ is: 'written', after: 0 }]),
  });

  test('a device that says yes and does nothing is caught', async () => {
    const bench = createBench();
    const device = bench.put(1, XY_MD02);
    bench.devices.splice(0, 1, deaf(device));
    await expect(bench.name(1, 5, XY_MD02)).rejects.toThrow(refusal('write-unconfirmed'));
  });

  test('a device that refuses the write says so', async () => {
    const bench = createBench();
    const device = bench.put(1, XY_MD02);
    const refusing: AnswersModbus = {
      answer: (request) => (request.words === undefined ? device.answer(request) : [{ is: 'exception', code: 4, after: 0 }]),
    };
    bench.devices.splice(0, 1, refusing);
    await expect(bench.name(1, 5, XY_MD02)).rejects.toThrow(refusal('device-exception'));
  });

  test('a device that answers nothing while it stores is read back all the same', async () => {
    const bench = createBench();
    const device = bench.put(1, RENKE);
    const speechless: AnswersModbus = {
      answer: (request) => {
        const replies = device.answer(request);
        return request.words === undefined ? replies : [];
      },
    };
    bench.devices.splice(0, 1, speechless);
    expect(await bench.name(1, 5, RENKE)).toMatchObject({ now: 'holds' });
  });

  test('a check before the power cycle finds nobody at the new id', async () => {
    const bench = createBench();
    bench.put(1, XY_MD02);
    await bench.name(1, 5, XY_MD02);
    await expect(bench.check(1, 5, XY_MD02)).rejects.toThrow(refusal('no-answer'));
  });

  test('a second new device that comes to light at the old id is told of', async () => {
    const bench = createBench();
    bench.put(5, XY_MD02);
    bench.put(1, XY_MD02);
    expect(await bench.check(1, 5, XY_MD02)).toEqual({ now: 'holds', anotherAtOld: true });
  });
});
