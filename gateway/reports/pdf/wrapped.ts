/** A word with the space before it, or one character of a script without spaces; closing marks stay with what they close. */
const PIECES = /\n|[^\S\n]*(?:[^\s\u2e80-\u{10ffff}]+|[\u2e80-\u{10ffff}])[，。、；：！？）」』》〉】]*/gu;

/**
 * Breaks text into lines no wider than `width`, by whatever `measure` says: between words and between characters of scripts
 * without spaces, at each end of a line that stands in it, and within a word only where it fits no line. Nothing is left out.
 */
export const wrapped = (text: string, width: number, measure: (line: string) => number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  const end = (): void => {
    lines.push(line);
    line = '';
  };
  const putLetter = (letter: string): void => {
    if (line !== '' && measure(line + letter) > width) end();
    line += letter;
  };
  const put = (piece: string): void => {
    if (measure(line + piece) <= width) {
      line += piece;
      return;
    }
    if (line !== '') end();
    const word = piece.trimStart();
    if (measure(word) <= width) line = word;
    else for (const letter of word) putLetter(letter);
  };
  for (const [piece] of text.matchAll(PIECES)) {
    if (piece === '\n') end();
    else put(piece);
  }
  if (line !== '') end();
  return lines;
};
