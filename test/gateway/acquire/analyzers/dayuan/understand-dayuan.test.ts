import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc8, frameBytes, takeFrame } from '../../../../../gateway/acquire/analyzers/dayuan/dayuan-frame.ts';
import { createFrameReader } from '../../../../../gateway/acquire/analyzers/dayuan/frame-reader.ts';
import { understandDayuan } from '../../../../../gateway/acquire/analyzers/dayuan/understand-dayuan.ts';
import { createManualClock } from '../../../../../simulators/world/manual-clock.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';
import { bytesOf, hexOf } from '../talk-on-trial.ts';
import { frameOf, lzRow, tlRow } from './dayuan-rows.ts';

const lz4000t = shippedAnalyzer('dayuan-lz4000t');
const tl310 = shippedAnalyzer('dayuan-tl310');

const TIME = [26, 3, 2, 8, 5, 7];

describe('a DaYuan frame', () => {
  test('has the checksum of its check value', () => expect(crc8(Buffer.from('123456789'))).toBe(0xa2));

  test('is the literal answer of a TL-310', () =>
    expect(hexOf(frameBytes({ command: 2, data: bytesOf('FF 02 10 10') }))).toBe('7E 02 04 00 FF 02 10 10 F8 AA'));

  test('holds flags and ends within its data', () => {
    const frame = frameOf(0x16, [0x7e, 0xaa, 0x7e, 0xaa]);
    expect(takeFrame(frame)).toMatchObject({ is: 'frame', length: frame.length });
  });

  test('is found after noise, after a broken one, and after the head of one that never came', async () => {
    const whole = lzRow({ number: 7, time: TIME, inhibition: 3480 });
    const broken = whole.slice();
    broken[9] = 99;
    const clock = createManualClock();
    const frames: string[] = [];
    let noise = 0;
    let refused = 0;
    const reader = createFrameReader({
      clock,
      onFrame: (_, raw) => frames.push(hexOf(raw)),
      onNoise: (bytes) => {
        noise += bytes;
      },
      onBroken: () => {
        refused += 1;
      },
    });
    reader.onBytes(Uint8Array.of(1, 2, 0x7e, ...broken, ...whole, 0x7e, 0x11, 60, 0, ...whole));
    expect(frames).toEqual([hexOf(whole)]);
    await clock.advance(300);
    expect(frames).toEqual([hexOf(whole), hexOf(whole)]);
    expect([noise, refused]).toEqual([3 + broken.length + 4, 1]);
    expect(clock.pending()).toBe(0);
  });

  test('is the same however it is cut', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
        fc.uint8Array({ maxLength: 40 }),
        (cuts, noise) => {
          const stream = Uint8Array.of(
            ...noise.filter((byte) => byte !== 0x7e),
            ...tlRow({ channel: 3, time: TIME, inhibition: 348 }),
          );
          const frames: string[] = [];
          const reader = createFrameReader({
            clock: createManualClock(),
            onFrame: (_, raw) => frames.push(hexOf(raw)),
            onNoise: () => undefined,
            onBroken: () => undefined,
          });
          for (let from = 0, turn = 0; from < stream.length; turn += 1) {
            const length = cuts[turn % cuts.length] ?? 1;
            reader.onBytes(stream.subarray(from, from + length));
            from += length;
          }
          expect(frames).toEqual([hexOf(tlRow({ channel: 3, time: TIME, inhibition: 348 }))]);
        },
      ),
    ));
});

describe('a row of an LZ-4000T', () => {
  test('holds number, name, time and inhibition', () => {
    const row = lzRow({ number: 7, name: [0xb0, 0xd7, 0xb2, 0xcb], time: TIME, inhibition: 3480 });
    expect(understandDayuan(row, lz4000t)).toEqual({
      results: [
        {
          sampleId: '',
          code: '',
          item: 'pesticide-inhibition',
          value: '34.80',
          unit: '%',
          measuredAt: '2026-03-02T08:05:07',
          record: '7',
          details: { 'sample-name': '白菜' },
        },
      ],
      troubles: [],
    });
  });

  test('of the model without T names the tested party', () => {
    const row = lzRow({ number: 7, time: TIME, inhibition: 3480, party: [0xb0, 0xd7] });
    expect(understandDayuan(row, lz4000t).results[0]?.details).toEqual({ party: '白' });
  });

  test.each([
    [-300, '-3.00'],
    [5000, '50.00'],
    [5, '0.05'],
    [-1, undefined],
    [0x7ffe, undefined],
  ])('with inhibition %i reads %s', (inhibition, value) =>
    expect(understandDayuan(lzRow({ number: 7, time: TIME, inhibition }), lz4000t).results[0]?.value).toBe(value),
  );

  test.each([
    ['a day that no calendar has', { time: [26, 2, 29, 8, 5, 7], inhibition: 3480 }],
    ['an inhibition that no meter shows', { time: TIME, inhibition: 32_000 }],
  ])('with %s has no result', (_, row) =>
    expect(understandDayuan(lzRow({ number: 7, ...row }), lz4000t)).toEqual({ results: [], troubles: ['wrong-shape'] }),
  );
});

describe('a row of a TL-310', () => {
  test('holds channel, standard, time, inhibition and the meter’s conclusion', () =>
    expect(understandDayuan(tlRow({ channel: 3, time: TIME, inhibition: 348 }), tl310)).toEqual({
      results: [
        {
          sampleId: '',
          code: '00',
          item: 'pesticide-inhibition',
          value: '34.8',
          unit: '%',
          conclusion: '合格',
          measuredAt: '2026-03-02T08:05:07',
          channel: 3,
          details: { 'absorbance-count': '596' },
        },
      ],
      troubles: [],
    }));

  test('judged by the other standard has no item', () => {
    const [result] = understandDayuan(tlRow({ channel: 3, standard: 1, time: TIME, inhibition: 348 }), tl310).results;
    expect(result?.code).toBe('01');
    expect(result?.item).toBeUndefined();
  });

  test('without a measurement is no result, and no trouble', () =>
    expect(understandDayuan(tlRow({ channel: 3, time: TIME, inhibition: 0x7ffe }), tl310)).toEqual({
      results: [],
      troubles: [],
    }));
});

describe('bytes that are no rows', () => {
  test.each([
    ['7E 02 04 00 FF 02 10 10 F8 AA', []],
    ['7E 02 04 00 FF 02 10 11 F8 AA', ['wrong-shape']],
    ['7E 02 04 00 FF 02', ['incomplete']],
    ['01 02 03', ['wrong-shape']],
  ])('%s have the troubles %j', (hex, troubles) =>
    expect(understandDayuan(bytesOf(hex), tl310)).toEqual({ results: [], troubles }),
  );

  test('never make it throw, nor make a result', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(understandDayuan(bytes, tl310).results).toEqual([]);
        expect(understandDayuan(bytes, lz4000t).results).toEqual([]);
      }),
      { numRuns: 2_000 },
    ));
});
