import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createTaiyangConversation } from '../../../../../gateway/acquire/analyzers/taiyang/taiyang-conversation.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';
import { bytesOf, type Disk, everWritten, hexOf, type TalkOnTrial, talkOnTrial } from '../talk-on-trial.ts';
import { handMadeMeter, type MeterHabits } from './hand-made-meter.ts';
import { groupOf, infoAt, recordOf } from './taiyang-records.ts';

const ttnj = shippedAnalyzer('taiyang-ttnj');
const smart = shippedAnalyzer('taiyang-smart');

const RECORDS = [1, 2, 3].map((second) => recordOf({ info: infoAt(second, 1), channels: { 1: [0.5, second * 10] } }));

const MINUTE = 60_000;

const talkTo = (habits: Partial<MeterHabits> = {}, disk?: Disk, profile = ttnj): TalkOnTrial => {
  const meter = handMadeMeter({ records: RECORDS, ...habits });
  return talkOnTrial(profile, createTaiyangConversation, { onWritten: meter.hear, ...(disk === undefined ? {} : { disk }) });
};

const values = (talk: TalkOnTrial): readonly string[] =>
  talk.kept.flatMap(({ understood }) => understood.results.map(({ value }) => value));

const count = (talk: TalkOnTrial, hex: string): number => talk.written.filter((each) => each === hex).length;

afterAll(() => {
  // What erases and what sets is never sent, in whatever pieces: read as one stream.
  const stream = everWritten.join(' ');
  expect(everWritten.length).toBeGreaterThan(100);
  for (const { bytes } of [...ttnj.neverSend, ...smart.neverSend]) expect(stream).not.toContain(bytes);
  expect([...new Set(everWritten)].sort()).toEqual(['1B B1', '1B BF', '1B FF', '24']);
});

describe('a download', () => {
  test('happens by itself: link, download, each record after the one before is kept, unlink', async () => {
    const talk = talkTo();
    await talk.pass(1_000);
    expect(talk.written).toEqual(['1B BF', '1B B1', '24', '24', '24', '1B FF']);
    expect(values(talk)).toEqual(['10.00', '20.00', '30.00']);
    expect(talk.counters).toMatchObject({ transfers: 3, noiseBytes: 0, refused: 0, incomplete: 0, unkept: 0 });
  });

  test('keeps the answer to the link request before each record, so that its numbers can be read again', async () => {
    const talk = talkTo({ model: 0x3c });
    await talk.pass(1_000);
    expect(talk.kept.map(({ raw }) => hexOf(raw.subarray(0, 2)))).toEqual(['1B 3C', '1B 3C', '1B 3C']);
    expect(talk.kept[0]?.understood.results[0]?.details?.['model']).toBe('3C');
    expect(hexOf(talk.kept[0]?.raw.subarray(2) ?? new Uint8Array())).toBe(hexOf(RECORDS[0] ?? new Uint8Array()));
  });

  test('ends at FB as well, which stands in one place of the paper', async () => {
    const talk = talkTo({ finish: 0xfb });
    await talk.pass(1_000);
    expect(talk.written.at(-1)).toBe('1B FF');
    expect(values(talk)).toHaveLength(3);
  });

  test('of no records ends at once', async () => {
    const talk = talkTo({ records: [] });
    await talk.pass(1_000);
    expect(talk.written).toEqual(['1B BF', '1B B1', '1B FF']);
  });

  test('goes on where a meter answers the link request in the older way', async () => {
    const talk = talkTo({ model: 0xcf });
    await talk.pass(1_000);
    expect(values(talk)).toHaveLength(3);
    expect(talk.kept[0]?.raw).toHaveLength(73);
  });

  test('of a smart model asks for the first group, and waits three seconds for each', async () => {
    const channel = { at: 1, number: 0x21, name: bytesOf('B0 D7'), absorbance: 0.5, change: 0.1, result: 0.1, conclusion: 1 };
    const records = [1, 2].map((number) => groupOf(number, '2026-03-02', 1, [channel]));
    const talk = talkTo({ records, model: 5, waitsForNext: true, spoil: (bytes) => [3_000, bytes] }, undefined, smart);
    await talk.pass(8_000);
    expect(talk.written).toEqual(['1B BF', '1B B1', '24', '24', '24', '1B FF']);
    expect(talk.kept.map(({ understood }) => understood.results[0]?.record)).toEqual(['1', '2']);
  });

  test('is asked for every two seconds while the meter is elsewhere, and happens as soon as it is chosen', async () => {
    const meter = handMadeMeter({ records: RECORDS });
    meter.transfer(false);
    const talk = talkOnTrial(ttnj, createTaiyangConversation, { onWritten: meter.hear });
    await talk.pass(MINUTE);
    expect(talk.written).toEqual(new Array(31).fill('1B BF'));
    meter.transfer(true);
    await talk.pass(3_000);
    expect(values(talk)).toHaveLength(3);
  });

  test('isn’t repeated at once from a meter that stays where it was, and is from one that came back', async () => {
    const meter = handMadeMeter({ records: RECORDS });
    const talk = talkOnTrial(ttnj, createTaiyangConversation, { onWritten: meter.hear });
    await talk.pass(20_000);
    expect(count(talk, '1B B1')).toBe(1);
    await talk.pass(20_000);
    expect(count(talk, '1B B1')).toBe(2);
    meter.transfer(false);
    await talk.pass(5_000);
    meter.transfer(true);
    await talk.pass(4_000);
    expect(count(talk, '1B B1')).toBe(3);
  });
});

