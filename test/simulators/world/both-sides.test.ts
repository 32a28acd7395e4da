import { beforeAll, describe, expect, test } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from '../../../device-profiles/load-profiles.ts';
import { type Profile, type Register, registerCount } from '../../../device-profiles/profile.ts';
import { decoderOf, type Verdict } from '../../../gateway/acquire/modbus/decoder.ts';
import { type RegisterImage, registerImage } from '../../../simulators/world/register-image.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { ALL_ENCODINGS } from './tested-profile.ts';

let profiles: readonly Profile[];
beforeAll(async () => {
  profiles = [...(await loadProfiles([SHIPPED_PROFILES])).values(), ALL_ENCODINGS];
});

const isChannel = ({ role }: Register): boolean => role === 'measurement' || role === 'state';

/** The data of an answer that carries this register alone. */
const dataOf = (image: RegisterImage, { table, address, type }: Register): DataView => {
  const data = new DataView(new ArrayBuffer(8));
  if (table === 'coil' || table === 'discrete') data.setUint8(0, image.at(table, address) ?? 0);
  else
    for (let place = 0; place < registerCount(type); place += 1) data.setUint16(place * 2, image.at(table, address + place) ?? 0);
  return data;
};

const decoded = (profile: Profile, image: RegisterImage, register: Register): { value: number; quality: Verdict['quality'] } => {
  const { scaleFrom } = register;
  const source = profile.registers.find(({ name }) => name === scaleFrom?.register);
  const verdict: Verdict = { quality: 'good' };
  const raw =
    source === undefined
      ? Number.NaN
      : decoderOf({ register: { ...source, scale: 1, offset: 0 }, place: 0, correction: { offset: 0 } })(
          dataOf(image, source),
          verdict,
        );
  const parts = {
    register,
    place: 0,
    correction: { offset: 0 },
    scaleSource: scaleFrom === undefined ? undefined : { raw, quality: 'no-answer' as const },
  };
  return { value: decoderOf(parts)(dataOf(image, register), verdict), quality: verdict.quality };
};

// Both sides were written from the schema alone and share no line of code: where they agree, a wrong word order or scale
// on one side isn't hidden by the same mistake on the other.
describe('what the simulators encode and the gateway decodes', () => {
  test('is the same number to the last digit, for every register of every profile', () => {
    const random = seededRandom(11);
    let compared = 0;
    const wrong: string[] = [];
    for (const profile of profiles) {
      const image = registerImage(profile);
      for (const register of profile.registers.filter(isChannel)) {
        const [low, high] = register.range ?? (register.type === 'bit' ? [0, 1] : [0, 100]);
        for (let count = 0; count < 40; count += 1) {
          image.set(register.name, low + random() * (high - low));
          const { value } = decoded(profile, image, register);
          compared += 1;
          if (!Object.is(value, image.shown(register.name)))
            wrong.push(`${profile.id}/${register.name}: shown ${image.shown(register.name)}, decoded ${value}`);
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(compared).toBeGreaterThan(5000);
  });

  test('is the same fault, for every sentinel of every profile', () => {
    let compared = 0;
    for (const profile of profiles) {
      for (const register of profile.registers.filter(isChannel)) {
        for (const { means } of register.sentinels) {
          const image = registerImage(profile);
          expect(image.fail(register.name, means)).toBe(true);
          expect([profile.id, register.name, decoded(profile, image, register)]).toEqual([
            profile.id,
            register.name,
            { value: Number.NaN, quality: means },
          ]);
          compared += 1;
        }
      }
    }
    expect(compared).toBeGreaterThan(10);
  });
});
