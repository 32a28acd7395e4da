import { describe, expect, test } from 'vitest';
import { alarm, tellingBench } from './telling-bench.ts';

const SECONDS = 1 / 60;
const seen = { acknowledged: true };
const law = (more: object = {}) => alarm('law', { level: 'legal', ...more });

describe('what is beyond the law, and was acknowledged before any message named it', () => {
  test('is told by a text, and reminded of until somebody confirms what was done', async () => {
    const bench = await tellingBench();
    await bench.raise(law());
    await bench.minutes(5 * SECONDS);
    await bench.raise(law(seen));
    await bench.minutes(4 * 60);
    expect(bench.brought).toEqual(['0 sms cook alarm law', '120 sms cook re-alarm law']);
    await bench.raise(law({ ...seen, confirmed: true }));
    await bench.minutes(3 * 60);
    expect(bench.brought).toHaveLength(2);
  });

  test('is told again by a text where what was confirmed has not helped in four hours', async () => {
    const bench = await tellingBench();
    await bench.raise(law());
    await bench.minutes(1);
    await bench.raise(law({ ...seen, confirmed: true }));
    await bench.minutes(9 * 60);
    expect(bench.brought.slice(2)).toEqual(['241 sms cook re-alarm law', '481 sms cook re-alarm law']);
  });

  test('is not told again where only the working limit is passed once what was done is confirmed', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('work'));
    await bench.minutes(1);
    await bench.raise(alarm('work', { ...seen, confirmed: true }));
    await bench.minutes(24 * 60);
    expect(bench.brought).toHaveLength(2);
  });

  test('is told though a message of the cabinet’s working limit went out before', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('work'));
    await bench.minutes(1);
    await bench.raise(law(seen), alarm('work', seen));
    await bench.minutes(1);
    expect(bench.brought.slice(2)).toEqual(['1 sms cook alarm law,work']);
  });

  test('is told when it is over, where it was over before any message could go out', async () => {
    const bench = await tellingBench();
    await bench.raise(law());
    await bench.raise(law(seen));
    await bench.raise(law({ ...seen, active: false, clearedAt: 1_000 }));
    await bench.minutes(10);
    expect(bench.brought).toEqual(['5 sms cook cleared law']);
  });

  test('is told of in writing though the push came while the call still rang, and nobody took it', async () => {
    const bench = await tellingBench();
    let ends: () => void = () => undefined;
    bench.answer(({ way }) =>
      way === 'voice'
        ? new Promise((resolve) => {
            ends = () => resolve({ is: 'sent', reason: 'it rang, and nobody took it' });
          })
        : { is: 'sent' },
    );
    await bench.raise(law());
    await bench.minutes(0.5);
    await bench.raise(law(seen));
    ends();
    await bench.minutes(1);
    expect(bench.brought).toEqual(['0 voice cook alarm law', '0 sms cook alarm law']);
  });

  test('rings nobody up: the call that waits is withdrawn', async () => {
    const bench = await tellingBench();
    bench.answer(({ way }) => (way === 'voice' ? { is: 'failed', reason: 'busy', again: true } : { is: 'sent' }));
    await bench.raise(law());
    await bench.minutes(18 * SECONDS);
    await bench.raise(law(seen));
    await bench.minutes(10);
    expect(bench.brought.filter((line) => line.includes('voice'))).toHaveLength(1);
    expect(bench.facts.at(-1)).toMatchObject({ way: 'voice', fate: 'withdrawn' });
  });

  test('asks nothing any more once a text of it went out', async () => {
    const bench = await tellingBench();
    await bench.raise(law());
    await bench.minutes(1);
    await bench.raise(law(seen));
    await bench.minutes(60);
    expect(bench.brought).toEqual(['0 voice cook alarm law', '0 sms cook alarm law']);
  });
});

test('a working limit that was acknowledged before it was told is nothing to tell', async () => {
  const bench = await tellingBench();
  await bench.raise(alarm('work'));
  await bench.raise(alarm('work', seen));
  await bench.minutes(240);
  expect(bench.brought).toEqual([]);
});

describe('an alarm is too new for whoever acknowledges all that stands', () => {
  const untold = (bench: Awaited<ReturnType<typeof tellingBench>>) =>
    ['work', 'other', 'unknown'].filter((id) => bench.teller.isUntold(id));

  test('until a message of it went out; and until it is here at all', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('work'));
    expect(untold(bench)).toEqual(['work', 'other', 'unknown']);
    await bench.minutes(20 * SECONDS);
    await bench.raise(alarm('other', { channel: 'fridge-2/temperature' }));
    expect(untold(bench)).toEqual(['other', 'unknown']);
  });

  test('for a minute at the longest, where no message gets through', async () => {
    const bench = await tellingBench();
    bench.answer(() => ({ is: 'failed', reason: 'no network', again: true }));
    await bench.raise(alarm('work'));
    await bench.minutes(59 * SECONDS);
    expect(untold(bench)).toContain('work');
    await bench.minutes(1 * SECONDS);
    expect(untold(bench)).not.toContain('work');
  });

  test('never on a site that tells nobody', async () => {
    const bench = await tellingBench({ routes: { steps: [] } });
    await bench.raise(alarm('work'));
    expect(untold(bench)).toEqual([]);
  });
});
