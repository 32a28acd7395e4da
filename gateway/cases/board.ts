import type { UtcMillis } from '../domain/clock.ts';
import type { SampleFact, TestFact } from '../domain/station-fact.ts';
import type { CaseRules } from './case-rules.ts';
import { type CaseState, isRefuted, isRepeated } from './case-state.ts';
import type { BoardRow } from './desk-rows.ts';

/** What the board knows of one sample and item. */
export interface BoardMatter {
  readonly sample: SampleFact;
  readonly item: string;
  /** Its tests, in the order of receipt; none in quarantine, none of a control. */
  readonly tests: readonly TestFact[];
  /** The last case of it, where there was one. */
  readonly positive?: CaseState;
}

/**
 * The row of a sample and item, or undefined while there is nothing to publish. A negative is shown at once; a positive is
 * held until its repeats bear it out, or until its case is closed. Suspect, invalid, out of range and not judged never
 * pass, and hide an older negative: what is in doubt is not published.
 */
export const boardRow = (
  { sample, item, tests, positive }: BoardMatter,
  { board }: CaseRules,
  now: UtcMillis,
): BoardRow | undefined => {
  const last = tests.at(-1);
  if (last === undefined || now - last.receivedAt > board.show) return undefined;
  const outcome = positive === undefined ? outcomeOf(tests) : outcomeOfCase(positive, board.positives);
  if (outcome === undefined) return undefined;
  const { stall, id, name } = sample;
  return {
    sample: id,
    ...(stall === undefined ? {} : { stall }),
    product: name,
    item,
    outcome,
    method: 'rapid-test',
    at: last.measuredAt ?? last.receivedAt,
    verified: last.limit?.verified ?? false,
  };
};

const outcomeOf = (tests: readonly TestFact[]): BoardRow['outcome'] | undefined =>
  tests.at(-1)?.verdict === 'negative' && !tests.some(({ verdict }) => verdict === 'positive') ? 'negative' : undefined;

const outcomeOfCase = (state: CaseState, shown: CaseRules['board']['positives']): BoardRow['outcome'] | undefined => {
  if (isRefuted(state)) return 'negative';
  if (shown === 'closed' && !state.done.has('closed')) return undefined;
  return isRepeated(state) || state.laboratory === 'positive' ? 'positive' : undefined;
};
