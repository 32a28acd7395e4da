import type { Block } from '../../gateway/domain/block.ts';
import { type Clock, type Millis, sleep } from '../../gateway/domain/clock.ts';
import type { Fact } from '../../gateway/domain/fact.ts';
import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';
import type { TestFact } from '../../gateway/domain/station-fact.ts';
import { VERDICTS } from '../../gateway/domain/verdict.ts';
import { carryOutMorning } from '../world/station/carry-out-morning.ts';
import type { SimulatedMeter } from '../world/station/meter.ts';
import type { MeterLog } from '../world/station/meter-memory.ts';
import { planMorning } from '../world/station/morning.ts';

/** The analyzer of the demonstration. */
export const DEMO_ANALYZER = 'pesticide-1';

/** Five samples, one of them positive and repeated twice, in some forty seconds: what takes an operator half an hour. */
const MORNING = { seed: 11, analyzer: DEMO_ANALYZER, samples: 5, positives: 1, repeats: 2 } as const;
const PACE = 45;

/** A transfer takes a second or two; an operator who sees none of it end goes home. */
const LONGEST_TRANSFER: Millis = 10_000;

/** What left the meter, and what of it arrived at the subscriber. What the meter still owes left nobody's hands. */
export interface TestTally {
  readonly measured: number;
  readonly arrived: number;
  readonly lost: number;
  readonly duplicated: number;
  /** Arrived, and never measured so. */
  readonly altered: number;
}

/** A rapid-test bench: an operator, a meter, and somebody at the platform who counts the results. */
export interface DemoStation {
  /** Lets the operator work, until the morning is over or `ending` is aborted. */
  work(ending: AbortSignal): Promise<void>;
  /** The operator has the meter hand over what it still owes; not waited for without end. */
  handOver(): Promise<void>;
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
  /** How many times faster than life the operator works. */
  readonly pace?: number;
}

/** A bench on which nothing was measured yet. */
export const createDemoStation = ({ clock, meter, ask, language, seconds, tell, pace = PACE }: StationNeeds): DemoStation => {
  const morning = planMorning({ ...MORNING, speed: pace });
  const arrived = new Map<string, TestFact>();
  const names = new Map(morning.samples.map(({ id, name, stall = '' }) => [id, `${name} ${stall}`]));
  const story = (fact: TestFact): void => {
    if (fact.sample === undefined) return;
    const verdict = say(language, `station.verdict.${fact.verdict}`);
    const repeat = fact.repeatOf === undefined ? '' : say(language, 'demo.repeat');
    const filling = { seconds: seconds(), sample: names.get(fact.sample) ?? fact.sample, value: fact.value, verdict, repeat };
    tell(say(language, 'demo.tested', filling));
  };
  return {
    work: (ending) =>
      carryOutMorning(morning.steps, {
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
    handOver: async () => {
      if (meter.owed() > 0 && !meter.isTransferring()) meter.transfer();
      const until = clock.elapsed() + LONGEST_TRANSFER;
      while (meter.owed() > 0 && clock.elapsed() < until) await sleep(clock, 50);
    },
    arrives: (block) => {
      for (const fact of block.lane === 'urgent' ? block.facts.filter(isTest) : []) {
        if (!arrived.has(fact.id)) story(fact);
        arrived.set(fact.id, fact);
      }
    },
    tally: () => tallied(meter.log, [...arrived.values()]),
  };
};

// A block's facts are as loose as whoever wrote them.
const isTest = (fact: Fact): fact is TestFact =>
  fact.kind === 'test' && fact.analyzer === DEMO_ANALYZER && VERDICTS.includes(fact.verdict);

const keyOf = (channel: number | undefined, time: string | undefined, value: number): string => `${channel} ${time} ${value}`;

const tallied = ({ measured, acknowledged }: MeterLog, arrived: readonly TestFact[]): TestTally => {
  const seen = arrived.map(({ channel, measuredText, value }) => keyOf(channel, measuredText, Number(value)));
  const truth = measured.map(({ record, channel, measuredAt, value }) => ({
    key: keyOf(channel, new Date(measuredAt).toISOString().slice(0, 19), Number(value)),
    isStored: acknowledged.has(record),
  }));
  const left = truth.filter(({ key, isStored }) => isStored || seen.includes(key));
  const known = new Set(truth.map(({ key }) => key));
  return {
    measured: left.length,
    arrived: seen.length,
    lost: left.filter(({ key }) => !seen.includes(key)).length,
    duplicated: seen.filter((key, place) => known.has(key) && seen.indexOf(key) !== place).length,
    altered: seen.filter((key) => !known.has(key)).length,
  };
};
