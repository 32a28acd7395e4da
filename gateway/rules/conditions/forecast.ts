import { z } from 'zod';
import type { ConditionOf } from '../../domain/condition.ts';
import { type Kind, LOOK_EVERY, type Look, PACED, type Verdict } from './kind.ts';
import { aged, type Samples, withSample } from './samples.ts';

type Rule = ConditionOf<'forecast'>;

const SAMPLES = 12;

/** So much of `over` must have been seen before anything is foretold. */
const SEEN_ENOUGH = 0.75;

/** A foretold moment may move away by so much before it no longer stands. */
const STANDS_UNTIL = 1.5;

const marksSchema = z.strictObject({
  samples: z.array(z.number()).max(2 * SAMPLES + 4),
  /** For how long the limit was foreseen to be passed, ms; -1 while it isn't. */
  foreseen: z.number(),
});
type Marks = z.infer<typeof marksSchema>;

const sampleEvery = ({ over }: Rule): number => over / SAMPLES;
const pace = (rule: Rule): number => Math.min(2 * LOOK_EVERY, sampleEvery(rule));

const look = (rule: Rule, marks: Marks | undefined, { value, passed, proven, afterGap, partners }: Look): Verdict<Marks> => {
  if (partners.doorOpen) return { alarm: 'keep', lasting: false, anew: true };
  // A line drawn over a longer data gap would be a guess.
  const cut = afterGap && passed > rule.over * (1 - SEEN_ENOUGH);
  const samples = cut ? [] : aged(marks?.samples ?? [], passed, rule.over);
  const ahead = timeUntil(rule, value, trendOf(samples, value, rule.over * SEEN_ENOUGH));
  const before = marks?.foreseen ?? -1;
  // Beyond the limit there is nothing to foretell any more; what was foretold stands until it turns back.
  const foreseen = ahead > rule.ahead || ahead === 0 ? -1 : before < 0 ? 0 : before + proven;
  return {
    marks: { samples: [...withSample(samples, value, sampleEvery(rule))], foreseen },
    begins: foreseen <= 0,
    alarm: isTurning(rule, value, samples) ? alarmAt(rule, -1, ahead) : alarmAt(rule, foreseen, ahead),
    limit: rule.value,
    ahead: Math.round(ahead),
    lasting: foreseen >= 0,
    past: true,
    anew: cut,
  };
};

const alarmAt = (rule: Rule, foreseen: number, ahead: number): 'raise' | 'clear' | 'keep' => {
  if (foreseen >= rule.onDelay) return 'raise';
  return ahead > rule.ahead * STANDS_UNTIL ? 'clear' : 'keep';
};

/** True where the value goes back by now, though the line through all that was seen still leads outward: nothing is foretold just then. */
const isTurning = ({ side }: Rule, value: number, samples: Samples): boolean => {
  const [last = value, before = value] = [samples.at(-1), samples.at(-3)];
  return side === 'high' ? value < Math.max(last, before) : value > Math.min(last, before);
};

/** Degrees per millisecond from the oldest sample to now; none where too little was seen. */
const trendOf = (samples: Samples, value: number, least: number): number => {
  const [age = 0, oldest = value] = samples;
  return age < least || age === 0 ? 0 : (value - oldest) / age;
};

/** Milliseconds until the limit is passed: 0 beyond it on the way out, infinite on the way back. */
const timeUntil = ({ side, value: limit }: Rule, value: number, trend: number): number => {
  const outward = side === 'high' ? trend : -trend;
  const room = side === 'high' ? limit - value : value - limit;
  if (outward <= 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, room / outward);
};

/** Will pass 8 °C in 25 min, if it goes on so. */
export const FORECAST: Kind<Rule, Marks> = {
  cause: 'rate',
  marks: marksSchema,
  ...PACED,
  pace,
  look,
  timeless: ({ foreseen }) => ({ samples: [], foreseen }),
};
