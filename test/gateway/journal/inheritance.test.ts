import { expect, test } from 'vitest';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { inheritanceOf } from '../../../gateway/journal/inheritance.ts';
import type { Remains } from '../../../gateway/journal/remains.ts';
import type { IdentityRow } from '../../../gateway/journal/single-rows.ts';

const rowOf = (...ids: readonly string[]): IdentityRow => {
  const channels = JSON.stringify({ channels: ids.map((id) => ({ id })) });
  return { id: 'abcdefghij', gateway: 'box', key: '', channels, config: sha256(channels).slice(0, 12) };
};

const then = rowOf('old/a', 'old/b');
const now = rowOf('new/a');
const run = { boot: 9, config: now.config, channels: ['new/a'] };

/** A journal that had kept two readings of its second channel, at 500 ms and 900 ms. */
const remains: Remains = {
  identity: then,
  stale: false,
  ambiguous: false,
  states: [],
  tail: [{ at: { now: 10_900, elapsed: 900 }, clock: 'sure', readings: Float64Array.of(500, 1, 4.2, 0, 900, 1, 4.3, 0) }],
};

test('unsealed readings go on with their own channel table, stated beside them', () => {
  const { run: before, tail, facts } = inheritanceOf(remains, now, run, sha256, 20_000);
  expect(before).toEqual({ boot: 9, config: then.config, channels: ['old/a', 'old/b'] });
  expect(tail).toBe(remains.tail);
  expect(facts).toEqual([{ kind: 'config', at: 20_000, config: then.config, table: then.channels }]);
});

test('nothing is said of a tail that was empty', () => {
  expect(inheritanceOf({ ...remains, tail: [] }, now, run, sha256, 20_000).facts).toEqual([]);
});

const unknown: Remains = { stale: false, ambiguous: false, states: [], tail: remains.tail };
const doubts: Readonly<Record<string, Remains>> = {
  'no table is found': unknown,
  'two tables are found': { ...remains, ambiguous: true },
  'the table may be older than the readings': { ...remains, stale: true },
  'the table is not the one of its hash': { ...remains, identity: { ...then, channels: now.channels } },
  'a reading is of no channel of the table': { ...remains, identity: rowOf('old/a') },
  'they are another gateway’s': { ...remains, identity: { ...then, gateway: 'another' } },
};

test.each(Object.entries(doubts))('unsealed readings are counted, and stay in their file, where %s', (_, doubtful) => {
  const { tail, facts } = inheritanceOf(doubtful, now, run, sha256, 20_000);
  expect(tail).toEqual([]);
  expect(facts).toEqual([{ kind: 'gap', at: 20_000, what: 'readings', from: 10_500, to: 10_900, reason: 'unsealed:2' }]);
});
