import { describe, expect, test } from 'vitest';
import type { DueThing } from '../../../gateway/notify/deadlines.ts';
import { alarm, HOUR, tellingBench } from './telling-bench.ts';

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

describe('a restart', () => {
  test('tells nothing twice, and goes on with the steps', async () => {
    const first = await tellingBench();
    await first.raise(alarm('a'));
    await first.minutes(5);
    const second = await tellingBench({ clock: first.clock, saved: first.saved(), standing: [alarm('a')] });
    await second.minutes(11);
    expect(second.brought).toEqual(['10 sms boss escalation a', '10 mail boss escalation a', '10 mail far escalation a']);
  });

  test('of the machine itself counts the time that it was off, and an hour’s jump of the clock changes nothing', async () => {
    const first = await tellingBench();
    await first.raise(alarm('a'));
    await first.minutes(5);
    first.clock.step(HOUR);
    await first.minutes(1);
    await first.raise(alarm('b', { channel: 'far/t', suppressed: true }));
    await first.minutes(1);
    const states = first.saved();
    const { createManualClock } = await import('../../../simulators/world/manual-clock.ts');
    const clock = createManualClock({ now: first.clock.now() + 4 * 60_000, elapsed: 0 });
    const second = await tellingBench({ clock, saved: states, standing: [alarm('a')] });
    await second.minutes(6);
    expect(second.brought).toEqual(['4 sms boss escalation a', '4 mail boss escalation a', '4 mail far escalation a']);
  });

  test('tells what was raised and never planned, and forgets what is over', async () => {
    const bench = await tellingBench({ standing: [alarm('a')] });
    await bench.minutes(1);
    expect(bench.brought).toEqual(FIRST);
    const later = await tellingBench({ clock: bench.clock, saved: bench.saved(), standing: [] });
    await later.minutes(30);
    expect(later.brought).toEqual(['5 sms cook cleared a']);
  });

  test('between begun and sent says that nobody knows, and tries again', async () => {
    const first = await tellingBench();
    first.answer(() => new Promise(() => undefined));
    await first.raise(alarm('a'));
    await first.minutes(1);
    expect(first.facts.map(({ fate }) => fate)).toEqual(['begun']);
    const second = await tellingBench({ clock: first.clock, saved: first.saved(), standing: [alarm('a')] });
    await second.minutes(1);
    expect(second.brought).toEqual(FIRST);
    expect(second.facts.filter(({ way }) => way === 'voice').map(({ fate, attempt }) => [fate, attempt])).toEqual([
      ['uncertain', 1],
      ['begun', 2],
      ['sent', 2],
    ]);
  });
});

