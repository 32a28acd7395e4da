import { describe, expect, test } from 'vitest';
import { LINT_RULES, type LintRule } from '../../device-profiles/finding.ts';
import { findingsOf, lintProfile } from '../../device-profiles/lint-profile.ts';
import type { Profile } from '../../device-profiles/profile.ts';
import { profileOf, register, state } from './profile-of.ts';

const one = (parts: Record<string, unknown>): Profile => profileOf([register(parts)]);
const withCode = (sentinel: Record<string, unknown>, parts: Record<string, unknown> = {}): Profile =>
  one({ sentinels: [sentinel], ...parts });
const limits = (parts: Record<string, unknown>): Profile => profileOf([register()], { limits: parts });
const setUnit = (steps: readonly unknown[], dangerous: readonly unknown[] = []): Profile =>
  profileOf([register()], {
    setUnit: { steps, takesEffect: 'at-once', readBack: { table: 'holding', address: 257 } },
    dangerous,
  });

/** For each rule a profile that breaks it, and where. */
const BROKEN: Readonly<Record<LintRule, readonly [Profile, string]>> = {
  'name-twice': [profileOf([register(), register({ address: 9 })]), 'registers[1].name'],
  overlap: [profileOf([register({ type: 'int32' }), register({ name: 'humidity', address: 2 })]), 'registers[1]'],
  'beyond-end': [one({ address: 0xffff, type: 'int32' }), 'registers[0].address'],
  'bit-table': [profileOf([state({ table: 'coil' })]), 'registers[0].type'],
  'bit-number': [profileOf([state({ type: 'bit' })]), 'registers[0].type'],
  'word-order': [one({ wordOrder: 'little' }), 'registers[0].wordOrder'],
  'negative-from': [one({ type: 'offset-negative', range: [0, 60] }), 'registers[0].negativeFrom'],
  'setting-table': [profileOf([state({ role: 'setting', table: 'input' })]), 'registers[0].table'],
  'unit-missing': [one({ unit: 'none' }), 'registers[0].unit'],
  'unit-idle': [profileOf([state({ unit: 'degC' })]), 'registers[0].unit'],
  'measured-bit': [one({ table: 'coil', type: 'bit', scale: 1, unit: 'V', range: [0, 1] }), 'registers[0].type'],
  'range-missing': [one({ range: undefined }), 'registers[0].range'],
  'range-turned': [one({ range: [60, -40] }), 'registers[0].range'],
  'range-unreached': [one({ scale: 0.001 }), 'registers[0].range'],
  'scale-zero': [one({ scale: 0 }), 'registers[0].scale'],
  'scale-twice': [
    profileOf([register({ scaleFrom: { register: 'mode', factors: { 1: 0.1 } }, resolution: 0.1 }), state()]),
    'registers[0].scale',
  ],
  'scale-from': [
    profileOf([register({ scale: 1, scaleFrom: { register: 'decimals', factors: { 1: 0.1 } }, resolution: 0.1 })]),
    'registers[0].scaleFrom',
  ],
  'resolution-missing': [one({ type: 'float32', scale: 1 }), 'registers[0].resolution'],
  'resolution-finer': [one({ resolution: 0.01 }), 'registers[0].resolution'],
  'sentinel-turned': [withCode({ raw: 32_767, to: 32_000, means: 'probe-open' }), 'registers[0].sentinels[0].to'],
  'sentinel-nan': [withCode({ raw: 'nan', means: 'probe-fault' }), 'registers[0].sentinels[0].raw'],
  'sentinel-unreached': [withCode({ raw: 0x8000, means: 'probe-open' }), 'registers[0].sentinels[0].raw'],
  'sentinel-legal': [withCode({ raw: -1, means: 'probe-open' }), 'registers[0].sentinels[0]'],
  'sentinel-harmless': [
    withCode({ raw: 32_767, means: 'probe-open', alsoLegal: '3276.7 degC' }),
    'registers[0].sentinels[0].alsoLegal',
  ],
  'sentinel-twice': [
    one({
      sentinels: [
        { raw: 32_000, to: 32_767, means: 'probe-open' },
        { raw: 32_500, means: 'probe-short' },
      ],
    }),
    'registers[0].sentinels[1]',
  ],
  'states-measured': [one({ states: { 1: 'cold' } }), 'registers[0].states'],
  'states-unreached': [profileOf([state({ states: { 70000: 'far' } })]), 'registers[0].states.70000'],
  'inverted-word': [one({ inverted: true }), 'registers[0].inverted'],
  'output-role': [profileOf([state({ output: true })]), 'registers[0].output'],
  'frozen-idle': [profileOf([state({ frozenAfter: 3_600_000 })]), 'registers[0].frozenAfter'],
  'too-long': [
    profileOf([register({ type: 'float64', scale: 1, resolution: 0.1 })], { limits: { mostRegisters: 2 } }),
    'registers[0]',
  ],
  'span-turned': [limits({ forbidden: [{ table: 'holding', from: 9, to: 2 }] }), 'limits.forbidden[0]'],
  forbidden: [limits({ forbidden: [{ table: 'input', from: 0, to: 9 }] }), 'registers[0]'],
  'together-cut': [
    profileOf([register({ type: 'int32' })], { limits: { together: [{ table: 'input', from: 2, to: 5 }] } }),
    'registers[0]',
  ],
  'identity-idle': [profileOf([register()], { identity: [{ table: 'input', address: 1 }] }), 'identity[0]'],
  'identity-table': [profileOf([register()], { identity: [{ table: 'coil', address: 1, refused: true }] }), 'identity[0].type'],
  'set-unit-idle': [setUnit([{ function: 6, address: 257, value: 3 }]), 'setUnit.steps'],
  'set-unit-dangerous': [
    setUnit([{ function: 6, address: 257, value: 'unit' }], [{ address: 256, to: 258, why: 'resets it' }]),
    'setUnit.steps[0]',
  ],
  'dangerous-idle': [profileOf([register()], { dangerous: [{ why: 'everything is' }] }), 'dangerous[0]'],
  'dangerous-turned': [profileOf([register()], { dangerous: [{ function: 6, to: 9, why: 'no' }] }), 'dangerous[0].to'],
  'serial-missing': [profileOf([register()], { transports: ['rtu'] }), 'serial'],
};

