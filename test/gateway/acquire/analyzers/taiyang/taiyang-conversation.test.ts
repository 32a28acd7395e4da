import { describe, expect, test } from 'vitest';
import { createTaiyangConversation } from '../../../../../gateway/acquire/analyzers/taiyang/taiyang-conversation.ts';
import { bytesOf, hexOf, type TalkOnTrial, talkOnTrial } from '../talk-on-trial.ts';
import { handMadeMeter } from './hand-made-meter.ts';
import { groupOf } from './taiyang-records.ts';
import { count, nothingErased, RECORDS, smart, talkTo, ttnj, values } from './taiyang-talk.ts';

const MINUTE = 60_000;

nothingErased();

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
