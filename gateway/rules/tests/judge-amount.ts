import type { Judgement, TestToJudge } from '../../domain/verdict.ts';
import { sideOf } from './compare-amount.ts';
import { parseDecimal, shifted } from './decimal.ts';
import type { MatrixLimit, TestItem } from './limits-file.ts';
import { type Amount, readAmount } from './read-amount.ts';
import { powerBetween, sameSpelling, unitOf } from './test-unit.ts';

/** A verdict, before the limit it came from is put beside it. */
export type Finding = Pick<Judgement, 'verdict' | 'reason'>;

/** The unit that a result means: as sent, else as its text writes it, in the item's spellings too. Undefined where the two differ. */
const meantUnit = (sent: string, { unit: written }: Amount, { unitSpellings }: TestItem) => {
  if (sent.trim() !== '' && written !== undefined && !sameSpelling(sent, written)) return undefined;
  const text = sent.trim() === '' ? (written ?? '') : sent;
  const own = Object.entries(unitSpellings).find(([spelling]) => sameSpelling(spelling, text));
  return unitOf(own?.[1] ?? text);
};

/** Judges a number by a limit that has one, in the limit's own unit. */
export const judgeAmount = (test: TestToJudge, item: TestItem, limit: MatrixLimit): Finding => {
  const amount = readAmount(test.value);
  const bound = limit.value === undefined ? undefined : parseDecimal(limit.value);
  if (amount === undefined || bound === undefined || limit.positiveIf === undefined)
    return { verdict: 'not-judged', reason: 'no-value' };
  // A concentration below zero is drift, or an error code: -999 must not pass.
  if (item.kind !== 'inhibition' && amount.number.digits < 0n) return { verdict: 'out-of-range', reason: 'beyond-method' };
  const sent = meantUnit(test.unit, amount, item);
  const wanted = unitOf(limit.unit ?? '');
  const exponent = sent === undefined || wanted === undefined ? undefined : powerBetween(sent, wanted);
  if (exponent === undefined) return { verdict: 'not-judged', reason: 'other-unit' };
  const side = sideOf(amount.qualifier, shifted(amount.number, exponent), limit.positiveIf, bound);
  return side === 'unknown' ? { verdict: 'out-of-range', reason: 'beyond-method' } : { verdict: side };
};
