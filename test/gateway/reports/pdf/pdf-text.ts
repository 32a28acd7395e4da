import { inflateSync } from 'node:zlib';

/** The words of a PDF of this project, piece by piece as they were drawn: one font, its glyphs named by a ToUnicode map. */
export const textOfPdf = (bytes: Uint8Array): string => {
  const streams = streamsOf(bytes);
  const characters = charactersIn(streams.find((stream) => stream.includes('beginbfrange')) ?? '');
  const drawn = streams.flatMap((stream) => [...stream.matchAll(/\[([^\]]*)\] TJ/g)].map(([, pieces = '']) => pieces));
  return drawn
    .map((pieces) =>
      glyphsIn(pieces)
        .map((glyph) => characters[glyph] ?? '\ufffd')
        .join(''),
    )
    .join('\n');
};

const streamsOf = (bytes: Uint8Array): readonly string[] => {
  const text = Buffer.from(bytes).toString('latin1');
  return [...text.matchAll(/\/FlateDecode[\s\S]*?stream\n([\s\S]*?)\nendstream/g)].map(([, stream = '']) =>
    inflateSync(Buffer.from(stream, 'latin1')).toString('latin1'),
  );
};

const charactersIn = (map: string): readonly string[] =>
  [...map.matchAll(/> \[([^\]]*)\]/g)].flatMap(([, entries = '']) =>
    [...entries.matchAll(/<([0-9a-fA-F ]*)>/g)].map(([, units = '']) =>
      String.fromCharCode(...units.split(' ').map((unit) => Number.parseInt(unit, 16))),
    ),
  );

const glyphsIn = (pieces: string): readonly number[] =>
  [...pieces.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, digits = '']) =>
    (digits.match(/.{4}/g) ?? []).map((glyph) => Number.parseInt(glyph, 16)),
  );
