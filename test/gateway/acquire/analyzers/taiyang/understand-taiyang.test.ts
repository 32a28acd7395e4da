import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { understandTaiyang } from '../../../../../gateway/acquire/analyzers/taiyang/understand-taiyang.ts';
import type { SentResult } from '../../../../../gateway/domain/sent-result.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';
import { bytesOf } from '../talk-on-trial.ts';
import { type GroupChannel, groupOf, infoAt, recordOf } from './taiyang-records.ts';

const ttnj = shippedAnalyzer('taiyang-ttnj');
const ttj = shippedAnalyzer('taiyang-ttj');
const smart = shippedAnalyzer('taiyang-smart');

const linked = (model: number, record: Uint8Array): Uint8Array => Uint8Array.of(0x1b, model, ...record);

const only = (results: readonly SentResult[]): SentResult | undefined => (results.length === 1 ? results[0] : undefined);

describe('a record of 73 bytes', () => {
  test('is read with the digits that the meter prints, and what it sent in full', () => {
    const record = bytesOf(`02 37 09 1D 03 01 0B 01 00 3F 18 92 8B 42 0B 32 FB ${'00'.repeat(56)}`);
    expect(understandTaiyang(record, ttnj)).toEqual({
      results: [
        {
          sampleId: '',
          code: '1',
          item: 'pesticide-inhibition',
          value: '34.80',
          unit: '%',
          measuredAt: '2011-03-29T09:55:02',
          channel: 1,
          details: { absorbance: '0.596', sent: '34.799786' },
        },
      ],
      troubles: [],
    });
  });

  test('names its model where the answer to the link request stands before it', () => {
    const record = recordOf({ info: infoAt(7, 0b101, 1), channels: { 1: [0.5, 12.5], 3: [0.25, -3.25] } });
    const { results } = understandTaiyang(linked(0x02, record), ttnj);
    expect(results.map(({ channel, value, details }) => [channel, value, details?.['model']])).toEqual([
      [9, '12.50', 'TTNJ-16'],
      [11, '-3.25', 'TTNJ-16'],
    ]);
  });

  test('of an unknown model keeps the model’s code', () => {
    const record = recordOf({ info: infoAt(7, 0b1), channels: { 1: [0.5, 12.5] } });
    expect(only(understandTaiyang(linked(0x3c, record), ttnj).results)?.details?.['model']).toBe('3C');
  });

  test('in the other order is read, marked, and numbered', () => {
    // Count, second, minute, hour, day, month, item, year, count: read the other way it would be hour 55.
    const record = recordOf({ info: [4, 59, 55, 9, 29, 3, 1, 11, 1], channels: { 2: [0.5, 60] } });
    const { results, tolerated, troubles } = understandTaiyang(record, ttnj);
    expect(troubles).toEqual([]);
    expect(tolerated).toEqual(['info-count-first']);
    expect(only(results)).toMatchObject({ measuredAt: '2011-03-29T09:55:59', record: '260', channel: 2, value: '60.00' });
  });

  test('whose date is broken isn’t read in the other order where its item would be unknown', () => {
    const record = recordOf({ info: [0, 0, 8, 1, 13, 1, 26, 1, 0], channels: { 1: [0.5, 12.5] } });
    expect(understandTaiyang(record, ttnj)).toEqual({ results: [], troubles: ['wrong-shape'] });
  });

  test.each([
    ['the 29th of February 2026', [0, 0, 8, 29, 2, 1, 26, 1, 0]],
    ['a month 13', [0, 0, 8, 1, 13, 1, 26, 1, 0]],
    ['an hour 24', [0, 0, 24, 1, 1, 1, 26, 1, 0]],
    ['nothing at all', [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('with %s has no results', (_, info) =>
    expect(understandTaiyang(recordOf({ info, channels: { 1: [0.5, 12.5] } }), ttnj)).toEqual({
      results: [],
      troubles: ['wrong-shape'],
    }),
  );

  test('whose mask names an empty channel while another holds data is held back', () =>
    expect(understandTaiyang(recordOf({ info: infoAt(7, 0x80), channels: { 1: [0.5, 12.5] } }), ttnj)).toEqual({
      results: [],
      troubles: ['contradiction'],
    }));

  test('whose mask fits read either way, and means other channels, is held back', () => {
    const record = recordOf({ info: infoAt(7, 0x80), channels: { 1: [0.5, 12.5], 8: [0.5, 70] } });
    expect(understandTaiyang(record, ttnj)).toEqual({ results: [], troubles: ['contradiction'] });
  });

  test('whose mask names one channel too many gives the others, and says so', () => {
    const { results, troubles } = understandTaiyang(recordOf({ info: infoAt(7, 0b11), channels: { 1: [0.5, 12.5] } }), ttnj);
    expect(only(results)?.channel).toBe(1);
    expect(troubles).toEqual(['contradiction']);
  });

  test.each([
    [0x80, 8],
    [0x40, 7],
  ])('with mask %i holds channel %i', (mask, channel) => {
    const record = recordOf({ info: infoAt(7, mask), channels: { [channel]: [0.5, 12.5] } });
    expect(only(understandTaiyang(record, ttnj).results)?.channel).toBe(channel);
  });

  test('of a block that the model can’t have is held back', () => {
    const record = recordOf({ info: infoAt(7, 1, 2), channels: { 1: [0.5, 12.5] } });
    expect(understandTaiyang(linked(0x02, record), ttnj).troubles).toEqual(['contradiction']);
    expect(only(understandTaiyang(linked(0x03, record), ttnj).results)?.channel).toBe(17);
  });

  test('of a model whose last bytes may be a count believes the channels that hold data', () => {
    const record = recordOf({ info: infoAt(7, 5, 1), channels: { 2: [0.5, 12.5] } });
    const result = only(understandTaiyang(linked(0x01, record), ttnj).results);
    expect(result).toMatchObject({ channel: 2, details: { tail: '5 1', model: 'TTNJ-8' } });
    expect(result?.record).toBeUndefined();
  });

  test.each([
    ['NaN of a division by zero', [0x7f, 0xc0, 0, 0]],
    ['infinity', [0x7f, 0x80, 0, 0]],
    ['all ones', [0xff, 0xff, 0xff, 0xff]],
  ])('loses one channel to %s, and keeps the others', (_, bits) => {
    const record = recordOf({ info: infoAt(7, 0b11), channels: { 1: [0.5, 12.5], 2: [0.5, 1] } });
    record.set(bits, 9 + 8 + 4);
    const { results, troubles } = understandTaiyang(record, ttnj);
    expect(only(results)?.channel).toBe(1);
    expect(troubles).toEqual(['wrong-shape']);
  });

  test.each([
    ['an absurd absorbance', [1e9, 12.5]],
    ['an absurd inhibition', [0.5, 1e20]],
    ['a denormal number', [0.5, 1e-40]],
  ] as const)('with %s in one channel is not believed in any', (_, numbers) => {
    const record = recordOf({ info: infoAt(7, 0b11), channels: { 1: [0.5, 12.5], 2: numbers } });
    expect(understandTaiyang(record, ttnj)).toEqual({ results: [], troubles: ['wrong-shape'] });
  });

  test('of a multi-function meter holds a concentration', () => {
    const record = bytesOf(`02 37 09 1D 03 05 0B 01 00 3F F7 53 7E 44 7C BC 7C ${'00'.repeat(56)}`);
    expect(only(understandTaiyang(linked(0x12, record), ttj).results)).toMatchObject({
      code: '5',
      value: '1010.94507',
      unit: 'mg/kg',
      details: { absorbance: '1.932', model: 'TTJ-8H8' },
    });
  });

  test('of a meter that sends control and sample has its inhibition computed, and says so', () => {
    const record = bytesOf(`02 37 09 1D 03 01 0B 01 00 3F 6A 01 8B 3F 11 F6 0F ${'00'.repeat(56)}`);
    expect(only(understandTaiyang(linked(0x11, record), ttj).results)).toMatchObject({
      value: '37.63',
      unit: '%',
      details: { 'control-absorbance': '0.914', 'sample-absorbance': '0.570', computed: '(control - sample) / control' },
    });
  });

  test('with half the control’s absorbance is 50.00 exactly, and without a control nothing', () => {
    const record = recordOf({ info: infoAt(7, 1), channels: { 1: [0.7, 0.35], 2: [0, 0.35] } });
    const { results, troubles } = understandTaiyang(linked(0x11, record), ttj);
    expect(only(results)?.value).toBe('50.00');
    expect(troubles).toEqual(['wrong-shape']);
  });

  test('is whole or nothing', () => {
    const record = recordOf({ info: infoAt(7, 1), channels: { 1: [0.5, 12.5] } });
    for (let length = 0; length < record.length; length += 1)
      expect(understandTaiyang(record.subarray(0, length), ttnj)).toEqual({ results: [], troubles: ['incomplete'] });
    expect(understandTaiyang(Uint8Array.of(...record, 0), ttnj)).toEqual({ results: [], troubles: ['too-long'] });
  });
});

describe('a group of 501 bytes', () => {
  const cabbage = Uint8Array.of(0xb0, 0xd7, 0xb2, 0xcb, 0x30, 0x31); // 白菜01 in GB 18030
  const channel: GroupChannel = {
    at: 2,
    number: 0x32,
    name: cabbage,
    absorbance: 0.596,
    change: 0.2,
    result: 0.348,
    conclusion: 1,
  };

  test('holds texts, numbers and the meter’s own conclusion', () =>
    expect(understandTaiyang(linked(0x05, groupOf(17, '2026-03-02', 0b10, [channel])), smart)).toEqual({
      results: [
        {
          sampleId: '',
          code: '',
          item: 'pesticide-inhibition',
          value: '34.80',
          unit: '%',
          conclusion: '合格',
          record: '17',
          channel: 10,
          details: {
            date: '2026-03-02',
            operator: 'Zhang',
            'sample-name': '白菜01',
            'test-number': '2',
            absorbance: '0.596',
            'absorbance-change': '0.200',
            sent: '0.348',
            model: 'TTNJ-Z24',
          },
        },
      ],
      troubles: [],
    }));

  test.each([
    ['260302-017-3', '260302-017-3'],
    ['2603020173', '2603020173'],
    ['17', ''],
  ])('whose sample is named %s is of the sample “%s”', (name, id) => {
    const group = groupOf(17, '2026-03-02', 0b10, [{ ...channel, name: Buffer.from(name) }]);
    expect(only(understandTaiyang(group, smart).results)?.sampleId).toBe(id);
  });

  test('with a record number of four digits keeps them', () => {
    const group = groupOf(0, '20260302', 0b10, [channel]);
    group.set(Buffer.from('0017'));
    expect(only(understandTaiyang(group, smart).results)?.record).toBe('0017');
  });

  test.each(['', '2026-02-30', 'yesterday', '2026/13/01'])('of the day “%s” has no results', (date) =>
    expect(understandTaiyang(groupOf(17, date, 0b10, [channel]), smart)).toEqual({ results: [], troubles: ['wrong-shape'] }),
  );

  test('whose mask names an empty channel while another holds data is held back', () =>
    expect(understandTaiyang(groupOf(17, '2026-03-02', 0b100, [channel]), smart).troubles).toEqual(['contradiction']));

  test('of a meter that sends % is refused where that could pass for a fraction', () =>
    expect(understandTaiyang(groupOf(17, '2026-03-02', 0b10, [{ ...channel, result: 34.8 }]), smart).troubles).toEqual([
      'wrong-shape',
    ]));

  test('with a channel byte that names none has no results', () =>
    expect(understandTaiyang(groupOf(17, '2026-03-02', 0b10, [{ ...channel, number: 0x59 }]), smart).results).toEqual([]));
});

describe('bytes that nobody sent', () => {
  test('never make it throw', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        for (const profile of [ttnj, ttj, smart]) understandTaiyang(bytes, profile);
      }),
      { numRuns: 2_000 },
    ));

  test('of the right length make a result less often than once in ten thousand records', () => {
    let believed = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 73, maxLength: 73 }), (bytes) => {
        if (understandTaiyang(bytes, ttnj).results.length > 0) believed += 1;
      }),
      { numRuns: 20_000, seed: 7 },
    );
    expect(believed).toBeLessThanOrEqual(2);
  });
});
