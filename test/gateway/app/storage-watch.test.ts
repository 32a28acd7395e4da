import { describe, expect, test } from 'vitest';
import { createStorageWatch } from '../../../gateway/app/storage-watch.ts';
import type { Journal } from '../../../gateway/journal/journal.ts';
import type { JournalStatus } from '../../../gateway/journal/journal-status.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

const heads = { readings: [7, ''], urgent: [3, ''] } as const;
const well: JournalStatus = {
  journal: 'j1',
  heads,
  oldest: { readings: 1, urgent: 1 },
  tail: 0,
  bytes: 4096,
  dropped: 0,
  setAside: [],
};

/** A watch over a journal that answers as the test says, or not at all. */
const openWatch = () => {
  const clock = createManualClock();
  let answer: JournalStatus | 'none' = well;
  let owedSince: number | undefined;
  let questions = 0;
  const watch = createStorageWatch({
    journal: {
      opened: { journal: 'j1', heads } as unknown as Journal['opened'],
      status: () => {
        questions += 1;
        return answer === 'none' ? new Promise(() => undefined) : Promise.resolve(answer);
      },
    },
    clock,
    owedFor: () => (owedSince === undefined ? 0 : clock.elapsed() - owedSince),
  });
  watch.start();
  return {
    clock, watch,
    questions: () => questions,
    answers: (status: JournalStatus | 'none') => {
      answer = status;
    },
    hangs: () => {
      owedSince = clock.elapsed();
    },
    comesBack: () => {
      owedSince = undefined;
    },
  }; // biome-ignore format: a list to read
};

describe('the storage', () => {
  test('is in trouble within half a minute where the journal says that the disk is full, and no longer once it says so', async () => {
    const { clock, watch, answers } = openWatch();
    await clock.advance(30_000);
    expect(watch.trouble()).toBeUndefined();
    answers({ ...well, trouble: 'full' });
    await clock.advance(30_000);
    expect(watch.trouble()).toBe('full');
    answers(well);
    await clock.advance(30_000);
    expect(watch.trouble()).toBeUndefined();
  });

  test('is stuck once a commit has not come back for a minute', async () => {
    const { clock, watch, hangs, comesBack } = openWatch();
    hangs();
    await clock.advance(59_999);
    expect(watch.trouble()).toBeUndefined();
    await clock.advance(1);
    expect(watch.trouble()).toBe('stuck');
    comesBack();
    expect(watch.trouble()).toBeUndefined();
  });

  test('lets the watchdog bite when it has hung for half an hour, never for a full disk', async () => {
    const { clock, watch, answers, hangs } = openWatch();
    answers({ ...well, trouble: 'full' });
    await clock.advance(24 * 3_600_000);
    expect(watch.isWedged()).toBe(false);
    hangs();
    await clock.advance(1_799_999);
    expect(watch.isWedged()).toBe(false);
    await clock.advance(1);
    expect(watch.isWedged()).toBe(true);
  });

  test('is told of as it was known last where the journal does not answer, and nobody waits for long', async () => {
    const { clock, watch, answers, questions } = openWatch();
    await clock.advance(0);
    answers('none');
    await clock.advance(60_000);
    const asked = questions();
    const status = await clock.advanceUntil(watch.status(), 5_000);
    expect(status).toMatchObject({ journal: 'j1', bytes: 4096, trouble: 'stuck' });
    await clock.advance(600_000);
    expect(questions()).toBe(asked);
  });

  test('is looked at no more once the gateway ends', async () => {
    const { clock, watch } = openWatch();
    await clock.advance(0);
    watch.stop();
    expect(clock.pending()).toBe(0);
  });
});
