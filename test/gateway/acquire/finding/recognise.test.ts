import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../../device-profiles/profile.ts';
import { interview } from '../../../../gateway/acquire/finding/interview.ts';
import { openWire } from '../../../../gateway/acquire/finding/open-wire.ts';
import { contradictionOf, recognise } from '../../../../gateway/acquire/finding/recognise.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import type { AnswersModbus } from '../../../../simulators/world/modbus-answer.ts';
import { shipped, shippedProfiles } from './shipped-profiles.ts';
import { deviceAt, opening, SERIAL_LINE } from './test-wire.ts';

const profiles = [...(await shippedProfiles()).values()];
const withIdentity = profiles.filter(({ identity }) => identity.length > 0);

const without = profiles.filter(({ identity }) => identity.length === 0);

const meeting = async (device: (clock: ReturnType<typeof createManualClock>) => AnswersModbus, unit = 3) => {
  const clock = createManualClock();
  const open = opening({ clock, devices: [device(clock)] });
  const line = await openWire(SERIAL_LINE, open, clock, new AbortController().signal);
  return { clock, talk: interview(line, unit, 200) };
};

const recognised = async (profile: Profile, values: Readonly<Record<string, number>> = {}) => {
  const { clock, talk } = await meeting((each) => deviceAt(each, 3, profile, values));
  return clock.advanceUntil(recognise(profiles, talk), undefined, 'promises');
};

describe('a device is recognised by what its profile asks', () => {
  test.each(withIdentity.map((profile) => [profile.id, profile] as const))('%s stands out', async (id, profile) => {
    const { candidates, certain } = await recognised(profile);
    expect(candidates[0]).toMatchObject({ profile: { id }, proof: 'identity' });
    expect(certain).toBe(true);
  });

  test.each(without.map((profile) => [profile.id, profile] as const))(
    '%s, which has nothing to be recognised by, is among those that it could be, and never certain',
    async (id, profile) => {
      const { candidates, certain } = await recognised(profile);
      expect(candidates.map((candidate) => candidate.profile.id)).toContain(id);
      expect(certain).toBe(false);
    },
  );

  test('an XY-MD02 is told from its look-alikes, with the values for a person to compare', async () => {
    const { candidates, certain } = await recognised(await shipped('xy-md02'), { temperature: 4.2, humidity: 55.1 });
    expect(certain).toBe(true);
    expect(candidates[0]?.readings.map(({ register, value }) => [register.name, value])).toEqual([
      ['temperature', 4.2],
      ['humidity', 55.1],
    ]);
  });

  test('an XY-MD02 with a new id that waits for its power cycle is still one', async () => {
    const profile = await shipped('xy-md02');
    const { clock, talk } = await meeting((each) => {
      const device = deviceAt(each, 3, profile);
      device.answer({ unit: 3, function: 6, table: 'holding', address: 0x0101, count: 1, words: [9] });
      return device;
    });
    const { candidates } = await clock.advanceUntil(recognise(profiles, talk), undefined, 'promises');
    expect(candidates[0]?.profile.id).toBe('xy-md02');
  });
});

test('a device that no profile knows is nobody’s', async () => {
  const stranger: AnswersModbus = {
    answer: ({ count }) => [{ is: 'words', words: Array.from({ length: count }, () => 0xfffe), after: 0 }],
  };
  const { clock, talk } = await meeting(() => stranger);
  const { candidates } = await clock.advanceUntil(recognise(withIdentity, talk), undefined, 'promises');
  expect(candidates).toEqual([]);
});

test('a device that contradicts a profile says where', async () => {
  const md02 = await shipped('md02-shtc3');
  const { clock, talk } = await meeting((each) => deviceAt(each, 3, md02));
  const contradiction = clock.advanceUntil(contradictionOf(await shipped('xy-md02'), talk), undefined, 'promises');
  expect(await contradiction).toMatch(/^input 1: –$/);
});

test('what one profile asked isn’t asked again for another', async () => {
  let asked = 0;
  const profile = await shipped('xy-md02');
  const { clock, talk } = await meeting((each) => {
    const device = deviceAt(each, 3, profile);
    return {
      answer: (request) => {
        asked += 1;
        return device.answer(request);
      },
    };
  });
  await clock.advanceUntil(recognise(profiles, talk), undefined, 'promises');
  const once = asked;
  await clock.advanceUntil(recognise(profiles, talk), undefined, 'promises');
  expect(asked).toBe(once);
});
