import type { ArrivedValue } from '../../simulators/stage/comparison.ts';
import type { AnsweredValue } from '../../simulators/world/answer-log.ts';

/** What became of what devices sent. Values are told apart by themselves: a device never sends one twice. */
export interface Outcome {
  readonly sent: number;
  readonly arrived: number;
  /** When what never arrived was sent, on the clock that only grows. */
  readonly lost: readonly number[];
  /** Values that nobody sent, or not then. */
  readonly altered: number;
  /** Values that arrived under two numbers. */
  readonly duplicated: number;
  /** Values that arrived under a lower number than one that was sent before them. */
  readonly misnumbered: number;
}

/** Device and gateway read one clock; on a busy machine as much may lie between an answer's end and its being read. */
const TOLERANCE = 2000;

/** Holds what arrived of a channel, in order of its numbers, against what its device sent. */
export const outcomeOf = (sent: readonly AnsweredValue[], arrived: readonly ArrivedValue[]): Outcome => {
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
  const lost = sent.filter((_, place) => !seen.has(place)).map(({ at }) => at);
  return { sent: sent.length, arrived: arrived.length, lost, altered, duplicated, misnumbered };
};

/** The outcomes of several channels as one. */
export const together = (outcomes: readonly Outcome[]): Outcome => ({
  sent: sum(outcomes.map(({ sent }) => sent)),
  arrived: sum(outcomes.map(({ arrived }) => arrived)),
  lost: outcomes.flatMap(({ lost }) => lost),
  altered: sum(outcomes.map(({ altered }) => altered)),
  duplicated: sum(outcomes.map(({ duplicated }) => duplicated)),
  misnumbered: sum(outcomes.map(({ misnumbered }) => misnumbered)),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
