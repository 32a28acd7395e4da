import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../device-profiles/lint-profile.ts';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import type { DangerousWrite } from '../../device-profiles/profile.ts';

const files = readdirSync(SHIPPED_PROFILES);
const profiles = await loadProfiles([SHIPPED_PROFILES]);
const all = [...profiles.values()];
const shipped = (id: string) => {
  const profile = profiles.get(id);
  if (profile === undefined) throw new Error(`no profile ${id}`);
  return profile;
};

describe('the shipped profiles', () => {
  test('were read at all: at least 24, one to a file', () => {
    expect(all.length).toBeGreaterThanOrEqual(24);
    expect(files.sort()).toEqual(all.map(({ id }) => `${id}.yaml`).sort());
  });

  test.each(all.map((profile) => [profile.id, profile] as const))('%s makes sense', (_, profile) => {
    expect(findingsOf(profile)).toEqual([]);
  });

  test('claim to be verified by nobody, and rest on no weak source', () => {
    expect(all.filter(({ verified }) => verified)).toEqual([]);
    expect(all.filter(({ confidence }) => confidence === 'low')).toEqual([]);
  });

  test('say in a comment at the top what is particular about the device', () => {
    for (const file of files) {
      expect(readFileSync(join(SHIPPED_PROFILES, file), 'utf8'), file).toMatch(/^# .{20,}\n/);
    }
  });

  test('leave something to measure or to watch in each device', () => {
    for (const { id, registers } of all) {
      expect(
        registers.some(({ role }) => role === 'measurement' || role === 'state'),
        id,
      ).toBe(true);
    }
  });
});

/** Writes that must never be sent by a machine, as device, what it is, and a write to hold against the list. */
const NEVER: readonly (readonly [string, string, { function: number; address: number; value: number }])[] = [
  ['peacefair-pzem-016', 'wiping the energy counter', { function: 0x42, address: 0, value: 0 }],
  ['pixsys-atr401', 'the factory reset', { function: 6, address: 500, value: 9999 }],
  ['eletechsup-r4dcb08', 'the factory reset', { function: 6, address: 0xff, value: 5 }],
  ['caleffi-legiomix-6000', 'the thermal shock', { function: 6, address: 0x22, value: 1 }],
  ['carel-ir33-wbref', 'switching off', { function: 5, address: 54, value: 1 }],
  ['carel-ir33-wbref', 'a defrost', { function: 5, address: 32, value: 1 }],
  ['carel-pj-basic-wbref', 'switching off', { function: 5, address: 31, value: 1 }],
  ['carel-pj-basic-wbref', 'a defrost', { function: 15, address: 24, value: 1 }],
  ['danfoss-ekc-202d', 'switching off', { function: 6, address: 116, value: 0 }],
  ['danfoss-ekc-202d', 'a defrost', { function: 16, address: 1012, value: 1 }],
  ['danfoss-ekc-202d-wbref', 'switching off', { function: 6, address: 10117, value: 0 }],
  ['danfoss-ekc-202d-wbref', 'a defrost', { function: 6, address: 11013, value: 1 }],
  ['danfoss-erc-211', 'switching off', { function: 6, address: 116, value: 0 }],
  ['eliwell-id-985-lx-wbref', 'switching off', { function: 5, address: 1783, value: 1 }],
  ['eliwell-id-985-lx-wbref', 'a defrost', { function: 5, address: 1785, value: 1 }],
  ['senseair-s8', 'a calibration', { function: 6, address: 1, value: 0x7c06 }],
  ['sensirion-scd30', 'a calibration', { function: 6, address: 0x3a, value: 1 }],
];

const forbids = (entry: DangerousWrite, write: { function: number; address: number; value: number }): boolean =>
  (entry.function === undefined || entry.function === write.function) &&
  (entry.address === undefined || (write.address >= entry.address && write.address <= (entry.to ?? entry.address))) &&
  (entry.value === undefined || entry.value === write.value);

describe('dangerous writes', () => {
  test.each(NEVER)('%s lists %s', (id, _, write) => {
    expect(shipped(id).dangerous.some((entry) => forbids(entry, write))).toBe(true);
  });

  test('each says why', () => {
    for (const { dangerous } of all) for (const { why } of dangerous) expect(why.length).toBeGreaterThan(10);
  });
});

describe('recipes that set a unit id', () => {
  test.each([
    ['xy-md02', 0x0101, 'after-power-cycle'],
    ['md02-shtc3', 0x0100, 'after-power-cycle'],
    ['ebyte-eid041', 10, 'after-power-cycle'],
    ['eletechsup-r4dcb08', 0xfe, 'after-power-cycle'],
    ['renke-rs-ws-n01', 0x07d0, 'at-once'],
    ['peacefair-pzem-016', 2, 'at-once'],
    ['waveshare-modbus-rtu-relay-d', 0x4000, 'at-once'],
  ] as const)('%s writes register %i, and reads it back', (id, address, takesEffect) => {
    expect(shipped(id).setUnit).toMatchObject({
      steps: [{ function: 6, address, value: 'unit' }],
      takesEffect,
      readBack: { table: 'holding', address },
    });
  });
});
