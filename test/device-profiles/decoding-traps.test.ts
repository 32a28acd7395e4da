import { describe, expect, test } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import { type Profile, type Register, resolutionOf } from '../../device-profiles/profile.ts';

const profiles = await loadProfiles([SHIPPED_PROFILES]);

const profile = (id: string): Profile => {
  const found = profiles.get(id);
  if (found === undefined) throw new Error(`no profile ${id}`);
  return found;
};

const register = (id: string, name: string): Register => {
  const found = profile(id).registers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no register ${name} in ${id}`);
  return found;
};

/** Trap, device, register, and what the register must say for the trap to be sprung. */
const TRAPS: readonly (readonly [trap: string, id: string, name: string, says: Record<string, unknown>])[] = [
  [
    '0x8000 is no probe',
    'eletechsup-r4dcb08',
    'temperature_1',
    { type: 'int16', sentinels: [{ raw: -32768, means: 'probe-open' }] },
  ],
  ['0x7FFF is no probe', 'wb-m1w2', 'temperature_1', { sentinels: [{ raw: 0x7fff, means: 'probe-open' }] }],
  ['0x7FFF is a fault', 'wb-msw-v4', 'temperature', { sentinels: [{ raw: 0x7fff, means: 'probe-fault' }] }],
  [
    '0xFFFF is no probe and -0.0625 degC',
    'kvadro-1wire',
    'temperature_16',
    { sentinels: [{ raw: -1, alsoLegal: '-0.0625 degC' }] },
  ],
  ['0xFFFF in a signed humidity', 'wb-msw-v4', 'humidity', { type: 'int16', sentinels: [{ raw: -1, means: 'probe-fault' }] }],
  ['0xFFFFFFFF is a fault', 'wb-msw-v4', 'illuminance', { type: 'uint32', sentinels: [{ raw: 0xffffffff }] }],
  ['tenths at 2529', 'danfoss-ekc-202d', 'sensor_s3', { address: 2529, scaleFrom: { factors: { 0: 0.1 } } }],
  ['hundredths at 2529', 'danfoss-erc-211', 'air_temperature', { address: 2529, scaleFrom: { factors: { 0: 0.01 } } }],
  ['humidity first', 'renke-rs-ws-n01', 'humidity', { table: 'holding', address: 0 }],
  ['temperature second', 'renke-rs-ws-n01', 'temperature', { table: 'holding', address: 1 }],
  ['humidity first', 'md02-shtc3', 'humidity', { table: 'holding', address: 0 }],
  ['temperature first, in the other table', 'xy-md02', 'temperature', { table: 'input', address: 1 }],
  ['low word first', 'peacefair-pzem-016', 'current', { type: 'uint32', wordOrder: 'little' }],
  ['low word first', 'carlo-gavazzi-ex3x0', 'l1_voltage', { type: 'int32', wordOrder: 'little' }],
  ['floats low word first', 'vaisala-hmp-series', 'temperature', { type: 'float32', wordOrder: 'little' }],
  ['floats low word first', 'aqualeak-10k', 'leak_distance', { type: 'float32', wordOrder: 'little' }],
  ['a missing value is no number', 'vaisala-hmp-series', 'humidity', { sentinels: [{ raw: 'nan', means: 'probe-fault' }] }],
  [
    'scale from another register',
    'omron-e5cc',
    'process_value',
    { scaleFrom: { register: 'decimal_point', factors: { 2: 0.01 } } },
  ],
  [
    'unit from another register',
    'intech-2300-rtd6',
    'probe_1',
    { scaleFrom: { register: 'temperature_unit', factors: { 1: 0.1 } } },
  ],
  ['unit from a coil', 'carel-ir33-wbref', 'probe_1', { scaleFrom: { register: 'temperature_unit', factors: { 0: 0.1 } } }],
  ['another type when one register is read', 'controlbox-rm408', 'temperature', { type: 'float32', alone: true }],
  ['printed number is one more', 'comet-t33xx', 'temperature', { address: 0x30, documentedAs: '0x0031' }],
  ['counted from 1', 'icpdas-dl-301', 'temperature', { address: 2, documentedAs: '30003' }],
  ['counted from 1', 's-s-thermasgard-rtm1', 'temperature', { address: 0, documentedAs: '3x0001' }],
  ['counted from 1', 'teltonika-rut9xx', 'router_temperature', { address: 4, documentedAs: '5', type: 'int32' }],
  ['same model, its own adapter', 'danfoss-ekc-202d', 'air_temperature', { address: 2575 }],
  ['same model, another adapter', 'danfoss-ekc-202d-wbref', 'air_temperature', { address: 12576 }],
  ['0 is on', 'carel-ir33-wbref', 'main_switch', { table: 'coil', address: 54, inverted: true }],
  ['one bit of a register', 'aqualeak-10k', 'cable_break', { table: 'input', address: 0, type: 'bit', bit: 1 }],
  ['64-bit integer', 'schneider-iem3000', 'energy_import', { type: 'int64', scale: 0.001, unit: 'kWh' }],
  ['64-bit float at an odd address', 'siemens-pac2200', 'energy_import', { type: 'float64', address: 801 }],
  ['a scale that no decimal shows', 'wb-mcm8', 'frequency_1', { scale: 1.52588e-5, resolution: 0.001 }],
];

describe('decoding traps of real devices', () => {
  test.each(TRAPS)('%s: %s, %s', (_, id, name, says) => expect(register(id, name)).toMatchObject(says));

  test('no register of a kind is left out of its trap', () => {
    const probes = profile('eletechsup-r4dcb08').registers.filter(({ role }) => role === 'measurement');
    expect(probes.map(({ sentinels }) => sentinels.length)).toEqual(Array(8).fill(1));
    expect(profile('kvadro-1wire').registers.every(({ sentinels }) => sentinels[0]?.alsoLegal !== undefined)).toBe(true);
    expect(
      profile('controlbox-rm408')
        .registers.filter(({ table }) => table === 'holding')
        .every(({ alone }) => alone),
    ).toBe(true);
  });

  test('a value whose scale stands elsewhere keeps its last digit', () => {
    for (const { registers } of profiles.values()) {
      for (const each of registers.filter(({ scaleFrom }) => scaleFrom !== undefined)) {
        expect(resolutionOf(each)).toBe(Math.min(...Object.values(each.scaleFrom?.factors ?? {})));
      }
    }
  });
});

describe('traps of the wire', () => {
  test.each([
    ['eastron-sdm230', 60],
    ['eastron-sdm630', 80],
    ['eletechsup-r4dcb08', 8],
    ['peacefair-pzem-016', 10],
    ['carel-ir33-wbref', 1],
    ['renke-rs-ws-n01', 2],
  ])('%s answers at most %i registers', (id, most) => expect(profile(id).limits.mostRegisters).toBe(most));

  test('a read that begins inside a 32-bit value is refused: nothing is read along that nobody wants', () => {
    expect(profile('teltonika-rut9xx').limits.bridge).toBe(0);
  });

  test('three values that are given only in one read', () => {
    expect(profile('sensirion-scd30').limits.together).toEqual([{ table: 'holding', from: 0x28, to: 0x2d }]);
  });

  test.each([
    ['eastron-sdm120', { baud: 2400 }],
    ['renke-rs-ws-n01', { baud: 4800 }],
    ['vaisala-hmp-series', { baud: 19_200, parity: 'none', stopBits: 2 }],
    ['sensirion-scd30', { baud: 19_200 }],
    ['calex-excelog-6', { baud: 57_600 }],
    ['wb-m1w2', { baud: 9600, stopBits: 2 }],
  ])('%s leaves the factory with %o', (id, serial) => expect(profile(id).serial).toMatchObject(serial));

  test('a probe that leaves the factory as unit 240', () => expect(profile('vaisala-hmp-series').unitId).toBe(240));
  test('a controller that takes half a second', () => expect(profile('dixell-xr75cx-prime').quirks.slowAnswer).toBe(500));
  test('a controller that needs a rest', () => expect(profile('danfoss-ekc-202d').quirks.quietTime).toBe(5));
});
