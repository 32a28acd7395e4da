import { describe, expect, test } from 'vitest';
import { NOTHING_DELIVERED } from '../../../../gateway/domain/delivered.ts';
import { seededRandom } from '../../../../simulators/world/seeded-random.ts';
import { until } from '../../../bad-days/until.ts';
import { type MemoryJournal, memoryJournal } from '../../memory-journal.ts';
import { idOf, platformSite, shipped, testFact } from './platform-site.ts';
import { guangxiStandIn, type StandInFault, suzhouStandIn } from './stand-in.ts';

const FAULTS: readonly StandInFault[] = ['reset', 'silent', '500', 'truncated', 'page', 'redirect', 'token-expired', 'denied'];
const COUNT = 300;

/** The journal as a box finds it that was killed: what was settled last may never have been committed. */
const asKilled = (journal: MemoryJournal, lost: () => boolean): MemoryJournal => ({
  ...journal,
  settle: (uplink, lane, delivered) => {
    if (!lost()) journal.settle(uplink, lane, delivered);
  },
});

describe.each([
  ['guangxi-example', guangxiStandIn],
  ['suzhou-example', suzhouStandIn],
] as const)('a bad day of the shape %s', (shape, standIn) => {
  test.each([1, 2])(
    'with a third of sixty calls broken and twelve kills leaves each record there once, in order (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const platform = await standIn();
      const journal = memoryJournal();
      for (let n = 0; n < COUNT; ) {
        const together = 1 + Math.floor(random() * 8);
        journal.sealFacts(Array.from({ length: Math.min(together, COUNT - n) }, (_, place) => testFact(`t${n + place}`)));
        n += together;
      }
      platform.faults.push(
        ...Array.from({ length: 60 }, () => (random() < 1 / 3 ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined)),
      );
      for (let kill = 1; kill <= 12; kill += 1) {
        const { relay } = platformSite({
          url: platform.url,
          platform: shipped(shape),
          journal: asKilled(journal, () => random() < 0.5),
        });
        await until('some are stored', () => platform.stored.length >= Math.min(COUNT, kill * 25));
        await relay.stop(0);
      }
      const { relay } = platformSite({ url: platform.url, platform: shipped(shape), journal });
      await until('all are settled', () => journal.delivered('city').urgent.upTo[0] === COUNT);
      await relay.stop(0);
      expect(platform.stored).toEqual(Array.from({ length: COUNT }, (_, n) => idOf(`t${n}`)));
      expect(journal.delivered('city').urgent).toEqual({ ...NOTHING_DELIVERED, upTo: journal.heads().urgent });
      expect(relay.status().counters.refused).toBe(0);
      await platform.close();
    },
  );
});
