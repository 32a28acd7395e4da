import { describe, expect, test } from 'vitest';
import { attributionTrial } from './attribution-trial.ts';
import { ALL_FAULTS_AT_ONCE } from './treachery.ts';

describe('a reading on a serial line', () => {
  test.each([
    { units: 1, echo: false, seed: 1 },
    { units: 3, echo: false, seed: 2 },
    { units: 10, echo: false, seed: 3 },
    { units: 10, echo: true, seed: 4 },
  ])('is never taken for another’s, whatever happens to the answers: $units units, echo $echo', async ({ units, echo, seed }) => {
    const result = await attributionTrial({ transactions: 10_000, units, seed, echo, treacheries: ALL_FAULTS_AT_ONCE });
    expect(result.misattributed).toBe(0);
    expect(result.readings).toBeGreaterThan(5 * result.transactions);
    for (const fault of Object.keys(ALL_FAULTS_AT_ONCE)) expect(result.struck.get(fault), fault).toBeGreaterThan(0);
  });

  test('is taken for another’s on a line that was told a lie about its slowest answer: the trial can see it', async () => {
    const result = await attributionTrial({
      transactions: 10_000,
      units: 1,
      seed: 5,
      slowestSaid: 60,
      treacheries: { late: 0.5 },
    });
    expect(result.misattributed).toBeGreaterThan(0);
  });
});
