import { describe, expect, test } from 'vitest';
import { alarm, tellingBench } from './telling-bench.ts';

const WARM = alarm('warm', { limit: 6 });
const BEYOND_THE_LAW = alarm('law', { level: 'legal' });
const over = { active: false, clearedAt: 0 };

/** A legal alarm of another fridge. */
const beyond = (id: string, fridge: string, more: object = {}) =>
  alarm(id, { level: 'legal', channel: `${fridge}/temperature`, ...more });

describe('a power cut that is over', () => {
  const cut = (more: object = {}) => alarm('cut', { cause: 'mains', channel: 'meter/voltage', ...more });

  test('swallows nothing of the days after, though a freezer is still warm', async () => {
    const bench = await tellingBench();
    await bench.raise(cut());
    await bench.minutes(5);
    await bench.raise(beyond('freezer', 'freezer', { since: 5 * 60_000 }));
    await bench.minutes(5);
    await bench.raise(cut({ active: false, clearedAt: 10 * 60_000, acknowledged: true }));
    await bench.raise(beyond('freezer', 'freezer', { acknowledged: true }));
    await bench.minutes(30 * 60 - 10);
    const before = bench.brought.length;
    await bench.raise(beyond('next-day', 'fridge-2', { since: 30 * 60 * 60_000 }));
    await bench.minutes(1);
    expect(bench.brought.slice(before)).toEqual(['1800 voice cook alarm next-day', '1800 sms cook alarm next-day']);
  });

  test('is told for each cabinet that it left too warm, once their rules have waited', async () => {
    const bench = await tellingBench();
    await bench.raise(cut());
    await bench.minutes(50);
    await bench.raise(beyond('freezer', 'freezer', { since: 50 * 60_000 }));
    await bench.minutes(1);
    await bench.raise(beyond('freezer', 'freezer', { since: 50 * 60_000, acknowledged: true }));
    await bench.minutes(9);
    await bench.raise(cut({ active: false, clearedAt: 60 * 60_000, acknowledged: true }));
    await bench.minutes(25);
    const before = bench.brought.length;
    await bench.raise(beyond('a', 'fridge-1', { since: 55 * 60_000 }));
    await bench.minutes(1);
    await bench.raise(beyond('a', 'fridge-1', { since: 55 * 60_000, acknowledged: true }));
    await bench.minutes(24);
    await bench.raise(beyond('b', 'fridge-2', { since: 58 * 60_000 }));
    await bench.minutes(1);
    expect(bench.brought.slice(before).filter((line) => line.includes('voice'))).toEqual([
      '85 voice cook alarm a,freezer',
      '110 voice cook alarm b,freezer,a',
    ]);
  });
});

describe('a power cut that goes on', () => {
  const cut = alarm('cut', { cause: 'mains', channel: 'meter/voltage' });
  const calls = (brought: readonly string[]) => brought.filter((line) => line.includes('voice'));

  test('is told to spoil food when the first cabinet is beyond the law, and of those after it together', async () => {
    const bench = await tellingBench();
    await bench.raise(cut);
    await bench.minutes(90);
    await bench.raise(alarm('cut', { cause: 'mains', channel: 'meter/voltage', acknowledged: true }));
    await bench.minutes(10);
    const before = bench.brought.length;
    for (let place = 0; place < 12; place += 1) {
      await bench.raise(beyond(`law${place}`, `fridge-${place}`, { since: (70 + place) * 60_000 }));
      await bench.minutes(1);
    }
    await bench.minutes(10);
    expect(calls(bench.brought.slice(before))).toEqual([
      '100 voice cook power law0,cut',
      '110 voice cook power law1,law2,law3,law4,law5,law6,law7,law8,law9,law10,law0,cut',
      '120 voice cook power law11,law0,law1,law2,law3,law4,law5,law6,law7,law8,law9,law10,cut',
    ]);
    const [first, second] = bench.texts.slice(before).filter(({ way, to }) => way === 'sms' && to === 'cook');
    expect(first?.title).toBe('第三小学食堂 停电，柜温已超出法定限值');
    expect(first?.text).toContain('fridge-0：9.1 °C，高于法定限值 8 °C（01-01 09:10 起）。');
    expect(second?.text).toContain(
      '同样超出法定限值：fridge-3、fridge-4、fridge-5、fridge-6、fridge-7、fridge-8、fridge-9、fridge-10、fridge-0。',
    );
  });

  test('goes to the next person in time, though one cabinet follows the other and nobody answers', async () => {
    const bench = await tellingBench();
    await bench.raise(cut);
    for (let place = 0; place < 6; place += 1) {
      await bench.raise(beyond(`law${place}`, `fridge-${place}`));
      await bench.minutes(12);
    }
    const escalations = bench.brought.filter((line) => line.includes('escalation'));
    expect(escalations[0]).toMatch(/^15 sms boss escalation law0,law1/);
    expect(escalations.some((line) => /^30 webhook group/.test(line))).toBe(true);
  });

  test('and has warmed a cabinet for the second time, hours after nobody answered the first, is told at once', async () => {
    const bench = await tellingBench();
    await bench.raise(cut);
    await bench.raise(beyond('first', 'fridge-1'));
    await bench.minutes(40);
    await bench.raise(beyond('first', 'fridge-1', { active: false, clearedAt: 40 * 60_000 }));
    await bench.minutes(85);
    const before = bench.brought.length;
    await bench.raise(beyond('second', 'fridge-1', { since: 110 * 60_000 }));
    await bench.minutes(1);
    expect(calls(bench.brought.slice(before))).toEqual(['125 voice cook power second,cut']);
  });
});

