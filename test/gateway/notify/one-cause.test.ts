import { describe, expect, test } from 'vitest';
import { alarm, tellingBench } from './telling-bench.ts';

describe('one cause is one message', () => {
  test('twelve cabinets of one line that fall silent', async () => {
    const bench = await tellingBench();
    await bench.raise(
      ...Array.from({ length: 12 }, (_, place) => alarm(`s${place}`, { channel: `f${place}/t`, cause: 'silence' })),
    );
    await bench.minutes(14);
    expect(bench.brought).toHaveLength(2);
    expect(bench.texts[0]?.text).toContain('另有：f3、f4、f5、f6、f7、f8、f9、f10、f11。');
  });

  test('twelve cabinets of one line, though their units fall silent one after the other: told within the minute', async () => {
    const bench = await tellingBench();
    for (let place = 0; place < 12; place += 1) {
      await bench.raise(alarm(`s${place}`, { channel: `f${place}/t`, cause: 'silence', since: place * 10_000 }));
      await bench.minutes(1 / 6);
    }
    await bench.minutes(30);
    expect(bench.brought.filter((line) => line.includes('alarm'))).toEqual([
      '1 voice cook alarm s0,s1,s2,s3,s4,s5',
      '1 sms cook alarm s0,s1,s2,s3,s4,s5',
    ]);
  });

  test('cabinets of one line that fell silent together, though their rules wait for different times', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('quick', { channel: 'f1/t', cause: 'silence', since: 0 }));
    await bench.minutes(1);
    await bench.raise(alarm('quick', { channel: 'f1/t', cause: 'silence', since: 0, acknowledged: true }));
    await bench.minutes(25);
    await bench.raise(alarm('slow', { channel: 'f2/t', cause: 'silence', since: 60_000 }));
    await bench.minutes(10);
    expect(bench.brought).toHaveLength(2);
  });

  test('several causes within seconds are one message, and each can be answered', async () => {
    const bench = await tellingBench();
    for (const place of [1, 2, 3]) {
      await bench.raise(alarm(`a${place}`, { channel: `f${place}/t` }));
      await bench.minutes(1 / 20);
    }
    await bench.minutes(5);
    expect(bench.brought).toEqual(['0 voice cook alarm a1,a2,a3', '0 sms cook alarm a1,a2,a3']);
    expect(bench.teller.repliedBy('cook', 1)).toEqual({ is: 'acknowledged', alarms: ['a1', 'a2', 'a3'] });
  });

  test('a power cut, at once, with all that follows from it', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('m', { cause: 'mains', channel: 'meter/voltage' }));
    expect(bench.brought).toEqual(['0 voice cook power m', '0 sms cook power m']);
    await bench.raise(alarm('m', { cause: 'mains', channel: 'meter/voltage', acknowledged: true }));
    await bench.minutes(5);
    await bench.raise(
      ...Array.from({ length: 5 }, (_, place) => alarm(`s${place}`, { channel: `f${place}/t`, cause: 'silence' })),
    );
    await bench.minutes(10);
    expect(bench.brought).toHaveLength(2);
  });

  test('what a power cut has left behind: every cabinet that is too warm, in one message', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('m', { cause: 'mains', channel: 'meter/voltage' }));
    await bench.minutes(200);
    const before = bench.brought.length;
    await bench.raise(alarm('a', { cause: 'after-gap' }));
    await bench.raise(alarm('b', { cause: 'after-gap', channel: 'fridge-2/temperature' }));
    await bench.raise(alarm('c', { cause: 'after-gap', channel: 'fridge-3/temperature' }));
    await bench.minutes(1);
    expect(bench.brought.slice(before, before + 2)).toEqual(['200 voice cook power a,b,c,m', '200 sms cook power a,b,c,m']);
  });

  test('but that it has become worse is told: beyond the working limit, beyond the law', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('d', { cause: 'door', channel: 'fridge-1/door' }));
    await bench.minutes(1);
    await bench.raise(alarm('d', { cause: 'door', channel: 'fridge-1/door', acknowledged: true }));
    await bench.raise(alarm('a'));
    await bench.minutes(9);
    await bench.raise(alarm('a', { acknowledged: true }));
    await bench.raise(alarm('l', { level: 'legal' }));
    await bench.minutes(4);
    expect(bench.brought).toEqual([
      '0 voice cook alarm d',
      '0 sms cook alarm d',
      '1 voice cook alarm a,d',
      '1 sms cook alarm a,d',
      '10 voice cook alarm l,a,d',
      '10 sms cook alarm l,a,d',
    ]);
  });

  test('a flapping alarm is one alarm', async () => {
    const bench = await tellingBench();
    for (let time = 0; time < 20; time += 1) {
      await bench.raise(alarm(`a${time}`, { acknowledged: time === 0 }));
      await bench.minutes(1);
      await bench.raise(alarm(`a${time}`, { active: false }));
      await bench.minutes(1);
    }
    await bench.minutes(10);
    expect(bench.brought.filter((line) => line.includes('voice'))).toHaveLength(1);
  });
});
