import { expect, test } from 'vitest';
import type { RunningLine } from '../../../gateway/acquire/running-line.ts';
import { allComeRound, type NamedLine } from '../../../gateway/app/open-lines.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

const lineSeenAt = (id: string, cameRoundAt: () => number): NamedLine => {
  const idle: RunningLine = {
    start: () => undefined,
    stop: async () => undefined,
    counters: () => ({ utilisation: 0, quarantines: 0, noiseBytes: 0, reopenings: 0, connected: true, units: {} }),
    ask: async () => ({ is: 'lost', at: 0 }),
    cameRoundAt,
  };
  return { id, line: idle };
};

test('a gateway is well while every line comes round; one wedged line is enough to let its watchdog bite', async () => {
  const clock = createManualClock();
  const wedgedSince = clock.elapsed();
  const lines = [lineSeenAt('well', clock.elapsed), lineSeenAt('wedged', () => wedgedSince)];
  await clock.advance(119_000);
  expect(allComeRound(lines, clock)).toBe(true);
  await clock.advance(2_000);
  expect(allComeRound(lines, clock)).toBe(false);
  expect(allComeRound(lines.slice(0, 1), clock)).toBe(true);
});
