import { closeSync, cpSync, fstatSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fact, GapFact, JournalFact } from '../../gateway/domain/fact.ts';
import { startBroker } from '../../simulators/stage/broker.ts';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { type Later, openTrial, probes, type Trial } from './gateway-on-trial.ts';
import { openPlatform } from './platform.ts';
import { until } from './until.ts';

/** What the run before left: as a clean stop leaves it, and as a power cut does. */
interface Worn {
  readonly journal: string;
  readonly clean: string;
  readonly cut: string;
}

const cleanups: (() => void | Promise<void>)[] = [];
let worn: Worn;
let line: readonly object[];

const siteOf = (uplinks: readonly object[]) => ({
  keep: { commit: '100ms', seal: '500ms' },
  lines: line,
  devices: probes(2, '10ms'),
  uplinks,
});

beforeAll(async () => {
  const later: Later = (cleanup) => void cleanups.push(cleanup);
  const server = await serveCounting(await createCountingDevices(2));
  later(() => server.close());
  line = [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }];
  const trial = openTrial(later, siteOf([]));
  const first = await trial.begin();
  const readings = async (least: number) => until('readings', async () => (await first.status()).journal.readings > least);
  await readings(600);
  const { journal } = await first.status();
  await first.stop();
  const clean = join(trial.folder, 'clean');
  cpSync(trial.dataFolder, clean, { recursive: true });
  const second = await trial.begin();
  await until('more readings', async () => (await second.status()).journal.readings > journal.readings + 200);
  second.kill('SIGKILL');
  await second.ended;
  const cut = join(trial.folder, 'cut');
  cpSync(trial.dataFolder, cut, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  worn = { journal: journal.id, clean, cut };
});
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

const flipped = (path: string, at: (bytes: Buffer) => number): void => {
  const bytes = readFileSync(path);
  const place = at(bytes);
  bytes.writeUInt8((bytes[place] ?? 0) ^ 0x04, place);
  writeFileSync(path, bytes);
};

/** Noise over the middle of a file that somebody has open. */
const overwritten = (path: string): void => {
  const file = openSync(path, 'r+');
  const third = Math.floor(fstatSync(file).size / 3);
  writeSync(file, Buffer.alloc(third, 'noise'), 0, third, third);
  closeSync(file);
};

/** Starts on a copy of what was left, once `damage` was done to it. */
const afterDamage = async (later: Later, left: string, damage: (folder: string) => void) => {
  const broker = await startBroker();
  later(() => broker.close());
  const platform = await openPlatform(later, { url: broker.url });
  const trial = openTrial(later, siteOf([{ id: 'city', mqtt: broker.url }]));
  cpSync(left, trial.dataFolder, { recursive: true });
  damage(trial.dataFolder);
  const found = readFileSync(join(trial.dataFolder, 'journal.db'));
  const gateway = await trial.begin();
  return { platform, trial, gateway, found };
};

const setAside = ({ dataFolder }: Trial): readonly string[] =>
  readdirSync(dataFolder).filter((name) => /^journal-damaged-.*\.db$/.test(name));

describe.concurrent('a journal that was damaged', () => {
  test.for<readonly [string, 'clean' | 'cut', (folder: string) => void]>([
    ['in its first bytes', 'clean', (folder) => flipped(join(folder, 'journal.db'), () => 20)],
    [
      'by losing its second half',
      'clean',
      (folder) => {
        const bytes = readFileSync(join(folder, 'journal.db'));
        writeFileSync(join(folder, 'journal.db'), bytes.subarray(0, bytes.length / 2));
      },
    ],
    ['all over', 'clean', (folder) => writeFileSync(join(folder, 'journal.db'), Buffer.alloc(100_000, 'noise'))],
    ['by being emptied', 'clean', (folder) => writeFileSync(join(folder, 'journal.db'), '')],
    ['by being emptied beside its write-ahead log', 'cut', (folder) => writeFileSync(join(folder, 'journal.db'), '')],
    ['in its write-ahead log', 'cut', (folder) => flipped(join(folder, 'journal.db-wal'), () => 5000)],
    [
      'in a block that was sealed long ago',
      'cut',
      (folder) => flipped(join(folder, 'journal.db'), (bytes) => bytes.indexOf('"readings":[[') + 20),
    ],
  ])('%s is set aside whole, and a new one goes on from it', async ([, left, damage], { onTestFinished }) => {
    const { platform, trial, gateway, found } = await afterDamage(onTestFinished, worn[left], damage);
    await until('the journal is another', async () => (await gateway.status()).journal.id !== worn.journal);
    const [kept = ''] = setAside(trial);
    if (left === 'clean') expect(readFileSync(join(trial.dataFolder, kept)).equals(found)).toBe(true);

    await until('new readings arrive', () => platform.receiver.upTo('readings') > 20);
    const isBegun = (fact: Fact): fact is JournalFact => fact.kind === 'journal' && fact.reason === 'damaged';
    await until('the new journal says why it begins', () => platform.facts().some(isBegun));
    await until('a gap', () => platform.facts().some((fact): fact is GapFact => fact.kind === 'gap'));
    const { code, out } = await trial.command('status');
    expect(code).toBe(1);
    expect(out).toContain('record in trouble: THE FILE IS DAMAGED; it was set aside, a new record goes on');
    expect(await gateway.stop()).toMatchObject({ with: 0 });
  });

  test('under a gateway at work is set aside when it is found, and a new one goes on in mid-run', async ({
    onTestFinished: later,
  }) => {
    const broker = await startBroker();
    later(() => broker.close());
    const platform = await openPlatform(later, { url: broker.url });
    await broker.goAway();
    const trial = openTrial(later, siteOf([{ id: 'city', mqtt: broker.url }]));
    cpSync(worn.clean, trial.dataFolder, { recursive: true });
    const gateway = await trial.begin();
    overwritten(join(trial.dataFolder, 'journal.db'));
    await broker.comeBack();
    await until('the journal is another', async () => (await gateway.status()).journal.id !== worn.journal);
    await until(
      'readings of the new journal arrive',
      () => platform.receiver.upTo('readings') > 20 && platform.blocks.at(-1)?.journal !== worn.journal,
    );
    expect(platform.facts()).toContainEqual(
      expect.objectContaining({ kind: 'journal', reason: 'damaged', succeeds: worn.journal }),
    );
    expect(setAside(trial)).toHaveLength(1);
    expect(await gateway.stop()).toMatchObject({ with: 0 });
    expect(platform.faults()).toEqual([]);
  });
});
