import { z } from 'zod';
import type { ConditionOf } from '../../domain/condition.ts';
import { exact } from '../exact.ts';
import { type Kind, LOOK_EVERY, type Look, PACED, type Verdict } from './kind.ts';
import { aged, valuesIn, withSample } from './samples.ts';

type Rule = ConditionOf<'rate'>;

const SAMPLES = 12;

const marksSchema = z.strictObject({ samples: z.array(z.number()).max(2 * SAMPLES + 4) });
type Marks = z.infer<typeof marksSchema>;

const sampleEvery = ({ within }: Rule): number => within / SAMPLES;
const pace = (rule: Rule): number => Math.min(LOOK_EVERY, sampleEvery(rule));

const look = (rule: Rule, marks: Marks | undefined, { value, passed, partners }: Look): Verdict<Marks> => {
  // A door that stands open explains the change; what comes after it is measured anew.
  if (partners.doorOpen) return { alarm: 'keep', lasting: false, anew: true };
  const samples = aged(marks?.samples ?? [], passed, rule.within);
  const change = largestChange(samples, value, rule.change);
  return {
    marks: { samples: [...withSample(samples, value, sampleEvery(rule))] },
    begins: true,
    alarm: alarmAt(change, Math.abs(rule.change)),
    lasting: change > Math.abs(rule.change) / 2,
    past: true,
  };
};

/** How far the value has risen (or fallen, where the rule's change is negative) from the samples. */
const largestChange = (samples: readonly number[], value: number, wanted: number): number => {
  const values = valuesIn(samples);
  return exact(wanted > 0 ? value - Math.min(value, ...values) : Math.max(value, ...values) - value);
};

/** Half of the change holds the alarm: at its very edge it would come and go. */
const alarmAt = (change: number, most: number): 'raise' | 'clear' | 'keep' => {
  if (change > most) return 'raise';
  return change > most / 2 ? 'keep' : 'clear';
};

/** Moved by more than so many degrees within a time. */
export const RATE: Kind<Rule, Marks> = {
  cause: 'rate',
  marks: marksSchema,
  ...PACED,
  pace,
  look,
  timeless: () => undefined,
};
