/**
 * Text with each character that a font lacks written by its number, as in `[U+20BB7]`: what can't be drawn is named, never
 * dropped. The ends of lines stay; other white space becomes a space.
 */
export const printable = (text: string, has: (codePoint: number) => boolean): string =>
  [...text].map((character) => drawn(character, has)).join('');

/** Whether a text names a character by its number. */
export const namesCharacters = (text: string): boolean => /\[U\+[0-9A-F]{4,6}\]/.test(text);

const drawn = (character: string, has: (codePoint: number) => boolean): string => {
  if (character === '\n' || character === ' ') return character;
  if (/\s/u.test(character)) return ' ';
  const codePoint = character.codePointAt(0) ?? 0;
  return has(codePoint) ? character : `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
};
