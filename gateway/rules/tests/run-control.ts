import type { TestToJudge } from '../../domain/verdict.ts';
import { compareDecimals, parseDecimal } from './decimal.ts';
import type { InhibitionItem } from './limits-file.ts';
import { readAmount } from './read-amount.ts';

/**
 * False where the run's control was not what the item wants of it, or can't be read: the run proves nothing. A run whose
 * control nobody sent, or sent without the figure that is asked for, is not held against it.
 */
export const controlHolds = ({ control: wanted }: InhibitionItem, shown: TestToJudge['control']): boolean => {
  if (wanted === undefined || shown === undefined) return true;
  const text = wanted.detail === undefined ? shown.value : shown.details?.[wanted.detail];
  if (text === undefined) return true;
  const amount = readAmount(text);
  if (amount === undefined || amount.qualifier !== '=') return false;
  const orderTo = (bound: string | undefined): number => {
    const number = bound === undefined ? undefined : parseDecimal(bound);
    return number === undefined ? 0 : compareDecimals(amount.number, number);
  };
  return orderTo(wanted.lowest) >= 0 && orderTo(wanted.highest) <= 0;
};