describe('a reply', () => {
  test('acknowledges nothing that its sender was not told of yet, and the steps of that begin', async () => {
    const bench = await tellingBench();
    await bench.raise(WARM);
    await bench.minutes(10);
    await bench.raise(BEYOND_THE_LAW);
    await bench.minutes(8 / 60);
    expect(bench.teller.repliedBy('cook')).toEqual({ is: 'acknowledged', alarms: ['warm'] });
    await bench.raise(alarm('warm', { limit: 6, acknowledged: true }));
    await bench.minutes(16);
    expect(bench.brought.slice(2)).toEqual([
      '10 voice cook alarm law,warm',
      '10 sms cook alarm law,warm',
      '25 sms boss escalation law',
      '25 mail boss escalation law',
      '25 mail far escalation law',
    ]);
  });

  test('acknowledges nothing of a message that is still on its way', async () => {
    const bench = await tellingBench();
    await bench.raise(WARM);
    await bench.minutes(10);
    bench.answer(({ way }) => (way === 'voice' ? new Promise(() => undefined) : { is: 'sent' }));
    await bench.raise(BEYOND_THE_LAW);
    await bench.minutes(1);
    expect(bench.teller.repliedBy('cook')).toEqual({ is: 'acknowledged', alarms: ['warm'] });
    await bench.minutes(6);
    expect(bench.teller.repliedBy('cook')).toEqual({ is: 'acknowledged', alarms: ['warm', 'law'] });
  });
});

