import { cpus } from 'node:os';
import type { Channel } from '../../gateway/domain/channel.ts';
import type { LimitSet } from '../../gateway/domain/limit.ts';
import type { Observation } from '../../gateway/domain/observation.ts';
import { createJudge } from '../../gateway/rules/judge.ts';
import { loadRulePacks } from '../../gateway/rules/load-packs.ts';
import type { Bench } from './bench.ts';

const CHANNELS = 1_000;
const ROUNDS = 5_000;
const REGISTERS = 20;

const channelOf = (place: number, rule: LimitSet | undefined): Channel => ({
  id: `fridge-${place}/temperature`,
  device: `fridge-${place}`,
  cabinet: `fridge ${place}`,
  unit: 'degC',
  resolution: 0.1,
  every: 1_000,
  ...(rule === undefined ? {} : { rule }),
});

/** Answers of 20 registers each, as they come from 50 units; one round of them is one second. */
const answersOf = (value: number): readonly Omit<Observation, 'elapsed'>[] =>
  Array.from({ length: CHANNELS / REGISTERS }, (_, unit) => ({
    channels: Array.from({ length: REGISTERS }, (__, place) => unit * REGISTERS + place),
    values: Array.from({ length: REGISTERS }, (__, place) => value + (place % 10) / 10),
  }));

/** Nanoseconds per value, the best of three runs. */
const nanosecondsPerValue = (rule: LimitSet | undefined, value: number): number => {
  const judge = createJudge(
    Array.from({ length: CHANNELS }, (_, place) => channelOf(place, rule)),
    { saved: [], at: { now: 0, elapsed: 0 }, newId: () => 'id' },
  );
  const answers = answersOf(value);
  let second = 0;
  const run = (): number => {
    const start = process.hrtime.bigint();
    for (let round = 0; round < ROUNDS; round += 1) {
      second += 1;
      const at = { now: second * 1_000, elapsed: second * 1_000 + 0.25 };
      for (const { channels, values } of answers) judge.judge({ elapsed: at.elapsed, channels, values }, at);
    }
    return Number(process.hrtime.bigint() - start) / (ROUNDS * CHANNELS);
  };
  return Math.min(run(), run(), run());
};

/** What judging a value costs: on a small box it is paid for every reading. */
export const bench: Bench = {
  name: 'judge',
  about: 'nanoseconds per value judged: 1,000 channels, answers of 20 values',
  run: async (report) => {
    const packs = await loadRulePacks();
    const rule = packs.get('cn.fridge');
    const row = (what: string, reached: number, target: number): void =>
      report({ what, reached: `${reached.toFixed(1)} ns`, target: `<= ${target} ns`, ok: reached <= target });
    row('a value within the limits and conditions of a refrigerator', nanosecondsPerValue(rule, 2), 100);
    const core = packs.get('cn.food_core');
    const warm = nanosecondsPerValue(core, 20);
    row('a value of a channel without a rule', nanosecondsPerValue(undefined, 2), 20);
    const standing = nanosecondsPerValue(rule, 20);
    report({ what: 'a value while two alarms of its channel stand', reached: `${standing.toFixed(1)} ns`, target: 'shown only' });
    report({ what: 'a value that counts into a sum', reached: `${warm.toFixed(1)} ns`, target: 'shown only' });
    report({
      what: 'measured on',
      reached: `${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
      target: 'a 1-core ARM is some 5 to 10 times slower',
    });
  },
};
