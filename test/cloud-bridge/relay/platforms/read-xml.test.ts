import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeXml } from '../../../../cloud-bridge/relay/platforms/encode-xml.ts';
import { readXml } from '../../../../cloud-bridge/relay/platforms/read-xml.ts';

describe('an XML answer', () => {
  test('is read into names and text, without prefixes and attributes', () =>
    expect(
      readXml(
        '<?xml version="1.0"?>\n<s:E xmlns:s="urn:x"><s:B a=\'1\'><r>1</r><r>2</r><t/><c><![CDATA[<ok> & 合格]]></c></s:B></s:E>',
      ),
    ).toEqual({
      name: 'E',
      content: { B: { r: ['1', '2'], t: '', c: '<ok> & 合格' } },
    }));

  test('may hold the five entities and references of characters', () =>
    expect(readXml('<a>&lt;&amp;&gt;&quot;&apos;&#20013;&#x6587;</a>')).toEqual({ name: 'a', content: '<&>"\'中文' }));

  test.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an entity of its own', '<a>&x;</a>'],
    ['an instruction', '<?php x?><a/>'],
    ['an end without its beginning', '<a></b></a>'],
    ['no end', '<a><b></b>'],
    ['two roots', '<a/><b/>'],
    ['text outside', '<a/>x'],
    ['nothing', ''],
    ['a page', '<html><p>Log in<br></html>'],
    ['half an entity', '<a>&am</a>'],
    ['a character that is none', '<a>&#1114112;</a>'],
  ])('with %s is refused', (_, text) => expect(readXml(text)).toBeUndefined());

  test('nested without end is refused, not followed', () => expect(readXml('<a>'.repeat(100_000))).toBeUndefined());
  test('of more elements than any answer has is refused', () =>
    expect(readXml(`<a>${'<b/>'.repeat(30_000)}</a>`)).toBeUndefined());

  test('never throws, whatever comes', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<a',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&',
      '&lt;',
      '&#',
      ';',
      '=',
      '"',
      '<?xml ',
      '?>',
      ':',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 40 }), (parts) => {
        readXml(parts.join(''));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('XML that is sent', () => {
  const legal = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('菠', '㐀', '𠮷', '<', '&', ']]>', '\r', '\n', '\ud800') }),
  );

  test('gives any text back as it was, but for what XML can’t hold', () =>
    fc.assert(
      fc.property(legal, (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML can't hold
        const held = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, '\ufffd');
        expect(readXml(`<a>${encodeXml(text)}</a>`)).toEqual({ name: 'a', content: held });
      }),
      { numRuns: 2_000 },
    ));

  test('never lets a text become an element', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encodeXml({ names: [['a', text]] }).match(/</g)).toHaveLength(2);
      }),
    ));
});
