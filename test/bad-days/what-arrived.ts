import type { ArrivedValue } from '../../simulators/stage/comparison.ts';
import type { AnsweredValue } from '../../simulators/world/answer-log.ts';

/** What became of what devices sent. Values are told apart by themselves: a device never sends one twice. */
export interface Outcome {
  readonly sent: number;
  readonly arrived: number;
  /** When what never arrived was sent, on the clock that only grows. */
  readonly lost: readonly number[];
  /** Values that came too late: the record says that nothing came in time. */
  readonly givenUp: number;
  /** Values that nobody sent, or not then. */
  readonly altered: number;
  /** Values that arrived under two numbers. */
  readonly duplicated: number;
  /** Values that arrived under a lower number than one that was sent before them. */
  readonly misnumbered: number;
}

/** Device and gateway read one clock; on a busy machine as much may lie between an answer's end and its being read. */
const TOLERANCE = 2000;

/** The longest that a stalled machine may take to send an answer that was given up long before. */
const LATE = 10_000;

/**
 * Holds what arrived of a channel, in order of its numbers, against what its device sent. `unanswered` are the times at
 * which the record itself says `no-answer`: a device that was slower than the gateway's patience has sent a value that
 * was given up, and said to be. Each such word excuses one value, sent after it; one that nothing excuses is lost.
 */
export const outcomeOf = (
  sent: readonly AnsweredValue[],
  arrived: readonly ArrivedValue[],
  unanswered: readonly number[],
): Outcome => {
  const places = new Map(sent.map(({ value }, place) => [value, place]));
  const seen = new Set<number>();
  let [altered, duplicated, misnumbered, last] = [0, 0, 0, -1];
  for (const { value, elapsed } of arrived) {
    const place = value === null ? undefined : places.get(value);
    const at = place === undefined ? undefined : sent[place]?.at;
    if (place === undefined || at === undefined || Math.abs(at - elapsed) > TOLERANCE) altered += 1;
    else if (seen.has(place)) duplicated += 1;
    else {
      if (place < last) misnumbered += 1;
      seen.add(place);
      last = place;
    }
  }
  const missing = sent.filter((_, place) => !seen.has(place)).map(({ at }) => at);
  const lost = withoutGivenUp(missing, unanswered);
  return {
    sent: sent.length,
    arrived: arrived.length,
    lost,
    givenUp: missing.length - lost.length,
    altered,
    duplicated,
    misnumbered,
  };
};

const withoutGivenUp = (missing: readonly number[], unanswered: readonly number[]): readonly number[] => {
  const words = [...unanswered];
  return missing.filter((at) => {
    const word = words.findIndex((said) => said <= at && at - said <= LATE);
    if (word >= 0) words.splice(word, 1);
    return word < 0;
  });
};

/** The outcomes of several channels as one. */
export const together = (outcomes: readonly Outcome[]): Outcome => ({
  sent: sum(outcomes.map(({ sent }) => sent)),
  arrived: sum(outcomes.map(({ arrived }) => arrived)),
  lost: outcomes.flatMap(({ lost }) => lost),
  givenUp: sum(outcomes.map(({ givenUp }) => givenUp)),
  altered: sum(outcomes.map(({ altered }) => altered)),
  duplicated: sum(outcomes.map(({ duplicated }) => duplicated)),
  misnumbered: sum(outcomes.map(({ misnumbered }) => misnumbered)),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
