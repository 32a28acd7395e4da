import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createDayuanConversation } from '../../../../../gateway/acquire/analyzers/dayuan/dayuan-conversation.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';
import { bytesOf, type Disk, everWritten, type TalkOnTrial, talkOnTrial } from '../talk-on-trial.ts';
import type { LzRow, TlRow } from './dayuan-rows.ts';
import { type HandMadeLz, type HandMadeTl, handMadeLz, handMadeTl } from './hand-made-dayuan.ts';

const lz4000t = shippedAnalyzer('dayuan-lz4000t');
const tl310 = shippedAnalyzer('dayuan-tl310');

/** The clock of these tests begins on 2026-03-02 at 09:00 in Shanghai. */
const lzAt = (second: number, day = 2): LzRow => ({
  number: second + 1,
  time: [26, 3, day, 8, 5, second],
  inhibition: second * 100,
});

const runAt = (minute: number, channels = 3): readonly TlRow[] =>
  Array.from({ length: channels }, (_, place) => ({
    channel: place + 1,
    time: [26, 3, 2, 8, minute, 0],
    inhibition: minute * 10 + place,
  }));

const talkToLz = (meter: HandMadeLz, disk?: Disk): TalkOnTrial =>
  talkOnTrial(lz4000t, createDayuanConversation, { onWritten: meter.hear, ...(disk === undefined ? {} : { disk }) });

const talkToTl = (meter: HandMadeTl, disk?: Disk): TalkOnTrial =>
  talkOnTrial(tl310, createDayuanConversation, { onWritten: meter.hear, ...(disk === undefined ? {} : { disk }) });

const values = (talk: TalkOnTrial): readonly string[] =>
  talk.kept.flatMap(({ understood }) => understood.results.map(({ value }) => value));

const commandsOf = (written: readonly string[]): readonly number[] =>
  [...new Set(written.map((hex) => bytesOf(hex)[1] ?? -1))].sort((one, other) => one - other);

const times = (talk: TalkOnTrial, command: number): number => talk.written.filter((hex) => bytesOf(hex)[1] === command).length;

afterAll(() => {
  // Link tests, counts and questions for rows; nothing that erases or sets ever leaves.
  expect(commandsOf(everWritten)).toEqual([0x00, 0x01, 0x10, 0x12, 0x15]);
  const stream = everWritten.join(' ');
  for (const { bytes } of lz4000t.neverSend) expect(stream).not.toContain(bytes);
});

describe('an LZ-4000T', () => {
  test('hands over each row of the last days once, a transfer each', async () => {
    const talk = talkToLz(handMadeLz([lzAt(1), lzAt(2), lzAt(3, 1)]));
    await talk.pass(60_000);
    expect([...values(talk)].sort()).toEqual(['1.00', '2.00', '3.00']);
    expect(talk.kept.map(({ raw }) => raw.length)).toEqual([26, 26, 26]);
    expect(talk.counters).toMatchObject({ transfers: 3, noiseBytes: 0, refused: 0, unkept: 0 });
  });

  test.each([true, false])('has a fresh row here within three seconds (it counts: %s)', async (counts) => {
    const meter = handMadeLz([lzAt(1)]);
    meter.counts = counts;
    const talk = talkToLz(meter);
    await talk.pass(60_000);
    for (let second = 2; second < 12; second += 1) {
      meter.rows.push(lzAt(second));
      await talk.pass(3_000);
      expect(values(talk)).toHaveLength(second);
    }
  });

  test('isn’t asked for rows that it says it has no more of', async () => {
    const talk = talkToLz(handMadeLz(Array.from({ length: 40 }, (_, second) => lzAt(second))));
    await talk.pass(60_000);
    const before = times(talk, 0x10);
    await talk.pass(60_000);
    expect(times(talk, 0x12)).toBeGreaterThan(60);
    expect(times(talk, 0x10) - before).toBeLessThanOrEqual(8);
  });

  test('is asked for the day of the site, not of Greenwich', async () => {
    const talk = talkOnTrial(lz4000t, createDayuanConversation, {
      onWritten: handMadeLz([]).hear,
      now: Date.UTC(2026, 2, 1, 17),
    });
    await talk.pass(1_500);
    expect(talk.written.slice(0, 3).map((hex) => hex.slice(0, 20))).toEqual([
      '7E 00 02 00 00 00 07',
      '7E 12 03 00 1A 03 02',
      '7E 10 03 00 1A 03 02',
    ]);
  });

  test('whose rows are lost or broken is asked again until its count is full', async () => {
    const meter = handMadeLz(Array.from({ length: 10 }, (_, second) => lzAt(second)));
    meter.spoil = (rows, nth) =>
      rows.flatMap((row, place) => {
        if (place % 3 === nth % 3) return [];
        return [place % 3 === (nth + 1) % 3 && nth < 2 ? row.map((byte, at) => (at === 10 ? byte ^ 4 : byte)) : row];
      });
    const talk = talkToLz(meter);
    await talk.pass(20_000);
    expect([...values(talk)].sort()).toEqual(Array.from({ length: 10 }, (_, second) => `${second}.00`));
    expect(talk.counters.refused).toBeGreaterThan(0);
  });

  test('that comes back after a day switched off is asked for the days between', async () => {
    const meter = handMadeLz([lzAt(1)]);
    const talk = talkToLz(meter);
    await talk.pass(10_000);
    meter.isThere = false;
    await talk.pass(86_400_000);
    meter.rows.push(lzAt(30, 2), lzAt(31, 3));
    meter.isThere = true;
    await talk.pass(60_000);
    expect([...values(talk)].sort()).toEqual(['1.00', '30.00', '31.00']);
  });

  test('and a disk that refuses rows: they are asked for again', async () => {
    const talk = talkToLz(handMadeLz([lzAt(1), lzAt(2), lzAt(3)]), (_, attempt) => (attempt <= 4 ? 'refused' : 0));
    await talk.pass(60_000);
    expect([...values(talk)].sort()).toEqual(['1.00', '2.00', '3.00']);
    expect(talk.counters.unkept).toBe(4);
  });

  test('and a slow disk: rows share its commits, and none is kept twice', async () => {
    const meter = handMadeLz(Array.from({ length: 50 }, (_, second) => lzAt(second)));
    const talk = talkToLz(meter, () => 2_000);
    await talk.pass(12_000);
    expect(new Set(values(talk)).size).toBe(50);
    expect(talk.kept).toHaveLength(50);
  });
});

