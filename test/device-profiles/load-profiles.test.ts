import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import { LARGEST_PROFILE } from '../../device-profiles/profile-folder.ts';
import { EdgeError, type Fault } from '../../gateway/domain/edge-error.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';

const PROBE = `id: probe
vendor: Nobody
models: [P-1]
kind: sensor
transports: [tcp]
unitId: 1
registers:
  - { name: temperature, role: measurement, table: input, address: 1, type: int16, scale: 0.1, unit: degC, range: [-40, 60] }
sources: [made up for this test]
confidence: low
verified: false
`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'larder-profiles-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

const faultsOf = async (folders: readonly string[] = [folder], language?: Language): Promise<readonly Fault[]> => {
  const thrown: unknown = await loadProfiles(folders, language).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof EdgeError)) throw new Error('expected an EdgeError');
  expect(thrown.code).toBe('profile-invalid');
  return thrown.faults;
};

describe('loading profiles', () => {
  test('a folder gives its profiles by id, defaults filled in', async () => {
    await put('probe.yaml', PROBE);
    await put('notes.txt', 'no profile');
    const profiles = await loadProfiles([folder]);
    expect([...profiles.keys()]).toEqual(['probe']);
    expect(profiles.get('probe')?.limits).toMatchObject({ mostRegisters: 125, mostBits: 2000, bridge: 0, forbidden: [] });
    expect(profiles.get('probe')?.registers[0]).toMatchObject({ wordOrder: 'big', offset: 0, alone: false });
  });

  test('what nobody wants stays closed, faults and all', async () => {
    await put('probe.yaml', PROBE);
    await put('broken.yaml', 'id: [');
    expect([...(await loadProfiles([folder], 'en', (id) => id === 'probe')).keys()]).toEqual(['probe']);
  });

  test("a later folder's profile takes the place of an earlier one's", async () => {
    await put('xy-md02.yaml', PROBE.replace('id: probe', 'id: xy-md02').replace('Nobody', 'This site'));
    const profiles = await loadProfiles([SHIPPED_PROFILES, folder]);
    expect(profiles.get('xy-md02')?.vendor).toBe('This site');
    expect(profiles.get('wb-m1w2')?.vendor).toBe('Wiren Board');
  });
});

describe('what is wrong with profiles is said all at once', () => {
  test('of all files, each fault with file, line, place and remedy', async () => {
    await put('first.yaml', PROBE.replace('id: probe', 'id: first').replace('unitId: 1', 'unitId: 300'));
    await put(
      'second.yaml',
      PROBE.replace('id: probe', 'id: second').replace('vendor: Nobody\n', '').replace('address: 1', 'adress: 1'),
    );
    const faults = await faultsOf();
    expect(faults.map(({ file, line, place }) => [file?.slice(folder.length + 1), line, place])).toEqual([
      ['first.yaml', 6, 'unitId'],
      ['second.yaml', 1, 'vendor'],
      ['second.yaml', 7, 'registers[0].address'],
      ['second.yaml', 7, 'registers[0].adress'],
    ]);
    expect(faults.map(({ remedy }) => remedy.slice(0, 10))).toEqual(['Correct it', 'Add it; do', 'Add it; do', 'Did you me']);
    expect(faults.at(-1)?.remedy).toBe('Did you mean “address”?');
    for (const { wrong, remedy } of faults) expect(Math.min(wrong.length, remedy.length)).toBeGreaterThan(8);
  });

  test('of form and of sense: a register that makes none is named with its line', async () => {
    await put('probe.yaml', PROBE.replace('scale: 0.1', 'scale: 0.001'));
    expect(await faultsOf()).toEqual([
      {
        file: join(folder, 'probe.yaml'),
        line: 8,
        place: 'registers[0].range',
        wrong: 'The register can only say -32.768 to 32.767; the range reaches farther.',
        remedy: 'Correct type, scale or range: one of them isn’t what the manual says.',
      },
    ]);
  });

  test('in Chinese where that is asked', async () => {
    await put('probe.yaml', PROBE.replace('unitId: 1', 'unitId: one').replace('kind: sensor\n', ''));
    for (const { wrong, remedy } of await faultsOf([folder], 'zh-CN')) expect(wrong + remedy).toMatch(/\p{Script=Han}/u);
  });

  test('text that is no YAML names the line', async () => {
    await put('probe.yaml', `${PROBE}more: [unclosed\n`);
    const [fault] = await faultsOf();
    expect(fault?.line).toBeGreaterThanOrEqual(12);
    expect(fault?.wrong).toContain('YAML');
  });

  test('an unknown word near no key gets no guess', async () => {
    await put('probe.yaml', `${PROBE}colour: green\n`);
    expect(await faultsOf()).toMatchObject([{ line: 12, place: 'colour', remedy: expect.stringContaining('Take it out') }]);
  });

  test('an id that differs from the name of its file', async () => {
    await put('other.yaml', PROBE);
    expect(await faultsOf()).toMatchObject([{ line: 1, place: 'id', remedy: 'Name the file probe.yaml, or change the id.' }]);
  });
});

describe('a hostile folder', () => {
  test('a nest of aliases is refused, not unfolded', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let depth = 1; depth < 12; depth += 1) lines.push(`a${depth}: &a${depth} [${`*a${depth - 1}, `.repeat(9)}]`);
    await put('probe.yaml', lines.join('\n'));
    expect(await faultsOf()).toHaveLength(1);
  });

  test('a file that is too long is refused unread', async () => {
    await put('probe.yaml', `# ${'x'.repeat(LARGEST_PROFILE)}`);
    expect((await faultsOf())[0]?.wrong).toContain('bytes');
  });

  test('what is named like a profile and is no file is refused', async () => {
    await mkdir(join(folder, 'probe.yaml'));
    expect((await faultsOf())[0]?.wrong).toContain('it is no file');
  });

  test('a folder that isn’t there is a fault, not a crash', async () => {
    expect((await faultsOf([join(folder, 'gone')]))[0]?.wrong).toContain('ENOENT');
  });
});