describe('fates', () => {
  test('are facts before and after each attempt; people by reference', async () => {
    const bench = await tellingBench();
    let times = 0;
    bench.answer(() => {
      times += 1;
      return times === 1 ? { is: 'failed', reason: 'busy', again: true } : { is: 'sent' };
    });
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    const told = bench.facts.map(
      ({ way, to, fate, attempt, reason }) => `${way} ${to} ${fate} ${attempt}${reason === undefined ? '' : ` ${reason}`}`,
    );
    expect(told).toEqual([
      'voice ref-cook begun 1',
      'voice ref-cook failed 1 busy',
      'sms ref-cook begun 1',
      'sms ref-cook sent 1',
      'voice ref-cook begun 2',
      'voice ref-cook sent 2',
    ]);
  });

  test('what always fails is tried seven times, with growing pauses, and then given up', async () => {
    const bench = await tellingBench({ routes: { steps: [{ after: 0, tell: [], by: ['webhook'] }] } });
    bench.answer(() => ({ is: 'failed', reason: 'status 503', again: true }));
    await bench.raise(alarm('a'));
    await bench.minutes(110);
    expect(bench.brought.map((line) => line.split(' ')[0])).toEqual(['0', '0', '0', '2', '7', '17', '37']);
    expect(bench.facts.map(({ fate, attempt }) => `${fate} ${attempt}`).at(-1)).toBe('failed 7');
    expect(bench.teller.waiting()).toBe(0);
  });

  test('a notice whose reason is gone is withdrawn', async () => {
    const bench = await tellingBench();
    bench.answer(({ way }) => (way === 'voice' ? { is: 'failed', reason: 'busy', again: true } : { is: 'sent' }));
    await bench.raise(alarm('a'));
    await bench.minutes(0.3);
    await bench.raise(alarm('a', { acknowledged: true }));
    await bench.minutes(3);
    expect(bench.facts.filter(({ way }) => way === 'voice').at(-1)).toMatchObject({ fate: 'withdrawn' });
  });

  test('a message that the network has given up has failed, and the next person is told at once', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(2);
    const sms = bench.texts.find(({ way }) => way === 'sms');
    bench.teller.reported(sms?.id ?? '', 'failed');
    await bench.minutes(1);
    expect(bench.facts.find(({ id, fate }) => id === sms?.id && fate === 'failed')).toMatchObject({
      reason: 'the network has given it up',
    });
    expect(bench.brought.slice(2)).toEqual(['2 sms boss escalation a', '2 mail boss escalation a', '2 mail far escalation a']);
  });

  test('one of several that was given up changes nothing for whoever has the text', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(16);
    const count = bench.brought.length;
    bench.teller.reported(bench.texts.find(({ way, to }) => way === 'sms' && to === 'cook')?.id ?? '', 'failed');
    await bench.minutes(1);
    expect(bench.brought).toHaveLength(count);
  });

  test('a reply acknowledges what the person was told of', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    expect(bench.teller.repliedBy('boss')).toEqual({ is: 'late' });
    expect(bench.teller.repliedBy('cook')).toEqual({ is: 'acknowledged', alarms: ['a'] });
    await bench.minutes(1);
    expect(bench.facts.at(-1)).toMatchObject({ way: 'sms', fate: 'answered', alarms: ['a'] });
  });

  test('a reply with a number acknowledges the message of that number, and none that was not sent to its sender', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    await bench.raise(alarm('b', { channel: 'fridge-2/temperature' }));
    await bench.minutes(1);
    expect(bench.texts.filter(({ way }) => way === 'sms').map(({ text }) => text.slice(-6))).toEqual([
      '请回复 1。',
      '请回复 2。',
    ]);
    expect(bench.teller.repliedBy('cook', 2)).toEqual({ is: 'acknowledged', alarms: ['b'] });
    expect(bench.teller.repliedBy('cook', 7)).toEqual({ is: 'wrong-number' });
    expect(bench.teller.repliedBy('boss', 1)).toEqual({ is: 'wrong-number' });
    expect(bench.teller.repliedBy('cook')).toEqual({ is: 'acknowledged', alarms: ['a', 'b'] });
  });

  test('a reply that was written before its sender was told acknowledges nothing, with a number or without', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(20);
    for (const code of [undefined, 1]) {
      expect(bench.teller.repliedBy('cook', code, 2 * 86_400_000)).toEqual({ is: 'too-old' });
      expect(bench.teller.repliedBy('boss', code, 10 * 60_000)).toEqual({ is: 'too-old' });
    }
    expect(bench.facts.filter(({ fate }) => fate === 'answered')).toEqual([]);
    expect(bench.teller.repliedBy('boss', 1, 4 * 60_000)).toEqual({ is: 'acknowledged', alarms: ['a'] });
    expect(bench.teller.repliedBy('cook', 1, 10 * 60_000)).toEqual({ is: 'acknowledged', alarms: ['a'] });
  });

  test('over a restart it is known when each was told', async () => {
    const first = await tellingBench();
    await first.raise(alarm('a'));
    await first.minutes(10);
    const second = await tellingBench({ saved: first.saved(), clock: first.clock, standing: [alarm('a')] });
    await second.minutes(1);
    expect(second.teller.repliedBy('cook', undefined, 20 * 60_000)).toEqual({ is: 'too-old' });
    expect(second.teller.repliedBy('cook', undefined, 5 * 60_000)).toEqual({ is: 'acknowledged', alarms: ['a'] });
  });

  test('a late reply to what is over does not acknowledge what came after it', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    await bench.raise(alarm('a', { active: false }));
    await bench.minutes(6);
    await bench.raise(alarm('b', { channel: 'fridge-2/temperature' }));
    await bench.minutes(1);
    expect(bench.teller.repliedBy('cook', 1)).toEqual({ is: 'late' });
    expect(bench.teller.repliedBy('cook', 2)).toEqual({ is: 'acknowledged', alarms: ['b'] });
  });

  test('two who answer: the first acknowledges, the second comes late and changes nothing', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('a'));
    await bench.minutes(16);
    expect(bench.teller.repliedBy('cook', 1)).toEqual({ is: 'acknowledged', alarms: ['a'] });
    await bench.raise(alarm('a', { acknowledged: true }));
    expect(bench.teller.repliedBy('boss', 1)).toEqual({ is: 'late' });
  });

  test('a step whose ways have all failed three times does not use up the time until the next', async () => {
    const bench = await tellingBench();
    bench.answer(({ to }) => (to === 'cook' ? { is: 'failed', reason: 'no modem', again: true } : { is: 'sent' }));
    await bench.raise(alarm('a'));
    await bench.minutes(2);
    expect(bench.brought).toContain('0 sms boss escalation a');
    expect(bench.brought.filter((line) => line.includes('group'))).toEqual([]);
  });

  test('what nobody knows is told as that, and tried again', async () => {
    const bench = await tellingBench();
    let times = 0;
    bench.answer(() => {
      times += 1;
      return times === 1 ? { is: 'uncertain', reason: 'the modem died', again: true } : { is: 'sent' };
    });
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    expect(bench.facts.filter(({ way }) => way === 'voice').map(({ fate }) => fate)).toEqual([
      'begun',
      'uncertain',
      'begun',
      'sent',
    ]);
  });

  test('a disk that takes nothing does not silence an alarm', async () => {
    const bench = await tellingBench({ commit: () => new Promise(() => undefined) });
    await bench.raise(alarm('a'));
    await bench.minutes(1);
    expect(bench.brought).toEqual(FIRST);
  });

  test('a way that never ends does not keep the others', async () => {
    const bench = await tellingBench();
    bench.answer(({ way }) => (way === 'voice' ? new Promise(() => undefined) : { is: 'sent' }));
    await bench.raise(alarm('a'));
    await bench.minutes(7);
    expect(bench.brought.slice(0, 2)).toEqual(['0 voice cook alarm a', '5 sms cook alarm a']);
  });
});