describe('a TL-310', () => {
  test('hands over all that it has, then each fresh run within three seconds', async () => {
    const meter = handMadeTl([runAt(1), runAt(2)]);
    const talk = talkToTl(meter);
    await talk.pass(3_000);
    expect(talk.kept).toHaveLength(6);
    meter.runs.push(runAt(3));
    await talk.pass(3_000);
    expect(talk.kept).toHaveLength(9);
    expect(times(talk, 0x15)).toBeLessThanOrEqual(6);
  });

  test('makes no result of a channel in which nothing was measured', async () => {
    const talk = talkToTl(handMadeTl([[...runAt(1), { channel: 9, time: [26, 3, 2, 8, 1, 0], inhibition: 0x7ffe }]]));
    await talk.pass(3_000);
    expect(talk.kept).toHaveLength(3);
  });

  test('keeps a row that can’t be understood, with its trouble, once', async () => {
    const talk = talkToTl(handMadeTl([[{ channel: 1, time: [26, 13, 2, 8, 1, 0], inhibition: 5 }]]));
    await talk.pass(30_000);
    expect(talk.kept.map(({ understood }) => understood)).toEqual([{ results: [], troubles: ['wrong-shape'] }]);
  });

  test('that was away has everything asked for anew', async () => {
    const meter = handMadeTl([runAt(1)]);
    const talk = talkToTl(meter);
    await talk.pass(3_000);
    meter.isThere = false;
    await talk.pass(60_000);
    meter.runs.push(runAt(2), runAt(3));
    meter.isThere = true;
    await talk.pass(5_000);
    expect(talk.kept).toHaveLength(9);
  });

  test('at the wrong speed is said to be unreadable, once, and then to be readable', async () => {
    const meter = handMadeTl([runAt(1)]);
    const hear = meter.hear;
    let wrong = true;
    const talk = talkOnTrial(tl310, createDayuanConversation, {
      onWritten: (hex, to) => (wrong ? to.send(bytesOf('80 78 F8 00 86 80 F8 78')) : hear(hex, to)),
    });
    await talk.pass(60_000);
    expect(talk.unreadable).toEqual([true]);
    expect(talk.kept).toEqual([]);
    wrong = false;
    await talk.pass(30_000);
    expect(talk.unreadable).toEqual([true, false]);
    expect(talk.kept).toHaveLength(3);
  });

  test('whose port is lost leaves no timer, and is asked nothing more', async () => {
    const talk = talkToTl(handMadeTl([runAt(1)]));
    await talk.pass(700);
    talk.send('7E 16 15');
    talk.close();
    talk.close();
    const { length } = talk.written;
    await talk.pass(60_000);
    expect(talk.written).toHaveLength(length);
    expect(talk.clock.pending()).toBe(0);
    expect(talk.counters.incomplete).toBe(1);
  });
});

test('bytes of any kind never make it throw, nor make a result', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), async (chunks) => {
      const talk = talkOnTrial(tl310, createDayuanConversation);
      for (const chunk of chunks) {
        talk.send(chunk);
        await talk.pass(200);
      }
      talk.close();
      await talk.pass(1);
      expect(talk.kept).toEqual([]);
      expect(talk.clock.pending()).toBe(0);
    }),
    { numRuns: 50 },
  );
});
