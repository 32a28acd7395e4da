const FULL_WIDTH = /[\uFF01-\uFF5E]/g;

/**
 * The text as plain keys would write it: full-width signs and digits narrow, one kind of minus, micro and comparison sign.
 * Nothing else is folded: ½, ² and ① stay what they are, because as digits they would be another number.
 */
export const narrowed = (text: string): string =>
  text
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll('\u2212', '-')
    .replaceAll('\u03BC', '\u00B5')
    .replace(/[≤≦⩽]/g, '<=')
    .replace(/[≥≧⩾]/g, '>=')
    .trim();

/** How names are held against each other: narrow, small letters, single spaces. Nothing is guessed: `韭菜花` is not `韭菜`. */
export const nameKey = (text: string): string => narrowed(text).toLowerCase().replace(/\s+/g, ' ');
