import { describe, expect, test } from 'vitest';
import { FAULTS_OF_KIND } from '../../../simulators/world/station/meter-kind.ts';
import { STATION_LINKS } from './station-link.ts';
import { isFailed, ROUGH, runSession, type SessionOutcome } from './station-session.ts';

const SESSIONS = 150;

describe.each(STATION_LINKS.map((link) => [link.kind, link] as const))(
  '%s against the gateway’s own conversation',
  (kind, link) => {
    test('under all its faults, failing commits and a dying gateway every result is kept, none is invented, none is erased', async () => {
      const struck = new Set<string>();
      const failures: Record<number, SessionOutcome> = {};
      let [restarts, refusals, again] = [0, 0, 0];
      for (let seed = 1; seed <= SESSIONS; seed += 1) {
        const outcome = await runSession(link, seed);
        if (isFailed(outcome)) failures[seed] = outcome;
        for (const fault of outcome.struck.keys()) struck.add(fault);
        restarts += outcome.restarts;
        refusals += outcome.refusals;
        again += outcome.again;
      }
      expect(failures).toEqual({});
      expect([...struck].sort()).toEqual([...FAULTS_OF_KIND[kind]].sort());
      expect(Math.min(restarts, refusals, again)).toBeGreaterThan(0);
    });
  },
);

test('a gateway that acknowledges before it commits is found out', async () => {
  const link = STATION_LINKS.find(({ kind }) => kind === 'taiyang-16');
  if (link === undefined) throw new Error('There is no such link.');
  const outcomes = await Promise.all(
    [1, 2, 3, 4, 5].map((seed) => runSession(link, seed, { ...ROUGH, refusals: 0.5, restartEvery: 5000, hasty: true })),
  );
  expect(outcomes.some(({ acknowledgedTooSoon }) => acknowledgedTooSoon.length > 0)).toBe(true);
});