describe('what is beyond the law', () => {
  const busy = async () => {
    const bench = await tellingBench({ routes: { perHour: 2 } });
    await bench.raise(alarm('door', { cause: 'door', channel: 'fridge-1/door' }));
    await bench.minutes(1);
    await bench.raise(alarm('door', { cause: 'door', channel: 'fridge-1/door', ...over }));
    await bench.minutes(10);
    return bench;
  };

  test('is told at once, though a door of the same cabinet was told within the hour and the hour is full', async () => {
    const bench = await busy();
    const before = bench.brought.length;
    await bench.raise(BEYOND_THE_LAW);
    await bench.minutes(1);
    expect(bench.brought.slice(before)).toEqual(['11 voice cook alarm law', '11 sms cook alarm law']);
  });

  test('is passed on in time, though the hour is full', async () => {
    const bench = await tellingBench({ routes: { perHour: 1 } });
    await bench.raise(BEYOND_THE_LAW);
    await bench.minutes(16);
    expect(bench.brought).toContain('15 sms boss escalation law');
  });

  test('is passed on in time, though a lesser thing of the same cause waits for room', async () => {
    const steps = [
      { after: 0, tell: ['cook'], by: ['sms'] as const },
      { after: 40 * 60_000, tell: ['boss'], by: ['sms'] as const },
    ];
    const bench = await tellingBench({ routes: { perHour: 2, steps } });
    await bench.raise(alarm('cut', { cause: 'mains', channel: 'meter/voltage' }));
    await bench.raise(beyond('law', 'fridge-1'));
    await bench.minutes(2);
    await bench.raise(alarm('lesser', { channel: 'fridge-2/temperature' }));
    await bench.minutes(40);
    expect(bench.brought).toEqual(['0 sms cook power cut', '0 sms cook power law,cut', '40 sms boss escalation law,cut']);
  });

  test('and over before anybody could be told is told as that', async () => {
    const bench = await tellingBench();
    await bench.raise(BEYOND_THE_LAW);
    await bench.raise(alarm('law', { level: 'legal', ...over }));
    await bench.minutes(6);
    expect(bench.brought).toEqual(['5 sms cook cleared law']);
    await bench.minutes(200);
    expect(bench.brought).toHaveLength(1);
  });

  test('for the second time, when the first was seen and is over, is told at once, and both are named as over', async () => {
    const bench = await tellingBench();
    await bench.raise(BEYOND_THE_LAW);
    await bench.minutes(2);
    await bench.raise(alarm('law', { level: 'legal', acknowledged: true }));
    await bench.minutes(6);
    await bench.raise(alarm('law', { level: 'legal', acknowledged: true, ...over }));
    await bench.minutes(3);
    await bench.raise(alarm('again', { level: 'legal' }));
    await bench.minutes(4);
    await bench.raise(alarm('again', { level: 'legal', acknowledged: true, ...over }));
    await bench.minutes(6);
    expect(bench.brought.slice(2)).toEqual([
      '11 voice cook alarm again',
      '11 sms cook alarm again',
      '20 sms cook cleared law,again',
    ]);
  });

  test('is told although a lesser alarm of the same cabinet in the same cause has not been answered', async () => {
    const bench = await tellingBench();
    await bench.raise(alarm('cut', { cause: 'mains', channel: 'meter/voltage' }), beyond('a', 'fridge-1'));
    await bench.raise(alarm('lesser', { channel: 'fridge-2/temperature' }));
    await bench.minutes(1);
    const before = bench.brought.length;
    await bench.raise(beyond('b', 'fridge-2'));
    await bench.minutes(11);
    expect(bench.brought.slice(before)[0]).toMatch(/voice cook (alarm|power) .*\bb\b/);
  });
});

describe('what is named', () => {
  const fridges = Array.from({ length: 9 }, (_, place) => `refrigerator-of-the-kitchen-${place}`);
  const steps = [{ after: 0, tell: ['boss'], by: ['sms', 'mail'] as const }];

  test('is every cabinet beyond the law: in a short message by its name at least, in a mail with its value', async () => {
    const bench = await tellingBench({ routes: { steps } });
    await bench.raise(...fridges.slice(0, 4).map((fridge) => beyond(fridge, fridge)));
    await bench.minutes(1);
    const [sms, mail] = bench.texts;
    for (const fridge of fridges.slice(0, 4)) expect(sms?.text).toContain(fridge);
    for (const fridge of fridges.slice(0, 4)) expect(mail?.text).toContain(`${fridge}：9.1 °C`);
    expect(sms?.text.length).toBeLessThanOrEqual(264);
  });

  test('counts as told, and nothing else: what one message has no room for is told in the next', async () => {
    const many = Array.from({ length: 24 }, (_, place) => `refrigerator-of-the-kitchen-${place}`);
    const bench = await tellingBench({ routes: { steps: [{ after: 0, tell: ['boss'], by: ['sms'] }] } });
    await bench.raise(alarm('cut', { cause: 'mains', channel: 'meter/voltage' }));
    await bench.minutes(1);
    await bench.raise(...many.map((fridge) => beyond(fridge, fridge)));
    await bench.minutes(3);
    for (const fridge of many) expect(bench.texts.some(({ text }) => new RegExp(`${fridge}\\b`).test(text))).toBe(true);
    for (const { text } of bench.texts) expect(text.length).toBeLessThanOrEqual(398);
  });
});

test('what was beyond the law is told although no message came through while it was', async () => {
  const bench = await tellingBench();
  bench.answer(() => ({ is: 'failed', reason: 'no network', again: true }));
  await bench.raise(BEYOND_THE_LAW);
  await bench.minutes(10);
  await bench.raise(alarm('law', { level: 'legal', active: false, since: 0, clearedAt: 10 * 60_000 }));
  await bench.minutes(4);
  bench.answer(() => ({ is: 'sent' }));
  await bench.minutes(60);
  const sent = bench.facts.filter(({ fate }) => fate === 'sent');
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.every(({ about, alarms }) => about === 'cleared' && alarms.includes('law'))).toBe(true);
  expect(bench.texts.at(-1)?.text).toContain('（异常 01-01 08:00 至 01-01 08:10）');
});
