import { type Decimal, parseDecimal } from './decimal.ts';
import { narrowed } from './plain-text.ts';
import { unitOf } from './test-unit.ts';

/** What stands before a number: the true value is below or above it, `=` where nothing does. */
const QUALIFIERS = ['=', '<', '<=', '>', '>='] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

/** A number as a result's text writes it. */
export interface Amount {
  readonly qualifier: Qualifier;
  readonly number: Decimal;
  /** Where the text itself writes a unit behind the number: `30%`. */
  readonly unit?: string;
}

/** Longer texts are no number. */
const LONGEST = 64;

const AMOUNT = /^(<=|>=|[<>=])?\s*(-?[\d.,]+)\s*(.*)$/s;

/**
 * Reads `0.02`, `0,02`, `<0.01`, `≤ 5`, `30%`, `０．０２ mg/kg`. Undefined for anything that is not one number with at most a
 * qualifier before and a known unit behind it: `---`, `NULL`, `1.2E-3`, `5-6`, `0.02 H`.
 */
export const readAmount = (text: string): Amount | undefined => {
  if (text.length > LONGEST) return undefined;
  const [, sign, digits, behind = ''] = AMOUNT.exec(narrowed(text)) ?? [];
  const number = digits === undefined ? undefined : parseDecimal(digits);
  if (number === undefined || (behind !== '' && unitOf(behind) === undefined)) return undefined;
  const qualifier = QUALIFIERS.find((known) => known === sign) ?? '=';
  return { qualifier, number, ...(behind === '' ? {} : { unit: behind }) };
};
