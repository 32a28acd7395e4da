const quoted = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const hexText = (digits: string): string => Buffer.from(digits, 'hex').toString('latin1');

/**
 * A text with its escapes undone, after it was split: a letter between two marks means what `meanings` says, `X` with digits
 * means those bytes. Whatever else stands between marks stays as sent. Sources: LIS02-A2, 5.4.5.1; HL7 v2.5.1, 2.7.
 */
export const undoEscapes = (text: string, mark: string, meanings: Readonly<Record<string, string>>): string => {
  if (!text.includes(mark)) return text;
  const escapes = new RegExp(`${quoted(mark)}(?:([A-Z])|X((?:[0-9A-Fa-f]{2})+))${quoted(mark)}`, 'g');
  return text.replace(escapes, (all, letter?: string, hex?: string) =>
    hex === undefined ? (meanings[letter ?? ''] ?? all) : hexText(hex),
  );
};