describe('a memory that is downloaded twice, because the profile says so', () => {
  const twice = { ...ttnj, link: { ...ttnj.link, downloads: 2 } } as typeof ttnj;
  /** One bit of an inhibition is turned in these sendings, counted over all downloads. */
  const turnedIn =
    (...sendings: readonly number[]) =>
    (bytes: Uint8Array, nth: number): readonly Uint8Array[] => {
      if (!sendings.includes(nth)) return [bytes];
      const turned = bytes.slice();
      turned[14] = (turned[14] ?? 0) ^ (1 << (nth % 5));
      return [turned];
    };
  const troubles = (talk: TalkOnTrial) => talk.kept.flatMap(({ understood }) => understood.troubles);

  test('brings each result once it came twice alike, and its bytes at once', async () => {
    const talk = talkTo({}, undefined, twice);
    await talk.pass(600);
    expect(talk.kept.map(({ raw, understood }) => [raw.length, understood.results.length])).toEqual(Array(3).fill([75, 0]));
    await talk.pass(2_000);
    expect(values(talk)).toEqual(['10.00', '20.00', '30.00']);
    expect(talk.written).toEqual([...Array(2).fill(['1B BF', '1B B1', '24', '24', '24']).flat(), '1B FF']);
  });

  test.each([0, 1, 2, 3, 4, 5])(
    'gives no result of a bit that turned in sending %i, and the right one of a third download',
    async (nth) => {
      const talk = talkTo({ spoil: turnedIn(nth) }, undefined, twice);
      await talk.pass(10_000);
      expect([...new Set(values(talk))].sort()).toEqual(['10.00', '20.00', '30.00']);
      expect(troubles(talk)).toEqual([]);
      expect(count(talk, '1B B1')).toBe(3);
    },
  );

  test('keeps for people to see what came otherwise each time', async () => {
    const talk = talkTo({ spoil: turnedIn(0, 3, 6) }, undefined, twice);
    await talk.pass(10_000);
    const seen = talk.kept.filter(({ understood }) => understood.troubles.length > 0);
    expect(seen.map(({ understood }) => understood.troubles)).toEqual(Array(3).fill(['contradiction']));
    expect(new Set(values(talk)).size).toBe(2 + 3);
  });

  test('is kept as it came, marked, where the meter goes away after the first download, or the port does', async () => {
    const marks = (talk: TalkOnTrial) => talk.kept.flatMap(({ understood }) => understood.tolerated ?? []);
    const meter = handMadeMeter({ records: RECORDS });
    const talk = talkOnTrial(twice, createTaiyangConversation, { onWritten: (hex, on) => meter.hear(hex, on) });
    await talk.pass(560);
    meter.transfer(false);
    await talk.pass(12_000);
    expect(values(talk)).toEqual([]);
    await talk.pass(6_000);
    expect(values(talk)).toEqual(['10.00', '20.00', '30.00']);
    expect(marks(talk)).toEqual(Array(3).fill('read-once'));

    const cut = talkTo({}, undefined, twice);
    await cut.pass(560);
    cut.close();
    await cut.pass(0);
    expect(marks(cut)).toEqual(Array(values(cut).length).fill('read-once'));
    expect(values(cut).length).toBeGreaterThan(0);
  });

  test('is not downloaded again for records that were confirmed before', async () => {
    const talk = talkTo({}, undefined, twice);
    await talk.pass(45_000);
    expect(count(talk, '1B B1')).toBe(3);
  });
});

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
