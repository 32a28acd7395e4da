import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTaiyangConversation } from '../../../../../gateway/acquire/analyzers/taiyang/taiyang-conversation.ts';
import { bytesOf, talkOnTrial } from '../talk-on-trial.ts';
import { handMadeMeter } from './hand-made-meter.ts';
import { count, nothingErased, RECORDS, talkTo, ttnj, values } from './taiyang-talk.ts';

const MINUTE = 60_000;

nothingErased();

describe('a bad cable', () => {
  test.each([0, 1, 2, 8, 40, 72])('that loses byte %i makes the record be read again, never guessed', async (lost) => {
    const spoil = (bytes: Uint8Array, nth: number): readonly Uint8Array[] =>
      nth === 1 ? [bytes.subarray(0, lost), bytes.subarray(lost + 1)] : [bytes];
    const talk = talkTo({ spoil });
    await talk.pass(10_000);
    expect(values(talk)).toEqual(['10.00', '10.00', '20.00', '30.00']);
    expect(talk.counters).toMatchObject({ incomplete: 1, transfers: 4 });
    expect(talk.kept.every(({ understood }) => understood.troubles.length === 0)).toBe(true);
  });

  test.each([0, 5, 72, 73])('that adds a byte before byte %i makes the record be read again', async (place) => {
    const spoil = (bytes: Uint8Array, nth: number): readonly Uint8Array[] =>
      nth === 1 ? [bytes.subarray(0, place), Uint8Array.of(0x55), bytes.subarray(place)] : [bytes];
    const talk = talkTo({ spoil });
    await talk.pass(10_000);
    expect(values(talk)).toEqual(['10.00', '10.00', '20.00', '30.00']);
    expect(talk.counters).toMatchObject({ refused: 1, transfers: 4 });
  });

  test('that falls silent in mid-record drops the record after two seconds', async () => {
    const talk = talkTo({ spoil: (bytes, nth) => (nth === 0 ? [bytes.subarray(0, 40), 2_100, bytes.subarray(40)] : [bytes]) });
    await talk.pass(2_000);
    expect(talk.kept).toHaveLength(0);
    await talk.pass(8_000);
    expect(values(talk)).toEqual(['10.00', '20.00', '30.00']);
    expect(talk.counters.incomplete).toBeGreaterThanOrEqual(1);
  });

  test('that is slow but steady changes nothing', async () => {
    const spoil = (bytes: Uint8Array): readonly (Uint8Array | number)[] =>
      [...bytes].flatMap((byte) => [1_500, Uint8Array.of(byte)]);
    const talk = talkTo({ spoil });
    await talk.pass(6 * MINUTE);
    expect(values(talk)).toEqual(['10.00', '20.00', '30.00']);
  });

  test('that never falls silent is bounded, counted, and said once', async () => {
    const talk = talkOnTrial(ttnj, createTaiyangConversation);
    for (let turn = 0; turn < 200; turn += 1) {
      talk.send(Uint8Array.from({ length: 997 }, (_, place) => (place * 131 + turn * 7) & 0xff));
      await talk.pass(50);
    }
    expect(talk.kept).toHaveLength(0);
    expect(talk.unreadable[0]).toBe(true);
    expect(talk.counters.noiseBytes).toBeGreaterThan(150_000);
  });

  test('that echoes what the box says is no meter', async () => {
    const talk = talkOnTrial(ttnj, createTaiyangConversation, {
      onWritten: (hex, echoing) => echoing.send(bytesOf(hex)),
    });
    await talk.pass(MINUTE);
    expect(new Set(talk.written)).toEqual(new Set(['1B BF']));
  });
});

