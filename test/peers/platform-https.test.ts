import { readFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { until } from '../bad-days/until.ts';
import { memoryJournal } from '../cloud-bridge/memory-journal.ts';
import { idOf, platformSite, shipped, testFact } from '../cloud-bridge/relay/platforms/platform-site.ts';
import { guangxiStandIn, type StandIn } from '../cloud-bridge/relay/platforms/stand-in.ts';
import { createAuthority } from './certificates.ts';

const authority = createAuthority();
const stranger = createAuthority({ name: 'stranger' });
let platform: StandIn | undefined;

afterEach(async () => await platform?.close());
afterAll(() => {
  authority.remove();
  stranger.remove();
});

const serve = async (hosts?: string): Promise<StandIn> => {
  const { cert, key } = authority.issue({ name: 'platform', ...(hosts === undefined ? {} : { hosts }) });
  platform = await guangxiStandIn({ cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') });
  return platform;
};

describe('an uplink over HTTPS', () => {
  test('brings results to a platform whose certificate its authority signed', async () => {
    const { url, stored } = await serve();
    const journal = memoryJournal();
    journal.sealFacts([testFact('t0')]);
    const { relay } = platformSite({ url, platform: shipped('guangxi-example'), journal, ca: authority.ca });
    await until('stored', () => stored.length === 1);
    await relay.stop(1_000);
    expect(stored).toEqual([idOf('t0')]);
  });

  test.each([
    ['that nobody whom it trusts has signed', undefined, () => stranger.ca],
    ['of another host', 'DNS:elsewhere.example', () => authority.ca],
  ] as const)('says nothing to a platform with a certificate %s', async (_, hosts, ca) => {
    const { url, bodies } = await serve(hosts);
    const journal = memoryJournal();
    journal.sealFacts([testFact('t0')]);
    const { relay, states } = platformSite({ url, platform: shipped('guangxi-example'), journal, ca: ca() });
    await until('told', () => states.some(({ state, active }) => state === 'offline' && active));
    expect(relay.status().failure?.code).toBe('platform-untrusted');
    expect(bodies).toEqual([]);
    await relay.stop(0);
  });
});