describe('the sign of life', () => {
  const signOfLife = { at: 9 * 60, tell: ['cook'], by: ['sms'] as const };

  test('comes once a day at its time, and says that all is well', async () => {
    const bench = await tellingBench({ routes: { signOfLife } });
    await bench.minutes(3 * 24 * 60);
    expect(bench.brought).toEqual(['60 sms cook sign-of-life ', '1500 sms cook sign-of-life ', '2940 sms cook sign-of-life ']);
    expect(bench.texts[0]?.text).toBe('第三小学食堂：每日报平安。12 个柜体监测正常，无报警。');
  });

  test('comes late where the box was off at its time, and not twice where the clock went back', async () => {
    const first = await tellingBench({ routes: { signOfLife } });
    await first.minutes(61);
    first.clock.step(-2 * HOUR);
    await first.minutes(180);
    expect(first.brought).toHaveLength(1);
    first.clock.step(30 * HOUR);
    const second = await tellingBench({ routes: { signOfLife }, clock: first.clock, saved: first.saved() });
    await second.minutes(1);
    expect(second.brought).toHaveLength(1);
  });

  test('goes on the day after a clock that was years ahead has been set right', async () => {
    const first = await tellingBench({ routes: { signOfLife } });
    first.clock.step(4 * 365 * 24 * HOUR);
    await first.minutes(61);
    expect(first.brought).toHaveLength(1);
    first.clock.step(-4 * 365 * 24 * HOUR);
    await first.minutes(24 * 60);
    // That of the day itself, and the next.
    expect(first.brought).toHaveLength(3);
  });

  test('that could not be brought for hours is not brought: what it says is no longer true', async () => {
    const bench = await tellingBench({ routes: { signOfLife } });
    await bench.minutes(59);
    const stuck = await tellingBench({ routes: { signOfLife }, clock: bench.clock, saved: bench.saved() });
    stuck.answer(() => new Promise(() => undefined));
    await stuck.minutes(2);
    const saved = stuck.saved();
    stuck.clock.step(5 * HOUR);
    const later = await tellingBench({ routes: { signOfLife }, clock: stuck.clock, saved });
    await later.minutes(1);
    expect(later.brought).toEqual([]);
    expect(later.facts.at(-1)).toMatchObject({ about: 'sign-of-life', fate: 'withdrawn' });
  });

  test('says of what is over whose food nobody has decided on yet', async () => {
    const over = { ...alarm('x', { cause: 'cooling', level: 'legal' }), active: false, latched: true };
    const owed = () => [
      over,
      { ...over, confirmed: true, channel: 'b/t' },
      { ...over, cause: 'door', level: 'operational', channel: 'c/t' } as const,
    ];
    const bench = await tellingBench({ routes: { signOfLife }, owed });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toContain('无报警。已恢复但尚未判定食品去留 1 处：fridge-1，请在网关登记处置。');
  });

  test('says what has fallen due', async () => {
    const due = () => [{ kind: 'calibration', key: 'a/t', name: '1号冷藏柜' } as const];
    const bench = await tellingBench({ routes: { signOfLife }, due });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toContain('校准到期 1 项（1号冷藏柜）。');
  });

  test('says that all is well of those cabinets alone that are watched, and names the others', async () => {
    const quiet = () => [
      { cabinet: 'fridge-1', why: 'maintenance' } as const,
      { cabinet: 'fridge-2', why: 'switched-off' } as const,
    ];
    const bench = await tellingBench({ routes: { signOfLife }, quiet });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toBe(
      '第三小学食堂：每日报平安。12 个柜体中 10 个监测正常，无报警。维护中，不报警：fridge-1。按计划停用，不报警：fridge-2。',
    );
  });

  test('says of a site in maintenance that none of it is watched', async () => {
    const quiet = () => [{ cabinet: 'site', why: 'maintenance' } as const];
    const bench = await tellingBench({ routes: { signOfLife }, quiet });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toBe('第三小学食堂：每日报平安。12 个柜体中 0 个监测正常，无报警。维护中，不报警：整个场所。');
  });

  test('says what is shelved', async () => {
    const bench = await tellingBench({ routes: { signOfLife }, standing: [alarm('a', { shelved: true })] });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toContain('报警已搁置：fridge-1。');
  });

  test('says what stands', async () => {
    const bench = await tellingBench({ routes: { signOfLife }, standing: [alarm('a', { shelved: true })] });
    await bench.minutes(61);
    expect(bench.texts[0]?.text).toContain('未解除报警 1 项');
  });
});

