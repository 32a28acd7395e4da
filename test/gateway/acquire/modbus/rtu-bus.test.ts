import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../../gateway/acquire/modbus/answer.ts';
import { questionOf } from '../../../../gateway/acquire/modbus/question.ts';
import { RtuBus } from '../../../../gateway/acquire/modbus/rtu-bus.ts';
import { rtuTiming } from '../../../../gateway/acquire/modbus/rtu-timing.ts';
import { createManualClock, type ManualClock } from '../../../../simulators/world/manual-clock.ts';
import { sealedRtu } from '../../../../simulators/world/rtu-checksum.ts';
import { type Testimony, testimony } from '../bus-witness.ts';
import { rtuSettings } from '../rtu-line.ts';
import { bytesOf, type ScriptedPort, scriptedPort } from '../scripted-port.ts';

const SLOWEST = 300;
// 10 bits a character at 10 000 Bd: a request of 8 takes 8 ms, the silence between frames 3.5 ms.
const SETTINGS = rtuSettings({ baud: 10_000, slowest: SLOWEST });
const TIMING = rtuTiming(SETTINGS, SLOWEST);
const REQUEST = 8;
const GAP = 3.5;
const QUARANTINE = SLOWEST * 1.1 + GAP + 1;

const READ = questionOf({ function: 3, unit: 1, address: 0x10, count: 1 });
const OTHER = questionOf({ function: 3, unit: 2, address: 0x20, count: 1 });
const WRITE = questionOf({ function: 6, unit: 1, address: 7, value: 9 });

const sealed = (hex: string): string => Buffer.from(sealedRtu(bytesOf(hex))).toString('hex');
const ANSWER = sealed('01 03 02 00 2a');
const OTHERS = sealed('02 03 02 00 63');

