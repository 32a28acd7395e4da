import { describe, expect, test } from 'vitest';
import { alarm, tellingBench } from './telling-bench.ts';

const FIRST = ['0 voice cook alarm a', '0 sms cook alarm a'];

describe('who is told', () => {
  test('the cook is called before he is written to, and told what to do', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    expect(bench.brought).toEqual(FIRST);
    expect(bench.texts[1]?.text).toBe(
      '第三小学食堂：报警。fridge-1：9.1 °C，高于管理限值 8 °C（01-01 08:00 起）。请关好柜门；测量食品温度，若短时间内降不下来，请把食品移到其他柜。已知悉请回复 1。',
    );
  });

  test('whoever has no telephone is told by the way that reaches him, and the rest in their order', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(40);
    expect(bench.brought.slice(2)).toEqual([
      '15 sms boss escalation a',
      '15 mail boss escalation a',
      '15 mail far escalation a',
      '30 webhook group escalation a',
    ]);
    const asking = bench.texts.filter(({ text }) => text.includes('请回复'));
    expect(new Set(asking.map(({ way }) => way))).toEqual(new Set(['voice', 'sms']));
  });

  test('nobody more, once somebody has acknowledged', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(10);
    await bench.raise(alarm('a', { acknowledged: true }));
    await bench.minutes(100);
    expect(bench.brought).toEqual(FIRST);
  });

  test('again while it stays, without a call where it was seen; nobody, once what was done is confirmed', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    await bench.raise(alarm('a', { acknowledged: true }));
    await bench.minutes(125);
    expect(bench.brought).toEqual([...FIRST, '120 sms cook re-alarm a']);
    await bench.raise(alarm('a', { acknowledged: true, confirmed: true }));
    await bench.minutes(500);
    expect(bench.brought).toHaveLength(3);
  });

  test('those who were told, that it is over; and nobody who was not', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(20);
    await bench.raise(alarm('a', { active: false, clearedAt: Date.UTC(2026, 0, 1, 0, 20), value: 6 }));
    await bench.minutes(60);
    expect(bench.brought.slice(5)).toEqual([
      '25 sms cook cleared a',
      '25 sms boss cleared a',
      '25 mail boss cleared a',
      '25 mail far cleared a',
    ]);
    expect(bench.texts.at(-1)?.text).toContain('fridge-1：6 °C，已回到管理限值 8 °C 以内（08:20）');
  });

  test('nobody of what is shelved, suppressed or out of service, until it outlasts that', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a', { shelved: true }), alarm('b', { suppressed: true }), alarm('c', { outOfService: true }));
    await bench.minutes(200);
    expect(bench.brought).toEqual([]);
    await bench.raise(alarm('b', { suppressed: false }));
    await bench.minutes(1);
    expect(bench.brought).toEqual(['200 voice cook alarm b', '200 sms cook alarm b']);
  });

  test('the next in the order at once, where nobody of a step can be reached', async () => {
    const bench = await tellingBench();
    bench.answer(({ to }) => (to === 'cook' ? { is: 'failed', reason: 'no such number', again: false } : { is: 'sent' }));
    await bench.raise(alarm('a'));
    await bench.minutes(2);
    expect(bench.brought).toContain('0 sms boss escalation a');
  });
});

describe('the hour’s bound', () => {
  const many = Array.from({ length: 9 }, (_, place) => alarm(`a${place}`, { channel: `f${place}/t` }));

  test('never holds back the first message of a new cause', async () => {
    const bench = await tellingBench();
    for (const each of many) {
      await bench.raise(each);
      await bench.minutes(1);
    }
    expect(bench.brought.filter((line) => line.includes('voice'))).toHaveLength(9);
  });

  test('holds back the rest, says so in the record once, and tells it when there is room', async () => {
    const bench = await tellingBench();
    for (const each of many.slice(0, 6)) {
      await bench.raise(each);
      await bench.minutes(1);
    }
    await bench.minutes(30);
    expect(bench.brought.filter((line) => line.includes('escalation'))).toEqual([]);
    expect(bench.facts.filter(({ fate }) => fate === 'held').map(({ about }) => about)).toEqual(Array(6).fill('escalation'));
    await bench.minutes(30);
    expect(bench.brought.some((line) => line.includes('boss escalation'))).toBe(true);
  });
});
