import { describe, expect, test } from 'vitest';
import type { CommitEntry, Committed } from '../../../gateway/domain/commit.ts';
import type { AlarmFact } from '../../../gateway/domain/fact.ts';
import type { Observation } from '../../../gateway/domain/observation.ts';
import { BATCH_STRIDE } from '../../../gateway/domain/reading-batch.ts';
import type { Announcement } from '../../../gateway/intake/committer.ts';
import { createIntake, type IntakeNeeds } from '../../../gateway/intake/intake.ts';
import { createWaitingRoom } from '../../../gateway/intake/waiting-room.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

const answer = (elapsed: number, value: number): Observation => ({ elapsed, channels: [0], values: [value] });
const alarm = { kind: 'alarm', at: 5, id: 'a1', channel: 'fridge-1/temperature', cause: 'high', active: true } as AlarmFact;

/** An intake whose journal answers when it is told to, and which writes down all that happens, in order. */
const openIntake = (over: Partial<IntakeNeeds> = {}) => {
  const clock = createManualClock({ now: 1_000_000, elapsed: 0 });
  const entries: CommitEntry[] = [];
  const announced: Announcement[] = [];
  const warned: AlarmFact[] = [];
  const lost: unknown[] = [];
  const answers: ((committed: Committed) => void)[] = [];
  const intake = createIntake({
    judge: {
      judge: ({ values }) => ((values[0] ?? 0) > 8 ? [alarm] : []),
      tick: () => [],
      takeStates: () => [{ key: 'k', text: 't' }],
    },
    journal: {
      commit: (entry) => {
        entries.push(entry);
        return new Promise((resolve) => answers.push(resolve));
      },
    },
    announce: (what) => announced.push(what),
    warn: (alarms) => warned.push(...alarms),
    clock,
    trust: () => 'sure',
    commitEvery: 2000,
    tickEvery: 1000,
    onJournalLost: (error) => lost.push(error),
    ...over,
  });
  const durable = async (): Promise<void> => {
    for (const resolve of answers.splice(0)) resolve({ first: 0, dropped: 0 });
    await clock.advance(0);
  };
  /** Lets the first reading of the run pass, which doesn't wait, and forgets it. */
  const begin = async (): Promise<void> => {
    intake.observe(answer(0, 4));
    await durable();
    for (const seen of [entries, announced]) seen.length = 0;
  };
  return { clock, intake, entries, announced, warned, lost, answers, durable, begin };
};

