import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { BESIDE_FILE, BesideStore } from '../../../gateway/journal/beside-store.ts';
import { startJournalWorker } from '../../../gateway/journal/journal-client.ts';
import { compiled } from './compiled.ts';
import { dataFolder, settingsOf } from './journal-folder.ts';

const DAY = 86_400_000;
const NOW = 1_795_248_000_000;

const rawOf = (text: string, receivedAt = NOW) => ({
  hash: sha256(text),
  analyzer: 'pesticide-1',
  receivedAt,
  bytes: new TextEncoder().encode(text),
});

const textOf = (store: BesideStore, hash: string): string | undefined => {
  const raw = store.raw(hash);
  return raw && new TextDecoder().decode(raw.bytes);
};

describe('raw bytes beside the journal', () => {
  test('outlive the process that kept them, once each', () => {
    const folder = dataFolder();
    const store = new BesideStore(folder);
    store.keepRaw(rawOf('R|1|^^^413|40.13'));
    store.keepRaw(rawOf('R|1|^^^413|40.13', NOW + 1));
    store.close();
    const again = new BesideStore(folder);
    expect(again.raw(sha256('R|1|^^^413|40.13'))).toMatchObject({ analyzer: 'pesticide-1', receivedAt: NOW });
    expect(textOf(again, sha256('R|1|^^^413|40.13'))).toBe('R|1|^^^413|40.13');
    expect(again.raw(sha256('nothing'))).toBeUndefined();
    again.close();
  });

  test('are found by when they came: the newest, in the order of coming', () => {
    const store = new BesideStore(dataFolder());
    for (const [place, text] of ['c', 'a', 'b', 'd'].entries()) store.keepRaw(rawOf(text, NOW + place));
    expect(store.newestRaws(3).map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['a', 'b', 'd']);
    store.close();
  });

  test('make room for new ones only from what is older than ninety days', () => {
    const store = new BesideStore(dataFolder(), 100);
    store.keepRaw(rawOf('a'.repeat(60), NOW - 91 * DAY));
    store.keepRaw(rawOf('b'.repeat(60)));
    expect(textOf(store, sha256('a'.repeat(60)))).toBeUndefined();
    expect(() => store.keepRaw(rawOf('c'.repeat(60)))).toThrow(expect.objectContaining({ code: 'journal-full' }));
    expect(textOf(store, sha256('b'.repeat(60)))).toBe('b'.repeat(60));
    store.close();
  });

  test('are kept in a new file when the old one is damaged, and the old one stays beside it, whole', () => {
    const folder = dataFolder();
    writeFileSync(join(folder, BESIDE_FILE), 'this is no database, whatever its name says');
    const store = new BesideStore(folder);
    store.keepRaw(rawOf('kept'));
    expect(textOf(store, sha256('kept'))).toBe('kept');
    expect(readFileSync(join(folder, `${BESIDE_FILE}.damaged`), 'utf8')).toContain('no database');
    store.close();
  });
});

describe('people beside the journal', () => {
  test('are found by their reference, renamed, and erased without a trace in any file', () => {
    const folder = dataFolder();
    const store = new BesideStore(folder);
    store.name('00ff', '{"name":"王小明","phone":"13800000000"}');
    expect(store.person('00ff')).toContain('王小明');
    expect(store.erase('00ff')).toBe(true);
    expect(store.erase('00ff')).toBe(false);
    expect(store.person('00ff')).toBeUndefined();
    const left = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    expect(left.some((bytes) => bytes.includes('13800000000'))).toBe(false);
    store.close();
  });
});

test('the journal’s worker keeps raw bytes and people beside the journal, and closes both', async () => {
  const folder = dataFolder();
  const worker = compiled('gateway/app/journal-worker.ts');
  const journal = await startJournalWorker(worker).open(settingsOf(folder));
  await journal.keepRaw(rawOf('kept'));
  expect((await journal.newestRaws(5)).map(({ hash }) => hash)).toEqual([sha256('kept')]);
  await journal.name('00ff', '{}');
  expect((await journal.raw(sha256('kept')))?.receivedAt).toBe(NOW);
  expect([await journal.person('00ff'), await journal.erase('00ff'), await journal.person('00ff')]).toEqual([
    '{}',
    true,
    undefined,
  ]);
  await journal.close();
  expect(readdirSync(folder)).not.toContain(`${BESIDE_FILE}-wal`);
});
