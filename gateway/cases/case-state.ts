import type { UtcMillis } from '../domain/clock.ts';
import type { CaseFact, CaseStep } from '../domain/station-fact.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { CaseRules } from './case-rules.ts';

/** A positive's case, as its facts make it. */
export interface CaseState {
  readonly id: string;
  readonly opened: CaseFact;
  readonly facts: readonly CaseFact[];
  readonly done: ReadonlySet<CaseStep>;
  /** Verdicts of the repeats that came to one: negative or positive. */
  readonly repeats: readonly Verdict[];
  readonly repeatsDue: number;
  /** When the time for an objection ends; absent where none runs. */
  readonly due?: UtcMillis;
  readonly laboratory?: Verdict;
}

/** The state of a case. `verdictOf` gives what a test came to by now: it may have been read anew since. */
export const caseStateOf = (
  facts: readonly [CaseFact, ...CaseFact[]],
  repeatsDue: number,
  verdictOf: (test: string) => Verdict | undefined,
): CaseState => {
  const [opened] = facts;
  const repeats = facts.flatMap(({ step, repeat, verdict }) => {
    const now = step === 'repeated' ? (verdictOf(repeat ?? '') ?? verdict) : undefined;
    return now === 'negative' || now === 'positive' ? [now] : [];
  });
  const due = facts.find(({ step }) => step === 'served')?.due;
  const laboratory = facts.find(({ step }) => step === 'laboratory-result')?.verdict;
  return {
    id: opened.id, opened, facts, done: new Set(facts.map(({ step }) => step)), repeats, repeatsDue,
    ...(due === undefined ? {} : { due }),
    ...(laboratory === undefined ? {} : { laboratory }),
  }; // biome-ignore format: a list to read
};

/** How many repeats an item's positive needs. */
export const repeatsDueFor = (item: string | undefined, { repeats }: CaseRules): number =>
  repeats.items[item ?? ''] ?? repeats.atLeast;

/** True once the repeats that are due are in. */
export const isRepeated = ({ repeats, repeatsDue }: CaseState): boolean => repeats.length >= repeatsDue;

/** True where nothing speaks for the positive any more: all repeats that were due, or the laboratory, found it negative. */
export const isRefuted = (state: CaseState): boolean =>
  state.laboratory === 'negative' ||
  (state.laboratory === undefined &&
    state.repeats.length > 0 &&
    isRepeated(state) &&
    state.repeats.every((verdict) => verdict === 'negative'));
