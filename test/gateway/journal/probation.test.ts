import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entryOf, journalUnderWay, openCore } from './journal-folder.ts';

/** A record that was cut off, and the one that takes its place. */
const afterDamage = () => {
  const { core, clock, folder } = journalUnderWay();
  core.commit(entryOf(clock, [[0, 4.2]]));
  core.close();
  truncateSync(join(folder, 'journal.db'), 5000);
  return { clock, folder, core: openCore(folder, clock) };
};

test('a record in a damaged one’s place is in trouble until its commits have gone through for two minutes', () => {
  const { clock, core } = afterDamage();
  for (let second = 0; second < 120; second += 1) {
    core.commit(entryOf(clock, [[0, 5]]));
    expect(core.status().trouble).toBe('damaged');
    clock.run(1000);
  }
  core.commit(entryOf(clock, [[0, 5]]));
  expect(core.status().trouble).toBeUndefined();
  core.close();
});

test('it shows that it works where nothing is read for hours as well', () => {
  const { clock, core } = afterDamage();
  for (let second = 0; second <= 130; second += 1) {
    core.tick();
    clock.run(1000);
  }
  expect(core.status().trouble).toBeUndefined();
  core.close();
});

test('the file that was set aside is named for as long as it lies there', () => {
  const { clock, folder, core } = afterDamage();
  clock.run(600_000);
  core.commit(entryOf(clock, [[0, 5]]));
  const aside = readdirSync(folder).filter((name) => /^journal-damaged-.*\.db$/.test(name));
  expect(aside).toHaveLength(1);
  expect(core.status().setAside).toEqual(aside);
  core.close();
});
