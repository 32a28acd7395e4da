import { compareDecimals, type Decimal, parseDecimal, product } from './decimal.ts';
import type { StripItem } from './limits-file.ts';
import { nameKey, narrowed } from './plain-text.ts';

/** What a strip shows; `nothing` where neither its lines nor its words can be read. */
export type StripOutcome = 'negative' | 'positive' | 'suspect' | 'invalid' | 'control-missing' | 'nothing';

// A word in two lists must not pass, hence negative last.
const SAID = ['invalid', 'positive', 'suspect', 'negative'] as const;

/** What a whole text says by the item's own words. */
const saidBy = (text: string, { words }: StripItem): StripOutcome =>
  SAID.find((outcome) => words[outcome].some((word) => nameKey(word) === nameKey(text))) ?? 'nothing';

const numberOf = (text: string | undefined): Decimal | undefined =>
  text === undefined ? undefined : parseDecimal(narrowed(text));

const numberIn = (text: string): Decimal => parseDecimal(text) ?? { digits: 0n, scale: 0 };

/** What the lines show, where the reader sent them: without a control line above its least, the strip failed. */
const shownBy = (details: Readonly<Record<string, string>>, item: StripItem): StripOutcome => {
  const { lines, direction, turnsAt, controlAbove } = item;
  if (direction === undefined || !(lines.test in details || lines.control in details)) return 'nothing';
  const control = numberOf(details[lines.control]);
  if (control === undefined || compareDecimals(control, numberIn(controlAbove)) <= 0) return 'control-missing';
  const test = numberOf(details[lines.test]);
  if (test === undefined || test.digits < 0n) return 'nothing';
  const weaker = compareDecimals(test, product(control, numberIn(turnsAt))) < 0;
  return weaker === (direction === 'competitive') ? 'positive' : 'negative';
};

/**
 * Reads a strip by its lines and by its words. A missing control line is invalid whatever the words say; lines and words that
 * don't agree are suspect.
 */
export const readStrip = (value: string, details: Readonly<Record<string, string>>, item: StripItem): StripOutcome => {
  const shown = shownBy(details, item);
  const said = saidBy(value, item);
  if (shown === 'control-missing' || said === 'nothing' || said === shown) return shown;
  if (said === 'invalid' || shown === 'nothing') return said;
  return 'suspect';
};
