import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../../gateway/acquire/modbus/answer.ts';
import { questionOf } from '../../../../gateway/acquire/modbus/question.ts';
import { TcpBus } from '../../../../gateway/acquire/modbus/tcp-bus.ts';
import { transactionIds } from '../../../../gateway/acquire/modbus/transaction-ids.ts';
import { createManualClock, type ManualClock } from '../../../../simulators/world/manual-clock.ts';
import { type Testimony, testimony } from '../bus-witness.ts';
import { type ScriptedPort, scriptedPort } from '../scripted-port.ts';

const READ = questionOf({ function: 3, unit: 1, address: 0x10, count: 1 });

/** The answer with this id, unit, and register. */
const answerTo = (id: number, word = 42, unit = 1): string =>
  [id >> 8, id & 0xff, 0, 0, 0, 5, unit, 3, 2, word >> 8, word & 0xff].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const wordOf = (answer: Answer): number | string =>
  answer.is === 'data' ? answer.data.getUint16(0) : answer.is === 'doubt' ? answer.why : answer.is;

describe('a bus of Modbus TCP', () => {
  let clock: ManualClock;
  let port: ScriptedPort;
  let seen: Testimony;
  let bus: TcpBus;
  beforeEach(() => {
    clock = createManualClock({ now: 0, elapsed: 0 });
    port = scriptedPort();
    seen = testimony();
    bus = new TcpBus(port, { clock, ids: transactionIds(0), witness: seen });
  });

  const ask = async (...script: readonly (readonly [after: number, hex: string])[]) => {
    const asked = bus.ask(READ, 200);
    const left = clock.elapsed();
    for (const [after, hex] of script) {
      await clock.advance(left + after - clock.elapsed(), 'promises');
      port.say(hex);
    }
    return wordOf(await clock.advanceUntil(asked, 5_000, 'promises'));
  };

  test('gives each question an id of its own, and takes the answer that bears it', async () => {
    expect([await ask([5, answerTo(1)]), await ask([5, answerTo(2, 43)])]).toEqual([42, 43]);
    expect(port.written.map((frame) => frame.slice(0, 4))).toEqual(['0001', '0002']);
  });

  test('takes an answer however it is cut, byte by byte too', async () => {
    const hex = answerTo(1);
    expect(await ask(...Array.from({ length: 11 }, (_, byte) => [byte, hex.slice(2 * byte, 2 * byte + 2)] as const))).toBe(42);
  });

  test('drops a late answer, counts it, and goes on waiting for its own', async () => {
    expect(await ask()).toBe('silence');
    expect(await ask([5, answerTo(1, 7)], [20, answerTo(2, 8)])).toBe(8);
    expect(await ask([5, answerTo(2, 8) + answerTo(3, 9)])).toBe(9);
    expect(seen.counted.late).toBe(2);
  });

  test('keeps the beginning of an answer that came with the end of another', async () => {
    await ask();
    const mine = answerTo(2, 8);
    expect(await ask([5, answerTo(1, 7) + mine.slice(0, 10)], [9, mine.slice(10)])).toBe(8);
  });

  test('gives a unit the silence that it needs after its answer', async () => {
    const asked = bus.ask({ ...READ, quietAfter: 40 }, 200);
    await clock.advance(5, 'promises');
    port.say(answerTo(1));
    await asked;
    expect(bus.readyAt()).toBe(45);
  });

  test('may ask again at once after silence: the ids keep old answers apart', async () => {
    await ask();
    expect(bus.readyAt()).toBeLessThanOrEqual(clock.elapsed());
  });

  test.each([
    ['another unit', answerTo(1, 42, 2), 'foreign-unit'],
    ['another function', `0001000000050104 02002a`, 'function'],
    ['another length', '000100000007010304002a002b', 'count'],
    ['an exception', '000100000003018302', 'exception'],
  ])('says what an answer with the right id is otherwise: %s', async (_, hex, verdict) => {
    expect(await ask([5, hex])).toBe(verdict);
  });

  test('gives the connection up where the stream is no Modbus TCP, or its answers are always to other questions', async () => {
    expect(await ask([5, '00010001000501030200 2a'])).toBe('lost');
    expect(seen.counted.derailed).toHaveLength(1);
    bus = new TcpBus(port, { clock, ids: transactionIds(0), witness: seen });
    const answers: (number | string)[] = [];
    for (let question = 1; question <= 16; question += 1) answers.push(await ask([5, answerTo(0x7777)]));
    expect(answers).toEqual([...Array.from({ length: 15 }, () => 'silence'), 'lost']);
    expect(seen.counted.derailed).toHaveLength(2);
    port.say(answerTo(1)); // nobody listens to it any more
  });

  test('stays with a connection on which a true answer comes now and then', async () => {
    for (let question = 1; question <= 60; question += 1) await ask([5, answerTo(question % 15 === 0 ? question : 0x7777)]);
    expect(seen.counted).toMatchObject({ late: 56, derailed: [] });
  });

  test('gives the connection up when an answer was cut short: what comes next would be taken for its end', async () => {
    expect(await ask([5, answerTo(1).slice(0, 16)])).toBe('truncated');
    expect(seen.counted).toMatchObject({ noise: 8, derailed: ['an answer was cut short'] });
  });

  test('asks one question at a time, and ends it when it is closed', async () => {
    const asked = bus.ask(READ, 200);
    expect(() => bus.ask(READ, 200)).toThrow(expect.objectContaining({ code: 'line-busy' }));
    bus.close();
    expect((await asked).is).toBe('lost');
    expect(clock.pending()).toBe(0);
  });
});
