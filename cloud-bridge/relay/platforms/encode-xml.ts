import type { Filled, FilledTree } from './filled-tree.ts';

/** What XML 1.0 can't hold, not even escaped (section 2.2): control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\r': '&#13;', '\n': '&#10;', '\t': '&#9;',
}; // biome-ignore format: a table to read

/** Text as XML holds it, in content and in attributes. Line ends and tabs are written as references, so that no reader normalises them. */
export const escapeXml = (text: string): string =>
  text.replace(NO_CHARACTER, '\ufffd').replace(/[&<>"'\r\n\t]/g, (sign) => ESCAPES[sign] ?? sign);

/** A filled tree as elements; a list as one element `each` per record. */
export const encodeXml = (filled: Filled, each = 'item'): string => {
  if (typeof filled === 'string' || typeof filled === 'number') return escapeXml(String(filled));
  if ('names' in filled) return elements(filled);
  return filled.map((record) => `<${each}>${elements(record)}</${each}>`).join('');
};

const elements = ({ names }: FilledTree): string =>
  names.map(([name, filled, each]) => `<${name}>${encodeXml(filled, each)}</${name}>`).join('');
