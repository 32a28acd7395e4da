import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../device-profiles/lint-profile.ts';
import { type Profile, profileSchema } from '../../device-profiles/profile.ts';
import { profileOf, register, state } from './profile-of.ts';

const rules = (profile: Profile): readonly string[] => findingsOf(profile).map(({ rule }) => rule);
const clean = (profile: Profile): void => expect(findingsOf(profile)).toEqual([]);

/** Devices whose papers are too thin to ship them: the form must be able to say what is known of each. */
describe('the form can say the traps of devices that are not shipped', () => {
  test('Delta DTB: 0x8002 to 0x8007 are fault codes, and eight registers the longest read', () => {
    const codes = [
      { raw: -32_766, means: 'probe-open' },
      { raw: -32_765, to: -32_761, means: 'probe-fault' },
    ];
    clean(profileOf([register({ range: [-200, 850], sentinels: codes })], { limits: { mostRegisters: 8 } }));
  });

  test('ComWinTop MB8ART: 30000 is open, -30000 short, and the scale stands elsewhere', () => {
    const codes = [
      { raw: 30_000, means: 'probe-open' },
      { raw: -30_000, means: 'probe-short' },
    ];
    const scaled = { scale: 1, scaleFrom: { register: 'mode', factors: { 0: 0.1, 1: 0.01 } }, resolution: 0.01 };
    clean(profileOf([register({ ...scaled, range: [-200, 299], sentinels: codes }), state()]));
    // With tenths, a range up to 3000 degC would hold the code for an open probe.
    expect(rules(profileOf([register({ ...scaled, range: [-200, 3000], sentinels: codes }), state()]))).toEqual([
      'sentinel-legal',
    ]);
  });

  test('Vaisala HMDW110: a missing value is a quiet NaN', () => {
    clean(
      profileOf([register({ type: 'float32', scale: 1, resolution: 0.1, sentinels: [{ raw: 'nan', means: 'probe-fault' }] })]),
    );
  });

  test('KinCony: negative values are 10000 and the value', () => {
    clean(profileOf([register({ type: 'offset-negative', negativeFrom: 10_000 })]));
    expect(rules(profileOf([register({ type: 'offset-negative', negativeFrom: 300 })]))).toEqual(['range-unreached']);
    expect(rules(profileOf([register({ type: 'uint16' })]))).toEqual(['range-unreached']);
  });

  test('Carlo Gavazzi EM24: 32 bits low word first', () => {
    clean(profileOf([register({ type: 'int32', wordOrder: 'little', unit: 'V', range: [0, 1000] })]));
  });

  test('Danfoss gas detection: error words below -16385, the factor from the measuring range', () => {
    const gas = register({
      name: 'gas',
      unit: 'ppm',
      scale: 1,
      scaleFrom: { register: 'mode', factors: { 5: 0.001, 10: 0.01, 100: 0.1, 1000: 1, 5000: 1 } },
      resolution: 0.001,
      range: [0, 5000],
      sentinels: [{ raw: -32_768, to: -16_386, means: 'probe-fault' }],
    });
    const serial = { baud: 19_200, parity: 'even', dataBits: 8, stopBits: 1 };
    clean(profileOf([gas, state()], { transports: ['rtu'], serial }));
  });

  test('ICP DAS tM-TH8: whether it is a number at all stands in a coil', () => {
    const format = state({
      name: 'format',
      role: 'setting',
      table: 'coil',
      address: 268,
      type: 'bit',
      states: { 0: 'hex', 1: 'number' },
    });
    clean(profileOf([register({ scale: 1, scaleFrom: { register: 'format', factors: { 1: 0.01 } }, resolution: 0.01 }), format]));
  });

  test('Autonics TF3: a scale from a register of its own, but never from itself or a chain', () => {
    const scaled = (name: string, from: string) =>
      register({
        name,
        address: name.length,
        scale: 1,
        scaleFrom: { register: from, factors: { 0: 1, 1: 0.1 } },
        resolution: 0.1,
      });
    clean(profileOf([scaled('probe', 'mode'), state()]));
    expect(rules(profileOf([scaled('probe', 'probe')]))).toEqual(['scale-from']);
    expect(rules(profileOf([scaled('probe', 'probe_b'), scaled('probe_b', 'mode'), state()]))).toEqual(['scale-from']);
  });

  test('ControlBox: one address, a float of two registers and an integer of one', () => {
    const float = register({ type: 'float32', scale: 1, resolution: 0.01, alone: true });
    clean(profileOf([float, register({ name: 'temperature_tenths', alone: true })]));
    expect(rules(profileOf([float, register({ name: 'temperature_tenths' })]))).toEqual(['overlap']);
  });

  test('Comet P8xxx: address 40000 itself, not a register written 4xxxx', () => {
    expect(profileOf([register({ table: 'holding', address: 0x9c40, documentedAs: '40000' })]).registers[0]?.address).toBe(
      40_000,
    );
  });

  test('Eliwell IDPlus: 0x8000, and fifteen registers the longest read', () => {
    const profile = profileOf([register({ sentinels: [{ raw: -32_768, means: 'probe-open' }] })], {
      limits: { mostRegisters: 15 },
    });
    clean(profile);
    expect(profile.limits.mostRegisters).toBe(15);
  });

  test('Wellpro WP3066: 0xFFFF is no probe and -0.1 degC', () => {
    clean(profileOf([register({ sentinels: [{ raw: -1, means: 'probe-open', alsoLegal: '-0.1 degC' }] })]));
  });

  test('decimal digits in nibbles: what four of them can say, and eight', () => {
    clean(profileOf([register({ type: 'bcd16', range: [0, 999.9] })]));
    clean(profileOf([register({ type: 'bcd32', unit: 'kWh', range: [0, 9_999_999] })]));
    expect(rules(profileOf([register({ type: 'bcd16', range: [0, 1000] })]))).toEqual(['range-unreached']);
  });
});

describe('the form refuses', () => {
  const refused = (change: Record<string, unknown>): boolean =>
    !profileSchema.safeParse({ ...profileOf([register()]), ...change }).success;

  test.each([
    ['a key it doesn’t know', { colour: 'green' }],
    ['an id with blanks', { id: 'My probe' }],
    ['no registers', { registers: [] }],
    ['no sources', { sources: [] }],
    ['an empty source', { sources: [''] }],
    ['a unit that isn’t in the list', { registers: [register({ unit: 'degF' })] }],
    ['an address beyond the wire', { registers: [register({ address: 65_536 })] }],
    ['an address in 4xxxx notation with a fraction', { registers: [register({ address: 400.01 })] }],
    ['a read longer than Modbus allows', { limits: { mostRegisters: 126 } }],
    ['a frozen value doubted before an hour', { registers: [register({ frozenAfter: 60_000 })] }],
    ['a unit id of 0', { unitId: 0 }],
    ['a verified that is a word', { verified: 'yes' }],
  ])('%s', (_, change) => expect(refused(change)).toBe(true));
});
