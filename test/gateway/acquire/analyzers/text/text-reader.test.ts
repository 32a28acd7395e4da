import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textReader } from '../../../../../gateway/acquire/analyzers/text/text-reader.ts';
import { analyzerOf } from '../analyzer-of.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';

const generic = textReader(shippedAnalyzer('text-generic'));
const rida = textReader(shippedAnalyzer('rida-cube-scan'));

/** 样品编号 S-17, 检测项目 有机磷, in GB 18030: Node has no encoder for it. */
const SAMPLE = Buffer.from('d1f9c6b7b1e0bac5a3ba532d31370d0a', 'hex');
const ITEM = Buffer.from('bceccae2cfeec4bf3a20d3d0bbfac1d70d0a', 'hex');

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('a printout', () => {
  test('gives several results to the sample above them', () => {
    const raw = Buffer.concat([
      latin('\x1b@\x1ba\x01'),
      SAMPLE,
      latin('------\r\n01# 12.5 %\r\n02# 60.3 %\r\n'),
      latin('Sample: S-18\r\n\x1bE\x0103# 7 %\r\n\x1bi'),
    ]);
    const { results, troubles } = generic(raw);
    expect(troubles).toEqual([]);
    expect(results).toEqual([
      { sampleId: 'S-17', code: '', value: '12.5', unit: '%', channel: 1 },
      { sampleId: 'S-17', code: '', value: '60.3', unit: '%', channel: 2 },
      { sampleId: 'S-18', code: '', value: '7', unit: '%', channel: 3 },
    ]);
  });

  test('in GB 18030 names its item in Chinese', () => {
    const item = Buffer.concat([
      Buffer.from('bcecb2e2cfeec4bf3a', 'hex'),
      Buffer.from('d3d0bbfac1d7', 'hex'),
      latin('\r\nResult: 3.2 mg/kg\r\n'),
    ]);
    expect(generic(item).results).toEqual([{ sampleId: '', code: '有机磷', value: '3.2', unit: 'mg/kg' }]);
    expect(generic(ITEM).troubles).toEqual(['no-match']); // a sign was lost: 检殊项目
  });

  test('doesn’t lend a sample’s date to the next sample', () => {
    const profile = analyzerOf(TWO_SAMPLES);
    const read = textReader(profile)(latin('ID 1\nDATE 2026-01-02 03:04\nV 5\nID 2\nV 6\nDATE 2026-01-02 05:06\nID 3\nV 7\n'));
    expect(read.results.map(({ sampleId, value, measuredAt }) => [sampleId, value, measuredAt])).toEqual([
      ['1', '5', '2026-01-02T03:04'],
      ['2', '6', undefined],
      ['3', '7', '2026-01-02T05:06'],
    ]);
  });

  test('isn’t read in the line that was cut off: a digit may be missing', () => {
    expect(generic(latin('Sample: 1\r\n01# 12.5 %\r\n02# 6'))).toEqual({
      results: [{ sampleId: '1', code: '', value: '12.5', unit: '%', channel: 1 }],
      troubles: ['incomplete'],
    });
  });

  test('keeps its results beside the lines that nobody knows', () => {
    const { results, troubles } = generic(latin('HELLO WORLD\r\n01# 12.5 %\r\n'));
    expect(results).toHaveLength(1);
    expect(troubles).toEqual(['no-match']);
  });

  test('tells of a date that no calendar has, and leaves it out', () => {
    const { results, troubles } = generic(
      Buffer.concat([Buffer.from('c8d5c6da3a', 'hex'), latin('2026-02-30 10:00\r\n01# 1 %\r\n')]),
    );
    expect(troubles).toEqual(['wrong-shape']);
    expect(results[0]).not.toHaveProperty('measuredAt');
  });

  test('at a wrong speed is no text', () => {
    // What 9600 Bd sounds like at 115200: mostly low bits, framed anew.
    const noise = Uint8Array.from({ length: 96 }, (_, place) => [0x00, 0x80, 0xf8, 0xe0, 0xff, 0x78][(place * place) % 6] ?? 0);
    expect(generic(noise)).toEqual({ results: [], troubles: ['not-text'] });
    expect(rida(noise)).toEqual({ results: [], troubles: ['not-text'] });
  });

  test('of endless lines comes to nothing, soon', () => {
    expect(generic(latin(`${'1 '.repeat(30_000)}\r\n`)).troubles).toEqual(['too-long']);
    expect(rida(latin(`${'a'.repeat(500)}:${'1'.repeat(10)}\r\n`.repeat(100))).results).toEqual([]);
  });

  test('never makes the reader throw, whatever it holds', () => {
    const signs = fc.array(fc.oneof(fc.constantFrom(...latin('Sample:ID12.5%\r\n\x1b@ #')), fc.integer({ min: 0, max: 255 })), {
      maxLength: 200,
    });
    fc.assert(fc.property(signs, (bytes) => void [generic, rida].map((read) => read(Uint8Array.from(bytes)))));
  });
});

describe('a record of a RIDA CUBE', () => {
  const RECORD =
    'Name:  \r\nID:    4711\r\nType:  Sample\r\nApplic:Lactose\r\nLact:  103 mg/l\r\nGluc:  <20 mg/l\r\nTime:  14:05\r\nDate:  03-02-2026\r\nOperat:Li\r\nLot No:22100\r\nSer No:0815\r\n\r\n\r\n';

  test('gives each test with the sample and the time that stand anywhere in it', () => {
    const { results, troubles } = rida(latin(RECORD));
    expect(troubles).toEqual([]);
    const common = {
      sampleId: '4711',
      unit: 'mg/l',
      measuredAt: '2026-02-03T14:05',
      role: 'sample',
      details: { application: 'Lactose', lot: '22100', serial: '0815' },
    };
    expect(results).toEqual([
      { ...common, code: 'Lact', value: '103' },
      { ...common, code: 'Gluc', value: '<20' },
    ]);
  });

  test('knows a control', () => expect(rida(latin(RECORD.replace('Sample', 'Control'))).results[0]?.role).toBe('control'));

  test('that ran into the next gives no result to either sample', () => {
    const { results, troubles } = rida(latin(`${RECORD.trimEnd()}\r\n${RECORD.replace('4711', '4712')}`));
    expect(troubles).toEqual(['contradiction']);
    expect(new Set(results.map(({ sampleId }) => sampleId))).toEqual(new Set(['']));
  });
});

const TWO_SAMPLES = `id: two
vendor: none
models: [x]
kind: meter
link: { protocol: text, recordEnd: { idle: 1000 } }
serial: { baud: 9600 }
format:
  is: text
  below: ['ID (?<sample>\\d+)', 'DATE (?<time>.*)']
  results: ['V (?<value>\\d+)']
sources: [made up for this test]
confidence: low
verified: false
`;
