import { compareDecimals, type Decimal } from './decimal.ts';
import type { Qualifier } from './read-amount.ts';

/** Which values are positive, as `value > limit` or `value >= limit`. */
export type PositiveIf = '>' | '>=';

/** On which side of the limit a value lies; `unknown` where its qualifier leaves both open. */
export type Side = 'negative' | 'positive' | 'unknown';

/**
 * Holds a value against a limit in the same unit. `<0.01` is within 0.02, `<0.05` may be on either side of it, `>1500` is
 * beyond 1500.
 */
export const sideOf = (qualifier: Qualifier, value: Decimal, positiveIf: PositiveIf, limit: Decimal): Side => {
  const order = compareDecimals(value, limit);
  const beyond = positiveIf === '>' ? order > 0 : order >= 0;
  switch (qualifier) {
    case '=':
      return beyond ? 'positive' : 'negative';
    case '<':
      return order <= 0 ? 'negative' : 'unknown';
    case '<=':
      return beyond ? 'unknown' : 'negative';
    case '>':
      return order >= 0 ? 'positive' : 'unknown';
    case '>=':
      return beyond ? 'positive' : 'unknown';
  }
};