describe('a deadline', () => {
  const deadlines = [
    { at: 9 * 60, of: ['disposal', 'report'] as const, tell: ['cook'], by: ['sms'] as const },
    { at: 10 * 60, of: ['calibration'] as const, tell: ['manager'], by: ['mail'] as const },
  ];
  const sample = (key: string): DueThing => ({ kind: 'disposal', key, name: key });
  const probe: DueThing = { kind: 'calibration', key: 'a/t', name: '1号冷藏柜' };

  test('is told once, by kind to whom it concerns, at its time of day', async () => {
    let due: readonly DueThing[] = [sample('S1'), sample('S2'), probe];
    const bench = await tellingBench({ routes: { deadlines }, due: () => due });
    await bench.minutes(26 * 60);
    expect(bench.brought).toEqual(['60 sms cook deadline ', '120 mail boss deadline ', '120 mail far deadline ']);
    expect(bench.texts[0]?.text).toBe('第三小学食堂：到期提醒。留样待处置 2 份（S1、S2）。');
    due = [sample('S2'), sample('S3'), probe];
    await bench.minutes(24 * 60);
    expect(bench.brought.slice(3)).toEqual(['2940 sms cook deadline ']);
    expect(bench.texts.at(-1)?.text).toContain('留样待处置 1 份（S3）');
  });

  test('that is done and falls due again is told again, over restarts too', async () => {
    let due: readonly DueThing[] = [probe];
    const first = await tellingBench({ routes: { deadlines }, due: () => due });
    await first.minutes(3 * 60);
    expect(first.brought).toHaveLength(2);
    const second = await tellingBench({ routes: { deadlines }, due: () => due, clock: first.clock, saved: first.saved() });
    await second.minutes(24 * 60);
    expect(second.brought).toEqual([]);
    due = [];
    await second.minutes(24 * 60);
    due = [probe];
    await second.minutes(24 * 60);
    expect(second.brought).toHaveLength(2);
  });

  test('waits while the hour has no room, and the record says so once', async () => {
    const bench = await tellingBench({ routes: { deadlines, perHour: 1 }, due: () => [sample('S1')] });
    await bench.minutes(50);
    await bench.raise(alarm('a', { acknowledged: true }), alarm('b', { channel: 'f2/t' }));
    await bench.minutes(20);
    expect(bench.brought.filter((line) => line.includes('deadline'))).toEqual([]);
    expect(bench.facts.filter(({ fate, about }) => fate === 'held' && about === 'deadline')).toHaveLength(1);
    await bench.raise(alarm('b', { channel: 'f2/t', acknowledged: true }));
    await bench.minutes(60);
    expect(bench.brought.filter((line) => line.includes('deadline'))).toHaveLength(1);
  });

  test('is never told at night: a box that was off all day waits for the next', async () => {
    const { createManualClock } = await import('../../../simulators/world/manual-clock.ts');
    const clock = createManualClock({ now: Date.UTC(2026, 0, 1, 13, 5), elapsed: 0 });
    const bench = await tellingBench({ routes: { deadlines }, due: () => [sample('S1')], clock });
    await bench.minutes(11 * 60);
    expect(bench.brought).toEqual([]);
    await bench.minutes(60);
    expect(bench.brought).toEqual(['715 sms cook deadline ']);
  });
});