describe('a bus of RTU', () => {
  let clock: ManualClock;
  let port: ScriptedPort;
  let seen: Testimony;
  let bus: RtuBus;
  const echo = { heard: false };
  beforeEach(async () => {
    clock = createManualClock({ now: 0, elapsed: 0 });
    port = scriptedPort();
    seen = testimony();
    echo.heard = false;
    bus = new RtuBus(port, { clock, timing: TIMING, echo, witness: seen });
    await clock.advance(QUARANTINE, 'promises');
  });

  /** Asks, and lets what follows happen at its time after the request left; gives what came of it. */
  const ask = async (question: typeof READ, ...script: readonly (readonly [after: number, hex: string])[]) => {
    const asked = bus.ask(question, SLOWEST);
    const left = clock.elapsed();
    for (const [after, hex] of script) {
      await clock.advance(left + after - clock.elapsed(), 'promises');
      port.say(hex);
    }
    const answer = await clock.advanceUntil(asked, 5_000, 'promises');
    return { answer, at: answer.at - left, settledAfter: clock.elapsed() - left };
  };

  const wordOf = (answer: Answer): number | string =>
    answer.is === 'data' ? answer.data.getUint16(0) : answer.is === 'doubt' ? answer.why : answer.is;
  const waitNeeded = (): number => bus.readyAt() - clock.elapsed();

  test('gives an answer once the line is quiet behind it, stamped with its last byte; then the next may leave at once', async () => {
    const { answer, at, settledAfter } = await ask(READ, [REQUEST + 5, ANSWER.slice(0, 6)], [REQUEST + 9, ANSWER.slice(6)]);
    expect([wordOf(answer), at, settledAfter]).toEqual([42, REQUEST + 9, REQUEST + 9 + GAP]);
    expect(answer).toMatchObject({ took: 5 });
    expect(waitNeeded()).toBeLessThanOrEqual(0);
    expect(seen.counted).toEqual({ noise: 0, late: 0, early: 0, quarantines: 0, derailed: [] });
  });

  test('waits for the slowest answer, and takes it', async () => {
    expect(wordOf((await ask(READ, [REQUEST + SLOWEST - 1, ANSWER])).answer)).toBe(42);
  });

  test('keeps quiet after it was opened: the answer to somebody else’s question may be on its way', async () => {
    const fresh = new RtuBus(scriptedPort(), { clock, timing: TIMING, echo, witness: seen });
    expect(fresh.readyAt() - clock.elapsed()).toBeCloseTo(QUARANTINE, 6);
    expect(fresh.doubtedSince()).toBe(clock.elapsed());
  });

  describe('never takes for an answer', () => {
    test('what came before the request had ended', async () => {
      const { answer } = await ask(READ, [REQUEST - 1, ANSWER]);
      expect([wordOf(answer), seen.counted.noise, seen.counted.early]).toEqual(['silence', 7, 1]);
    });

    test('what began before the request had ended', async () => {
      const { answer } = await ask(READ, [REQUEST - 1, ANSWER.slice(0, 2)], [REQUEST + 5, ANSWER.slice(2)]);
      expect(wordOf(answer)).toBe('crc');
    });

    test.each([
      ['another unit’s answer', OTHERS, 'foreign-unit'],
      ['another function’s', sealed('01 04 02 00 2a'), 'function'],
      ['one of another length', sealed('01 03 04 00 2a 00 2b'), 'count'],
      ['a broken one', `${ANSWER.slice(0, -1)}0`, 'crc'],
      ['half of one', ANSWER.slice(0, 8), 'truncated'],
      ['one with another on its heels', ANSWER + ANSWER, 'trailing'],
      ['noise', '0011223344', 'crc'],
    ])('%s', async (_, hex, why) => {
      const { answer, settledAfter } = await ask(READ, [REQUEST + 5, hex]);
      expect([wordOf(answer), seen.counted.quarantines]).toEqual([why, 1]);
      expect(settledAfter + waitNeeded() - (REQUEST + 5)).toBeCloseTo(QUARANTINE, 6);
    });

    test('one with another right behind it, in a portion of its own', async () => {
      const { answer } = await ask(READ, [REQUEST + 5, ANSWER], [REQUEST + 8, ANSWER]);
      expect(wordOf(answer)).toBe('trailing');
    });

    test('a late one, after the next question: that waits until none can come any more', async () => {
      expect(wordOf((await ask(READ)).answer)).toBe('silence');
      expect(waitNeeded()).toBeCloseTo(QUARANTINE - SLOWEST, 6);
      await clock.advance(5, 'promises');
      port.say(ANSWER);
      expect(waitNeeded()).toBeCloseTo(QUARANTINE, 6);
      const { answer } = await ask(OTHER, [QUARANTINE + REQUEST + 5, OTHERS]);
      expect([wordOf(answer), seen.counted.late, port.written.length]).toEqual([99, 1, 2]);
    });
  });

  test('keeps quiet when something is heard on the idle line, though the last answer was whole', async () => {
    await ask(READ, [REQUEST + 5, ANSWER]);
    await clock.advance(100, 'promises');
    port.say('00');
    expect([seen.counted.noise, seen.counted.quarantines]).toEqual([1, 1]);
    expect(waitNeeded()).toBeCloseTo(QUARANTINE, 6);
    await clock.advance(QUARANTINE, 'promises');
    expect(bus.doubtedSince()).toBeUndefined();
  });

  test('knows a late answer for what it is, though noise was heard before it', async () => {
    await ask(READ);
    port.say('00ff');
    await clock.advance(2 * GAP, 'promises');
    port.say(ANSWER.slice(0, 6));
    await clock.advance(1, 'promises');
    port.say(ANSWER.slice(6));
    expect(seen.counted).toMatchObject({ late: 1, noise: 9 });
  });

  test('gives a unit the silence that it needs besides', async () => {
    const touchy = { ...READ, quietAfter: 40 };
    await ask(touchy, [REQUEST + 5, ANSWER]);
    expect(waitNeeded()).toBeCloseTo(40, 6);
  });

  test('stops waiting for an answer that began and doesn’t end', async () => {
    const { answer, settledAfter } = await ask(READ, [REQUEST + 5, ANSWER.slice(0, 6)]);
    expect([wordOf(answer), settledAfter]).toEqual(['truncated', REQUEST + 5 + TIMING.pause]);
  });

  test('stops waiting where noise never ends, for an answer as for a quiet line', async () => {
    const asked = bus.ask(READ, SLOWEST);
    const noise = setNoise(clock, port);
    const answer = await clock.advanceUntil(asked, 5_000, 'promises');
    expect(wordOf(answer)).toBe('crc');
    expect(wordOf(await clock.advanceUntil(bus.ask(READ, SLOWEST), 60_000, 'promises'))).toBe('crc');
    expect([port.written.length, bus.doubtedSince() === undefined]).toEqual([1, false]);
    noise.stop();
  });

  describe('on a line that hears itself', () => {
    const request = Buffer.from(sealedRtu(READ.body)).toString('hex');

    test('takes its own words out, whether they come before the request’s end or after it', async () => {
      expect(wordOf((await ask(READ, [REQUEST, request], [REQUEST + 5, ANSWER])).answer)).toBe(42);
      expect(
        wordOf(
          (await ask(READ, [REQUEST - 4, request.slice(0, 8)], [REQUEST + 2, request.slice(8)], [REQUEST + 9, ANSWER])).answer,
        ),
      ).toBe(42);
      expect(wordOf((await ask(READ, [REQUEST + 2, request + ANSWER])).answer)).toBe(42);
      expect([seen.counted.noise, echo.heard]).toEqual([0, true]);
    });

    test('doesn’t take its own write for its answer', async () => {
      const write = Buffer.from(sealedRtu(WRITE.body)).toString('hex');
      expect(wordOf((await ask(READ, [REQUEST, request], [REQUEST + 5, ANSWER])).answer)).toBe(42);
      expect(wordOf((await ask(WRITE, [REQUEST + 2, write])).answer)).toBe('silence');
      await clock.advance(QUARANTINE, 'promises');
      expect((await ask(WRITE, [REQUEST + 2, write], [REQUEST + 20, write])).answer.is).toBe('data');
    });
  });

  test('takes the answer to a write on a line that doesn’t hear itself', async () => {
    expect((await ask(WRITE, [REQUEST + 5, Buffer.from(sealedRtu(WRITE.body)).toString('hex')])).answer.is).toBe('data');
  });

  test('asks one question at a time, and ends it when it is closed', async () => {
    const asked = bus.ask(READ, SLOWEST);
    expect(() => bus.ask(OTHER, SLOWEST)).toThrow(expect.objectContaining({ code: 'line-busy' }));
    bus.close();
    expect((await asked).is).toBe('lost');
    expect(clock.pending()).toBe(0);
  });
});

/** A byte each two milliseconds, for good. */
const setNoise = (clock: ManualClock, port: ScriptedPort): { stop(): void } => {
  let going = true;
  const go = (): void => {
    if (!going) return;
    port.say('5a');
    clock.after(2, go);
  };
  clock.after(2, go);
  return {
    stop: () => {
      going = false;
    },
  };
};
