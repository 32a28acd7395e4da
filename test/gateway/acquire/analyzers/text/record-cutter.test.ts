import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_RECORD, RecordCutter } from '../../../../../gateway/acquire/analyzers/text/record-cutter.ts';

type End = { delimiter?: string; blankLines?: number };

/** What a stream is cut into, cut itself into pieces of `size`; the rest as if silence had ended it. */
const cut = (stream: string, end: End, size = stream.length): readonly string[] => {
  const records: string[] = [];
  let dropped = 0;
  const cutter = new RecordCutter(end, {
    onRecord: (bytes) => records.push(Buffer.from(bytes).toString('latin1')),
    onDropped: (bytes) => {
      dropped += bytes;
    },
  });
  const bytes = Buffer.from(stream, 'latin1');
  for (let at = 0; at < bytes.length; at += Math.max(1, size)) cutter.push(bytes.subarray(at, at + Math.max(1, size)));
  cutter.finish();
  return dropped === 0 ? records : [...records, `dropped ${dropped}`];
};

describe('a stream of text', () => {
  test.each<[string, string, End, readonly string[]]>([
    ['a control character', 'a\x03b\x03', { delimiter: '\x03' }, ['a\x03', 'b\x03']],
    [
      'a line that begins with a word',
      'a\r\n --END--\r\nb\r\n--END',
      { delimiter: '--END' },
      ['a\r\n --END', '--\r\nb\r\n--END'],
    ],
    ['two empty lines', 'a\r\nb\r\n\r\n\r\nc\r\n\r\n \r\n', { blankLines: 2 }, ['a\r\nb\r\n\r\n\r', 'c\r\n\r\n \r']],
    ['two empty lines that end with CR alone', 'a\r\r\rb\r\r\r', { blankLines: 2 }, ['a\r\r\r', 'b\r\r\r']],
    ['silence alone', 'a\nb\n\n\nc', {}, ['a\nb\n\n\nc']],
  ])('is cut at %s, however its bytes arrive', (_, stream, end, records) => {
    for (let size = 1; size <= stream.length; size += 1) expect(cut(stream, end, size)).toEqual(records);
  });

  test('isn’t cut by what a printer’s command holds', () => {
    expect(cut('a\x1bJ\x03b\x03', { delimiter: '\x03' }, 1)).toEqual(['a\x1bJ\x03b\x03']);
    expect(cut('\x1d(L\x02\x00\x03\x03b\x03', { delimiter: '\x03' }, 2)).toEqual(['\x1d(L\x02\x00\x03\x03b\x03']);
  });

  test('has no records of blank lines', () => expect(cut('\r\n\r\n \r\n\x0c', { blankLines: 1 })).toEqual([]));

  test('gives the beginning of a record that never ends, counts the rest, and goes on with the next', () => {
    const [first, dropped, next] = cut(`${'x'.repeat(LONGEST_RECORD * 3)}\x03good\x03`, { delimiter: '\x03' }, 1_000);
    expect(first).toBe('x'.repeat(LONGEST_RECORD));
    expect([dropped, next]).toEqual(['good\x03', `dropped ${LONGEST_RECORD * 2 + 1}`]);
  });

  test('is cut alike in one piece and byte by byte, whatever it is', () => {
    const signs = fc.constantFrom(
      'a',
      '1',
      '\r',
      '\n',
      ' ',
      '\x03',
      '\x1b',
      '@',
      '\x1d',
      'V',
      'k',
      '\x00',
      '\xff',
      'E',
      'N',
      'D',
    );
    const streams = fc.array(signs, { maxLength: 60 }).map((parts) => parts.join(''));
    const ends = fc.constantFrom<End>({}, { delimiter: '\x03' }, { delimiter: 'END' }, { blankLines: 1 }, { blankLines: 3 });
    fc.assert(
      fc.property(streams, ends, fc.integer({ min: 1, max: 9 }), (stream, end, size) => {
        expect(cut(stream, end, size)).toEqual(cut(stream, end));
      }),
    );
  });
});
