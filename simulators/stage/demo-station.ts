import type { Block } from '../../gateway/domain/block.ts';
import type { Clock } from '../../gateway/domain/clock.ts';
import type { Fact } from '../../gateway/domain/fact.ts';
import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';
import type { TestFact } from '../../gateway/domain/station-fact.ts';
import { VERDICTS } from '../../gateway/domain/verdict.ts';
import { carryOutMorning } from '../world/station/carry-out-morning.ts';
import type { MeasuredResult } from '../world/station/measured-result.ts';
import type { SimulatedMeter } from '../world/station/meter.ts';
import { planMorning } from '../world/station/morning.ts';

/** The analyzer of the demonstration. */
export const DEMO_ANALYZER = 'pesticide-1';

/** Five samples, one of them positive and repeated twice, in some forty seconds: what takes an operator half an hour. */
const MORNING = planMorning({ seed: 11, analyzer: DEMO_ANALYZER, samples: 5, positives: 1, repeats: 2, speed: 45 });

/** What the meter measured, and what of it arrived at the subscriber. */
export interface TestTally {
  readonly measured: number;
  readonly arrived: number;
  /** Measured and not arrived, arrived twice, or with another value. */
  readonly wrong: number;
}

/** A rapid-test bench: an operator, a meter, and somebody at the platform who counts the results. */
export interface DemoStation {
  /** Lets the operator work, until the morning is over or `ending` is aborted. */
  work(ending: AbortSignal): Promise<void>;
  arrives(block: Block): void;
  tally(): TestTally;
}

interface StationNeeds {
  readonly clock: Clock;
  readonly meter: SimulatedMeter;
  /** Asks the gateway's desk. */
  ask(word: string, entered: unknown): Promise<unknown>;
  readonly language: Language;
  /** Seconds since the demonstration began. */
  seconds(): number;
  tell(line: string): void;
}

/** A bench on which nothing was measured yet. */
export const createDemoStation = ({ clock, meter, ask, language, seconds, tell }: StationNeeds): DemoStation => {
  const arrived = new Map<string, TestFact>();
  const names = new Map(MORNING.samples.map(({ id, name, stall = '' }) => [id, `${name} ${stall}`]));
  const story = (fact: TestFact): void => {
    if (fact.sample === undefined) return;
    const verdict = say(language, `station.verdict.${fact.verdict}`);
    const repeat = fact.repeatOf === undefined ? '' : say(language, 'demo.repeat');
    const filling = { seconds: seconds(), sample: names.get(fact.sample) ?? fact.sample, value: fact.value, verdict, repeat };
    tell(say(language, 'demo.tested', filling));
  };
  return {
    work: (ending) =>
      carryOutMorning(MORNING.steps, {
        clock,
        desk: {
          register: (sample) => ask('register', sample),
          runSheet: (sheet) => ask('run-sheet', { ...sheet, by: 'operator' }),
        },
        meters: new Map([[DEMO_ANALYZER, meter]]),
        signal: ending,
        onAct: (act) => {
          if (act.does === 'transfer') tell(say(language, 'demo.transfers', { seconds: seconds() }));
        },
      }),
    arrives: (block) => {
      for (const fact of block.lane === 'urgent' ? block.facts.filter(isTest) : []) {
        if (!arrived.has(fact.id)) story(fact);
        arrived.set(fact.id, fact);
      }
    },
    tally: () => tallied(meter.log.measured, [...arrived.values()]),
  };
};

// A block's facts are as loose as whoever wrote them.
const isTest = (fact: Fact): fact is TestFact =>
  fact.kind === 'test' && fact.analyzer === DEMO_ANALYZER && VERDICTS.includes(fact.verdict);

const keyOf = (channel: number | undefined, time: string | undefined, value: number): string => `${channel} ${time} ${value}`;

const tallied = (measured: readonly MeasuredResult[], arrived: readonly TestFact[]): TestTally => {
  const truth = measured.map(({ channel, measuredAt, value }) =>
    keyOf(channel, new Date(measuredAt).toISOString().slice(0, 19), Number(value)),
  );
  const seen = arrived.map(({ channel, measuredText, value }) => keyOf(channel, measuredText, Number(value)));
  const missing = truth.filter((key) => seen.filter((other) => other === key).length !== 1);
  const foreign = seen.filter((key) => !truth.includes(key));
  return { measured: truth.length, arrived: seen.length, wrong: missing.length + foreign.length };
};