describe('a disk', () => {
  test('that refuses a record leaves the meter waiting: no 24, and the record is kept a second later', async () => {
    const talk = talkTo({}, (_, attempt) => (attempt === 2 ? 'refused' : 0));
    await talk.pass(700);
    expect(count(talk, '24')).toBe(1);
    await talk.pass(2_000);
    expect(values(talk)).toEqual(['10.00', '20.00', '30.00']);
    expect(talk.counters.unkept).toBe(1);
  });

  test('that refuses all the time lets the meter go before it gives up, and all is asked for again', async () => {
    const talk = talkTo({}, (_, attempt) => (attempt <= 9 ? 'refused' : 0));
    await talk.pass(8_200);
    expect(count(talk, '24')).toBe(0);
    expect(count(talk, '1B FF')).toBe(0);
    await talk.pass(500);
    expect(talk.written.at(-1)).toBe('1B FF');
    await talk.pass(10_000);
    expect(values(talk)).toEqual(['10.00', '20.00', '30.00']);
  });

  test('that hangs for half a minute gets one record at a time, and the meter is not held', async () => {
    const talk = talkTo({}, (_, attempt) => (attempt === 1 ? 30_000 : 0));
    await talk.pass(29_000);
    expect(talk.written).toEqual(['1B BF', '1B B1', '1B FF']);
    await talk.pass(5_000);
    expect(values(talk)).toEqual(['10.00', '10.00', '20.00', '30.00']);
  });

  test('that takes five seconds for each record starves nobody', async () => {
    const talk = talkTo({}, () => 5_000);
    await talk.pass(20_000);
    expect(values(talk)).toEqual(['10.00', '20.00', '30.00']);
    expect(count(talk, '1B B1')).toBe(1);
  });
});

describe('an operator', () => {
  test('who cancels in mid-download is not argued with, and the next download happens', async () => {
    const meter = handMadeMeter({ records: RECORDS, spoil: (bytes, nth) => (nth === 1 ? [bytesOf('B1 FF')] : [bytes]) });
    const talk = talkOnTrial(ttnj, createTaiyangConversation, { onWritten: meter.hear });
    await talk.pass(1_500);
    expect(talk.written).toEqual(['1B BF', '1B B1', '24']);
    await talk.pass(3_000);
    expect(values(talk)).toEqual(['10.00', '10.00', '20.00', '30.00']);
    expect(talk.counters.incomplete).toBe(0);
  });

  test('who cancels while a record is being kept gets no 24 afterwards', async () => {
    const meter = handMadeMeter({ records: RECORDS });
    const talk = talkOnTrial(ttnj, createTaiyangConversation, { onWritten: meter.hear, disk: () => 1_000 });
    await talk.pass(700);
    talk.send('B1 FF');
    meter.transfer(false);
    await talk.pass(5_000);
    expect(count(talk, '24')).toBe(0);
    expect(values(talk)).toEqual(['10.00']);
  });

  test('who pulls the plug leaves a count, and no timer', async () => {
    const talk = talkTo({ spoil: (bytes) => [bytes.subarray(0, 50)] });
    await talk.pass(500);
    talk.close();
    talk.close();
    expect(talk.counters.incomplete).toBe(1);
    expect(talk.clock.pending()).toBe(0);
    talk.send('1B 02');
    await talk.pass(MINUTE);
    expect(talk.written).toEqual(['1B BF', '1B B1']);
  });
});

describe('bytes', () => {
  test('cut anywhere give the same records', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), async (cuts) => {
        const spoil = (bytes: Uint8Array): readonly (Uint8Array | number)[] => {
          const parts: (Uint8Array | number)[] = [];
          let from = 0;
          for (let turn = 0; from < bytes.length; turn += 1) {
            const length = cuts[turn % cuts.length] ?? 1;
            parts.push(bytes.subarray(from, from + length), 15);
            from += length;
          }
          return parts;
        };
        const talk = talkTo({ spoil });
        await talk.pass(10_000);
        expect(values(talk)).toEqual(['10.00', '20.00', '30.00']);
      }),
      { numRuns: 30 },
    );
  });

  test('of any kind never make it throw, nor send what it must not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), fc.boolean(), async (chunks, linked) => {
        const talk = talkOnTrial(ttnj, createTaiyangConversation);
        if (linked) talk.send('1B 01');
        await talk.pass(500);
        if (linked) talk.send('1B C1');
        for (const chunk of chunks) {
          talk.send(chunk);
          await talk.pass(700);
        }
        talk.close();
        await talk.pass(1);
        expect(talk.clock.pending()).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});
