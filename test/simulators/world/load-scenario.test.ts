import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from '../../../device-profiles/load-profiles.ts';
import type { Profile } from '../../../device-profiles/profile.ts';
import { loadScenario, parseScenario } from '../../../simulators/world/load-scenario.ts';

let profiles: ReadonlyMap<string, Profile>;
beforeAll(async () => {
  profiles = await loadProfiles([SHIPPED_PROFILES]);
});

const SMALLEST = `
name: one fridge
lines:
  - { id: kitchen, tcp: '127.0.0.1:0' }
cabinets:
  - { id: fridge-1, kind: fridge }
devices:
  - { id: fridge-1, line: kitchen, unit: 1, profile: xy-md02, cabinet: fridge-1, shows: { temperature: air } }
`;

const faultsOf = (text: string): readonly (readonly [number | undefined, string])[] => {
  const parsed = parseScenario(text, { profiles });
  return parsed.is === 'faulty' ? parsed.faults.map(({ line, wrong }) => [line, wrong]) : [];
};

describe('a scenario file', () => {
  test('is read with its defaults', () => {
    const parsed = parseScenario(SMALLEST, { profiles });
    expect(parsed).toMatchObject({
      is: 'scenario',
      scenario: { seed: 1, speed: 1, events: [], lines: [{ tcp: { host: '127.0.0.1', port: 0 } }] },
    });
  });

  test('says all that makes no sense at once, each with its line', () => {
    const text = `
name: everything wrong
lines:
  - { id: kitchen, tcp: '127.0.0.1:0', serial: /dev/ttyS0 }
  - { id: kitchen, tcp: '127.0.0.1:0', faults: { flipped: 0.1 } }
cabinets:
  - { id: fridge-1, kind: fridge }
devices:
  - { id: a, line: kitchen, unit: 1, profile: xy-md02, cabinet: fridge-1, shows: { temprature: air } }
  - { id: b, line: kitchen, unit: 1, profile: no-such-thing, cabinet: fridge-9 }
  - { id: c, line: cellar, unit: 2, profile: xy-md02, shows: { temperature: air } }
  - { id: d, line: kitchen, unit: 4, profile: xy-md02, cabinet: fridge-1, shows: { temperature: warmth, humidity: volts } }
events:
  - { at: 1s, door: fridge-2, open: true }
  - { at: 1s, probe: a/temperature, is: open }
  - { at: 1s, unit: z, is: silent }
  - { at: 1s, line: attic, dropped: true }
`;
    expect(faultsOf(text)).toEqual([
      [5, '“kitchen” is there twice.'],
      [4, 'A line is one of “tcp”, “rtuOverTcp” and “serial”.'],
      [5, '“flipped” has no meaning on this kind of line.'],
      [9, 'There is no “temprature” here.'],
      [10, 'Unit 1 of line “kitchen” is taken by “a”.'],
      [10, 'There is no “fridge-9” here.'],
      [10, 'There is no “no-such-thing” here.'],
      [11, 'There is no “cellar” here.'],
      [11, '“air” is a quantity of a cabinet, and this device has none.'],
      [12, 'There is no “warmth” here.'],
      [12, '“volts” is a quantity of metered machines, and this device has none.'],
      [14, 'There is no “fridge-2” here.'],
      [15, 'This device has no word for a broken probe in “temperature”.'],
      [16, 'There is no “z” here.'],
      [17, 'There is no “attic” here.'],
    ]);
  });

  test('names each key that doesn’t fit, and says what to write there', () => {
    const text = `
name: everything misshapen
lines:
  - { id: kitchen, rtuOverTcp: '127.0.0.1:99999', faults: { lat: 1, late: soon, lost: 5, stray: { chance: 0.1 } } }
cabinets:
  - { id: Fridge, kind: frige }
devices:
  - { id: a, line: kitchen, unit: 300 }
events:
  - { at: 1s, line: kitchen, faults: { noise: often } }
  - { at: 1s, analyzer: meter, faults: { spoilt: 0.1 } }
  - { at: soon, broker: "a\\e[2Jway" }
  - { at: 1s, probe: a, is: open }
  - { at: 1s, fire: kitchen }
  - tomorrow
speeed: 60
`;
    const parsed = parseScenario(text, { profiles });
    const faults = parsed.is === 'faulty' ? parsed.faults : [];
    expect(faults.map(({ line, place, wrong, remedy }) => `${line} ${place ?? ''}: ${wrong} ${remedy}`)).toEqual([
      '4 lines[0].rtuOverTcp: “127.0.0.1:99999” doesn’t fit “rtuOverTcp”. Write host:port, with a port up to 65535.',
      '4 lines[0].faults.late: “soon” doesn’t fit “late”. Write how often and how long at most, like { chance: 0.05, most: 2s }.',
      '4 lines[0].faults.lost: “5” doesn’t fit “lost”. Write a number from 0 to 1.',
      '4 lines[0].faults.stray.most: “most” is missing. Add “most:” and a duration, like 500ms, 10s, 30min or 2h.',
      expect.stringMatching(/^4 lines\[0\]\.faults\.lat: There is no “lat” here\. Did you mean “late”\? There are: late, lost, /),
      '6 cabinets[0].id: “Fridge” doesn’t fit “id”. Write a name of small letters, digits and single dashes.',
      '6 cabinets[0].kind: “frige” doesn’t fit “kind”. Write one of: fridge, sample-fridge, freezer, cold-room, hot-holding.',
      '8 devices[0].unit: “300” doesn’t fit “unit”. Write a number from 1 to 247.',
      '8 devices[0].profile: “profile” is missing. Add “profile:” and a name of small letters, digits and single dashes.',
      '10 events[0].faults.noise: “often” doesn’t fit “noise”. Write a number from 0 to 1.',
      expect.stringMatching(/^11 events\[1\]\.faults\.spoilt: There is no “spoilt” here\. Did you mean “spoiled”\?/),
      '12 events[2].broker: “a\uFFFD[2Jway” doesn’t fit “broker”. Write one of: away, back.',
      '12 events[2].at: “soon” doesn’t fit “at”. Write a duration, like 500ms, 10s, 30min or 2h.',
      '13 events[3].probe: “a” doesn’t fit “probe”. Write a device and its register, like fridge-1/temperature.',
      expect.stringMatching(
        /^14 events\[4\]: This says nothing that can happen\. Beside “at”, name .* door, machine, probe, unit, line, /,
      ),
      expect.stringMatching(/^15 events\[5\]: This says nothing that can happen\./),
      expect.stringMatching(/^16 speeed: There is no “speeed” here\. Did you mean “speed”\?/),
    ]);
  });

  test('refuses an empty world and broken YAML', () => {
    expect(faultsOf('name: nothing')).toEqual([[1, 'Nothing stands in this world.']]);
    expect(faultsOf('a: [')).not.toHaveLength(0);
    expect(faultsOf('a: &a [1]\nb: *a\n')).not.toHaveLength(0);
  });

  test('throws as scenario-invalid with the file’s name, in the reader’s language', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'larder-scenario-'));
    try {
      const file = join(folder, 'wrong.yaml');
      await writeFile(file, SMALLEST.replace('line: kitchen', 'line: cellar'));
      const thrown = loadScenario(file, { profiles, language: 'zh-CN' });
      await expect(thrown).rejects.toMatchObject({
        code: 'scenario-invalid',
        faults: [{ file, line: 8, wrong: '这里没有“cellar”。' }],
      });
      await expect(loadScenario(join(folder, 'absent.yaml'), { profiles })).rejects.toMatchObject({ code: 'scenario-invalid' });
      await writeFile(file, `# ${'x'.repeat(2_000_000)}`);
      await expect(loadScenario(file, { profiles })).rejects.toMatchObject({ code: 'scenario-invalid' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
