import { describe, expect, test } from 'vitest';
import { stampsOver } from '../../../gateway/app/platform-stamps.ts';
import { createTimeKeeper } from '../../../gateway/app/time-keeper.ts';
import type { ClockFact } from '../../../gateway/domain/fact.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

const NOW = 1_795_248_000_000;

/** A keeper on a machine whose time service never vouches. */
const keeperAt = (now: number) => {
  const clock = createManualClock({ now, elapsed: 0 });
  const facts: ClockFact[] = [];
  const keeper = createTimeKeeper(
    { trust: 'unsure', source: 'none' },
    { clock, machine: clock, ask: async () => ({ trust: 'unsure', source: 'none' }), onSure: (fact) => facts.push(fact) },
  );
  return { clock, facts, keeper };
};

describe('where no time service answers', () => {
  test('a platform vouches for the time once two of its stamps agree with it', async () => {
    const { clock, facts, keeper } = keeperAt(NOW);
    keeper.stamped(NOW - 1200);
    expect(keeper.trust()).toBe('unsure');
    await clock.advance(60_000);
    keeper.stamped(NOW + 60_000 - 900);
    expect(keeper.trust()).toBe('sure');
    expect(facts).toEqual([{ kind: 'clock', at: NOW + 60_000, clock: 'sure', step: 0, source: 'platform' }]);
    keeper.stamped(0);
    expect(keeper.trust()).toBe('sure');
    keeper.stop();
  });

  test.each([
    ['differ from the machine’s time', [[NOW - 2001, 60_000] as const, [NOW + 60_000 + 2001, 0] as const]],
    ['agree once alone', [[NOW, 60_000] as const, [NOW, 60_000] as const, [NOW + 120_000, 0] as const]],
    ['come together, as what a broker had kept', [[NOW - 500, 10] as const, [NOW, 0] as const]],
    ['are one stamp, delivered twice', [[NOW + 1900, 3000] as const, [NOW + 1900, 0] as const]],
  ])('stamps that %s vouch for nothing', async (_, stamps) => {
    const { clock, facts, keeper } = keeperAt(NOW);
    for (const [stamp, pause] of stamps) {
      keeper.stamped(stamp);
      await clock.advance(pause);
    }
    expect([keeper.trust(), facts]).toEqual(['unsure', []]);
    keeper.stop();
  });

  test('a box that believes in 1970 is not talked into it by its own record', async () => {
    const { clock, keeper } = keeperAt(0);
    keeper.stamped(NOW);
    await clock.advance(60_000);
    keeper.stamped(NOW + 60_000);
    expect(keeper.trust()).toBe('unsure');
    keeper.stop();
  });
});

test('only a platform that TLS vouches for is asked what time it is', () => {
  const take = (): void => undefined;
  expect(stampsOver('mqtts://broker.example.org', take)).toEqual({ onStamp: take });
  expect(stampsOver('mqtt://broker.example.org', take)).toEqual({});
});
