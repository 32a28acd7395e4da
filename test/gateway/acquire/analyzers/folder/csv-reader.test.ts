import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvReader } from '../../../../../gateway/acquire/analyzers/folder/csv-reader.ts';
import { csvRows } from '../../../../../gateway/acquire/analyzers/folder/csv-rows.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';

const profile = shippedAnalyzer('csv-generic');
const read = (text: string) => csvReader(profile)(Buffer.from(text));

describe('a file of rows', () => {
  test('gives a result for each row, by the names of its columns, in any order', () => {
    expect(
      read('\ufeffvalue,sample,item,unit,time,notes\r\n"1,5",S-1,"a ""b""",%,2026-01-02 03:04:05,x\r\n2,S-2,c,%,,\r\n').results,
    ).toEqual([
      { sampleId: 'S-1', code: 'a "b"', value: '1,5', unit: '%', measuredAt: '2026-01-02T03:04:05' },
      { sampleId: 'S-2', code: 'c', value: '2', unit: '%' },
    ]);
  });

  test('tells of columns that are missing, of rows that are cut off, and reads the others', () => {
    expect(read('sample,item,value,unit,conclusion,time,record,channel\nS-1,a,1,%,ok,,7,3\nS-2,a\n')).toEqual({
      results: [{ sampleId: 'S-1', code: 'a', value: '1', unit: '%', conclusion: 'ok', record: '7', channel: 3 }],
      troubles: ['wrong-shape'],
    });
    expect(read('sample,value\nS-1,1\n"S-2,2\n')).toMatchObject({
      results: [{ sampleId: 'S-1', value: '1' }],
      troubles: ['wrong-shape', 'incomplete'],
    });
    expect(read('a,b\n1,2\n')).toEqual({ results: [], troubles: ['no-match'] });
    expect(csvReader(profile)(Uint8Array.from({ length: 50 }, () => 0x80))).toEqual({ results: [], troubles: ['not-text'] });
  });

  test('holds what was written into it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '中'), maxLength: 6 });
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, (written) => {
        const text = written.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        const filled = written.filter((row) => row.some((each) => each.trim() !== ''));
        expect(csvRows(text, ',')).toEqual({ rows: filled, open: false });
      }),
    );
  });

  test('never makes the reader throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void csvReader(profile)(bytes)));
    const text = fc.array(fc.constantFrom('value', 'sample', ',', '"', '\n', '\r', '1')).map((parts) => parts.join(''));
    fc.assert(fc.property(text, (each) => void read(each)));
  });
});