describe('the intake', () => {
  test('commits the first readings of a run at once, and the next by the interval', async () => {
    const { clock, intake, entries, durable } = openIntake();
    intake.observe(answer(0, 4.2));
    expect(entries).toHaveLength(1);
    await durable();
    intake.observe(answer(10, 4.3));
    await clock.advance(1999);
    expect(entries).toHaveLength(1);
    await clock.advance(1);
    expect(entries.map(({ readings }) => [...readings])).toEqual([[0, 0, 4.2, 0], [10, 0, 4.3, 0]]); // biome-ignore format: entries
  });

  test('keeps readings for the commit interval, then makes them durable together', async () => {
    const { clock, intake, entries, begin } = openIntake();
    await begin();
    intake.observe(answer(0, 4.2));
    await clock.advance(1000);
    intake.observe(answer(1000, 4.3));
    expect(entries).toHaveLength(0);
    await clock.advance(1000);
    expect(entries).toHaveLength(1);
    expect([...(entries[0]?.readings ?? [])]).toEqual([0, 0, 4.2, 0, 1000, 0, 4.3, 0]);
  });

  test('announces nothing before it is durable', async () => {
    const { clock, intake, announced, durable, begin } = openIntake();
    await begin();
    intake.observe(answer(0, 4.2));
    await clock.advance(2000);
    expect(announced).toHaveLength(0);
    await durable();
    expect(announced.map(({ observations }) => observations.map(({ values }) => values))).toEqual([[[4.2]]]);
  });

  test('commits an alarm at once, with the reading that caused it and the states that follow', () => {
    const { intake, entries } = openIntake();
    intake.observe(answer(5, 9.1));
    expect(entries).toMatchObject([{ facts: [alarm], states: [{ key: 'k', text: 't' }], clock: 'sure', at: { now: 1_000_000 } }]);
    expect(entries[0]?.readings[2]).toBe(9.1);
  });

  test('raises what only time can tell, by the tick', async () => {
    const silence = { ...alarm, cause: 'silence' as const };
    const { clock, entries } = openIntake({ judge: { judge: () => [], tick: () => [silence], takeStates: () => [] } });
    await clock.advance(1001);
    expect(entries.map(({ facts }) => facts)).toEqual([[silence]]);
  });

  test('on a slow card makes the next commit larger, instead of queueing small ones', async () => {
    const { clock, intake, entries, durable, begin } = openIntake();
    await begin();
    for (let n = 0; n < 10; n += 1) {
      intake.observe(answer(n * 2000, n / 10));
      await clock.advance(2000);
    }
    expect(entries).toHaveLength(1);
    await durable();
    await clock.advance(2000);
    expect(entries).toHaveLength(2);
    expect(entries[1]?.readings).toHaveLength(9 * BATCH_STRIDE);
  });

  test('does not let a slow card hold up an alarm', async () => {
    const { intake, entries } = openIntake();
    intake.observe(answer(0, 4));
    intake.observe(answer(2000, 9));
    expect(entries).toHaveLength(2);
  });

  test('makes one commit of a storm of alarms, and tells each its own number', async () => {
    const { clock, intake, entries, answers } = openIntake();
    const known = [1, 2, 3, 4, 5].map((at) => intake.know([{ ...alarm, at }]));
    expect(entries).toHaveLength(2);
    answers.shift()?.({ first: 1, dropped: 0 });
    await clock.advance(0);
    expect(entries[2]?.facts.map(({ at }) => at)).toEqual([3, 4, 5]);
    answers.shift()?.({ first: 2, dropped: 0 });
    answers.shift()?.({ first: 3, dropped: 0 });
    expect((await Promise.all(known)).map(({ first }) => first)).toEqual([1, 2, 3, 4, 5]);
    expect(entries).toHaveLength(3);
  });

  test('lets people be warned of an alarm that the disk has not taken within five seconds, and of nothing else', async () => {
    const { clock, intake, announced, warned, durable } = openIntake();
    intake.observe(answer(0, 9.1));
    await clock.advance(4_999);
    expect(warned).toEqual([]);
    await clock.advance(1);
    expect(warned).toEqual([alarm]);
    await clock.advance(60_000);
    expect(announced).toEqual([]);
    await durable();
    expect(announced.flatMap(({ facts }) => facts)).toEqual([alarm]);
    expect(warned).toEqual([alarm]);
  });

  test('warns of an alarm that waits behind others for a stuck disk just as soon', async () => {
    const { clock, intake, entries, warned } = openIntake();
    const three = ['a1', 'a2', 'a3'].map((id) => ({ ...alarm, id }));
    for (const each of three) void intake.know([each]);
    expect(entries).toHaveLength(2);
    await clock.advance(5_000);
    expect(warned.map(({ id }) => id)).toEqual(['a1', 'a2', 'a3']);
  });

  test('warns of nothing that the disk takes in time', async () => {
    const { clock, intake, warned, durable } = openIntake();
    intake.observe(answer(0, 9.1));
    await clock.advance(4_000);
    await durable();
    await clock.advance(60_000);
    expect(warned).toEqual([]);
  });

  test('says how long the disk has owed an answer', async () => {
    const { clock, intake, durable } = openIntake();
    expect(intake.owedFor()).toBe(0);
    intake.observe(answer(0, 4));
    await clock.advance(30_000);
    intake.observe(answer(30_000, 9));
    expect(intake.owedFor()).toBe(30_000);
    await durable();
    expect(intake.owedFor()).toBe(0);
  });

  test('says at once when the journal is lost', async () => {
    const gone = new Error('the worker ended');
    const { clock, intake, lost } = openIntake({ journal: { commit: () => Promise.reject(gone) } });
    intake.observe(answer(0, 4));
    await clock.advance(0);
    expect(lost).toEqual([gone]);
  });

  test('commits what waits when it closes, and ticks no more', async () => {
    const { clock, intake, entries, durable, begin } = openIntake();
    await begin();
    intake.observe(answer(0, 4));
    const closed = intake.close();
    await durable();
    await closed;
    expect(entries).toMatchObject([{ last: true }]);
    expect(clock.pending()).toBe(0);
  });
});

describe('the waiting room', () => {
  test('turns away what finds no room, counts it, and says so once', () => {
    const room = createWaitingRoom(2);
    for (const now of [10, 20, 30, 40]) room.add(answer(now, 4), { now, elapsed: now });
    const { readings, gaps } = room.leave({ now: 50, elapsed: 50 });
    expect(readings).toHaveLength(2 * BATCH_STRIDE);
    expect(gaps).toEqual([{ kind: 'gap', at: 50, what: 'readings', from: 30, to: 50, reason: 'storage-too-slow:2' }]);
    expect(room.leave({ now: 60, elapsed: 60 }).gaps).toEqual([]);
  });
});
