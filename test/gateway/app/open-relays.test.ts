import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { stringify } from 'yaml';
import type { RelayState } from '../../../cloud-bridge/relay/relay-state.ts';
import { openRelays } from '../../../gateway/app/open-relays.ts';
import { readSite } from '../../../gateway/app/read-site.ts';
import type { OpenedJournal } from '../../../gateway/journal/journal-settings.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { memoryJournal } from '../../cloud-bridge/memory-journal.ts';
import { freePort } from '../../peers/free-port.ts';

const openedOf = (id: string): OpenedJournal => {
  const journal = memoryJournal(id);
  return { journal: id, boot: 1, before: 'clean', lastKnown: 0, heads: journal.heads(), states: [], delivered: {} };
};

/** The relays of a site whose only broker isn't there, over a journal that a test may have succeeded by another. */
const openSite = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-relays-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, 'larder.yaml');
  const uplinks = [{ id: 'city', mqtt: `mqtt://127.0.0.1:${await freePort()}` }];
  writeFileSync(config, stringify({ gateway: { id: 'g', timezone: 'Asia/Shanghai' }, data: './data', uplinks }));
  const clock = createManualClock();
  const states: RelayState[] = [];
  const succeeded: ((opened: OpenedJournal) => void)[] = [];
  const journal = { ...memoryJournal('first111'), opened: openedOf('first111'), onSucceeded: succeeded.push.bind(succeeded) };
  const relays = openRelays(await readSite(config, {}, 'en', false), {
    journal, clock, machine: clock, random: () => 0.5, lines: [],
    log: { info: () => undefined, warn: () => undefined },
    onState: (state) => states.push(state),
    trust: () => 'sure', mains: () => undefined, onTrustedStamp: () => undefined, detailsOf: async () => undefined,
    openPlatform: () => {
      throw new Error('there is no such uplink');
    },
  }); // biome-ignore format: needs to read
  onTestFinished(() => relays.stop(0));
  const succeed = (id: string): void => {
    journal.opened = openedOf(id);
    for (const listener of succeeded) listener(journal.opened);
  };
  return { clock, relays, states, succeed };
};

test('what was wrong with the uplink of a journal ends with that journal, and is said anew where it is still so', async () => {
  const { clock, relays, states, succeed } = await openSite();
  relays.start();
  const offline = async (): Promise<void> => {
    await vi.waitFor(() => expect(relays.now()[0]?.status().failure?.code).toBe('broker-unreachable'));
    await clock.advance(60_000, 'promises');
  };
  await offline();
  const said = { on: 'uplink:city', state: 'offline', active: true, reason: 'broker-unreachable' };
  expect(states).toEqual([said]);
  succeed('second22');
  await vi.waitFor(() => expect(states).toEqual([said, { on: 'uplink:city', state: 'offline', active: false }]));
  await offline();
  expect(states.at(-1)).toEqual(said);
});
