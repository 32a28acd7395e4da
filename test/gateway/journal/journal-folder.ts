import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Channel } from '../../../gateway/domain/channel.ts';
import { type ClockTrust, instantOf } from '../../../gateway/domain/clock.ts';
import type { CommitEntry } from '../../../gateway/domain/commit.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { signatureHolds } from '../../../gateway/evidence/signature.ts';
import { openSigner } from '../../../gateway/evidence/signing-key.ts';
import { JournalCore } from '../../../gateway/journal/journal-core.ts';
import type { JournalSettings, TableStates } from '../../../gateway/journal/journal-settings.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A data folder that is gone after the tests. */
export const dataFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-journal-'));
  folders.push(folder);
  return folder;
};

/** A copy of all that is in a data folder, as a cloned card has it. */
export const copiedFolder = (folder: string): string => {
  const copy = dataFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
};

export const channelsNamed = (count: number): readonly Channel[] =>
  Array.from({ length: count }, (_, place) => ({
    id: `fridge-${place}/temperature`,
    device: `fridge-${place}`,
    cabinet: `${place}号冷藏柜`,
    unit: 'degC',
    resolution: 0.1,
    every: 10_000,
  }));

export const settingsOf = (folder: string, changed: Partial<JournalSettings> = {}): JournalSettings => ({
  folder,
  gateway: 'no3-canteen',
  channels: channelsNamed(3),
  keep: { commit: 2000, seal: 60_000, readings: 730 * 86_400_000, bytes: 4e9 },
  uplinks: ['city'],
  bootId: 'first-start',
  version: '0.1.0',
  clock: 'sure',
  ...changed,
});

/** Chance that repeats itself. */
export const chanceOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

export const openCore = (
  folder: string,
  clock: ManualClock,
  changed: Partial<JournalSettings> = {},
  tableStates?: TableStates,
  keyFound = false,
): JournalCore =>
  new JournalCore(settingsOf(folder, changed), {
    clock,
    random: chanceOf(7),
    signer: openSigner(folder, true),
    sha256,
    signatureHolds,
    keyFound,
    ...(tableStates === undefined ? {} : { tableStates }),
  });

/** A journal under way: its core, and the clock that drives it. */
export const journalUnderWay = (changed: Partial<JournalSettings> = {}) => {
  const folder = dataFolder();
  const clock = createManualClock();
  return { folder, clock, core: openCore(folder, clock, changed) };
};

/** `[place, value, quality code]` a reading, all at this instant. */
export const entryOf = (
  clock: ManualClock,
  readings: readonly (readonly [place: number, value: number, quality?: number])[],
  facts: readonly Fact[] = [],
  trust: ClockTrust = 'sure',
): CommitEntry => ({
  at: instantOf(clock),
  clock: trust,
  readings: Float64Array.from(readings.flatMap(([place, value, quality]) => [clock.elapsed(), place, value, quality ?? 0])),
  facts,
  states: [],
});

/** Leaves a journal as kill -9 would: nothing is sealed, signed or folded in; the system's locks end. */
export const leftUnclosed = (core: JournalCore, folder: string): void => {
  const files = FILES.map((name) => join(folder, name)).filter((path) => existsSync(path));
  const contents = files.map((path) => [path, readFileSync(path)] as const);
  core.close();
  for (const [path, bytes] of contents) writeFileSync(path, bytes);
};

const FILES = ['journal.db', 'journal.db-wal'];