describe('a profile of the right form that makes no sense', () => {
  test('the clean one, from which all others depart, has no finding', () => {
    expect(findingsOf(profileOf([register(), state()]))).toEqual([]);
  });

  test.each(Object.entries(BROKEN))('%s is found, at its place, and alone', (rule, [profile, place]) => {
    const found = findingsOf(profile);
    expect(found.map((finding) => finding.rule)).toContain(rule);
    const also = found.map((finding) => finding.rule).filter((other) => other !== rule);
    expect(also).toEqual([]);
    expect(lintProfile(profile).map((fault) => fault.place)).toEqual([place]);
  });

  test('every rule has such a profile', () => expect(Object.keys(BROKEN).sort()).toEqual([...LINT_RULES].sort()));

  test('each rule says in both languages what is wrong and what to do', () => {
    for (const [profile] of Object.values(BROKEN)) {
      const [english] = lintProfile(profile, 'en');
      const [chinese] = lintProfile(profile, 'zh-CN');
      expect(english?.wrong).toMatch(/^[A-Z“].*\.$/);
      expect(chinese?.remedy).toMatch(/\p{Script=Han}.*。$/u);
      expect(`${english?.wrong}${english?.remedy}${chinese?.wrong}${chinese?.remedy}`).not.toMatch(/[{}]/);
    }
  });
});

describe('what only looks wrong', () => {
  test('two registers at one address are right where both are read alone', () => {
    const twice = [register({ alone: true }), state({ table: 'input', address: 1, alone: true })];
    expect(findingsOf(profileOf(twice))).toEqual([]);
  });

  test('bits of a register may stand beside the register as a whole, but not twice', () => {
    const bit = (name: string, place: number) => state({ name, type: 'bit', bit: place });
    expect(findingsOf(profileOf([state(), bit('leak', 0), bit('break', 1)]))).toEqual([]);
    expect(findingsOf(profileOf([bit('leak', 0), bit('break', 0)])).map(({ rule }) => rule)).toEqual(['overlap']);
  });

  test('a coil and a holding register may share a number, for tables are apart', () => {
    expect(findingsOf(profileOf([state(), state({ name: 'relay', table: 'coil', type: 'bit' })]))).toEqual([]);
  });

  test('a power factor needs no unit', () => {
    expect(findingsOf(one({ unit: 'none', scale: 0.001, range: [-1, 1] }))).toEqual([]);
  });

  test('a fault code that is a value too is right once it says so', () => {
    expect(findingsOf(withCode({ raw: -1, means: 'probe-open', alsoLegal: '-0.1 degC' }))).toEqual([]);
  });

  test('a unit id can be written beside a dangerous value that is no unit id', () => {
    const steps = [{ function: 6, address: 255, value: 'unit' }];
    expect(findingsOf(setUnit(steps, [{ address: 255, value: 9999, why: 'resets it' }]))).toEqual([]);
    expect(findingsOf(setUnit(steps, [{ address: 255, value: 5, why: 'resets it' }])).map(({ rule }) => rule)).toEqual([
      'set-unit-dangerous',
    ]);
  });
});
