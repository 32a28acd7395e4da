import type { TestFact } from '../../../gateway/domain/station-fact.ts';
import type { MeterFault } from '../../../simulators/world/station/meter-faults.ts';
import type { KillLink } from './kill-link.ts';
import type { KillPost } from './kill-post.ts';

/** What became of the results of one link. */
export interface LinkOutcome {
  readonly link: KillLink;
  readonly sessions: number;
  readonly measured: number;
  /** Arrived, and never measured so: altered or invented. */
  readonly wrong: readonly string[];
  /** Measured, and not arrived. */
  readonly lost: readonly string[];
  /** Of these, those of which the meter was told that they are stored. */
  readonly lostAcknowledged: number;
  /** Lost, but for a piece that waits for a person: its sample and its value are there, its number is not. */
  readonly inPieces: number;
  /** Under more than one id. */
  readonly duplicated: readonly string[];
  /** Of these, those that nobody is told of: more than one of their ids is without the mark of a possible repeat. */
  readonly unmarked: readonly string[];
  /** Facts that name no result: what could not be understood, or lacks its number. All of them wait for a person. */
  readonly nameless: number;
  /** Memories erased and settings written by the gateway. */
  readonly harm: number;
  readonly struck: ReadonlyMap<MeterFault, number>;
}

/** Test facts as they arrived at a subscriber, analyzer by analyzer. Corrections, which name what they correct, are no results of their own. */
export class ArrivedTests {
  readonly #byAnalyzer = new Map<string, TestFact[]>();

  take(fact: TestFact): void {
    if (fact.of !== undefined) return;
    const known = this.#byAnalyzer.get(fact.analyzer);
    if (known === undefined) this.#byAnalyzer.set(fact.analyzer, [fact]);
    else known.push(fact);
  }

  of(analyzer: string): readonly TestFact[] {
    return this.#byAnalyzer.get(analyzer) ?? [];
  }
}

/** What a piece of a printout tells of a result, where its number was lost: no two samples of a station have one id. */
const pieceOf = (result: Pick<TestFact, 'sampleId' | 'value'> | undefined): string => `${result?.sampleId}: ${result?.value}`;

const idsOf = (tests: readonly TestFact[]): number => new Set(tests.map(({ id }) => id)).size;

/** Holds what arrived of one meter against its own log. */
export const outcomeOfPost = ({ link, meter }: Pick<KillPost, 'link' | 'meter'>, arrived: readonly TestFact[]): LinkOutcome => {
  const { measured, acknowledged, erasures, settingsWritten } = meter.log;
  const known = new Map<string, readonly TestFact[]>();
  const nameless: TestFact[] = [];
  for (const test of arrived) {
    const key = link.arrived(test);
    if (key === undefined) nameless.push(test);
    else known.set(key, [...(known.get(key) ?? []), test]);
  }
  const pieces = new Set(nameless.filter(({ value }) => value !== '').map(pieceOf));
  const truth = new Map(measured.map((result) => [link.measured(result), result]));
  const lost = [...truth.keys()].filter((key) => !known.has(key));
  const duplicated = [...known].filter(([, tests]) => idsOf(tests) > 1);
  return {
    link,
    sessions: measured.at(-1)?.run ?? 0,
    measured: measured.length,
    wrong: [...known.keys()].filter((key) => !truth.has(key)),
    lost,
    lostAcknowledged: lost.filter((key) => acknowledged.has(truth.get(key)?.record ?? 0)).length,
    inPieces: lost.filter((key) => pieces.has(pieceOf(truth.get(key)))).length,
    duplicated: duplicated.map(([key]) => key),
    unmarked: duplicated
      .filter(([, tests]) => idsOf(tests.filter(({ possibleRepeat }) => possibleRepeat !== true)) > 1)
      .map(([key]) => key),
    nameless: nameless.length,
    harm: erasures + settingsWritten,
    struck: meter.struck(),
  };
};

const addedUp = (maps: readonly ReadonlyMap<MeterFault, number>[]): ReadonlyMap<MeterFault, number> => {
  const all = new Map<MeterFault, number>();
  for (const each of maps) for (const [fault, times] of each) all.set(fault, (all.get(fault) ?? 0) + times);
  return all;
};

/** Several meters of one link, added up. */
export const addedOutcomes = (link: KillLink, outcomes: readonly LinkOutcome[]): LinkOutcome => {
  const sum = (of: (each: LinkOutcome) => number): number => outcomes.reduce((all, each) => all + of(each), 0);
  return {
    link,
    sessions: sum(({ sessions }) => sessions),
    measured: sum(({ measured }) => measured),
    wrong: outcomes.flatMap(({ wrong }) => wrong),
    lost: outcomes.flatMap(({ lost }) => lost),
    lostAcknowledged: sum(({ lostAcknowledged }) => lostAcknowledged),
    inPieces: sum(({ inPieces }) => inPieces),
    duplicated: outcomes.flatMap(({ duplicated }) => duplicated),
    unmarked: outcomes.flatMap(({ unmarked }) => unmarked),
    nameless: sum(({ nameless }) => nameless),
    harm: sum(({ harm }) => harm),
    struck: addedUp(outcomes.map(({ struck }) => struck)),
  };
};
