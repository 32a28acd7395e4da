import type { z } from 'zod';
import type { AlarmCause } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import type { Condition } from '../../domain/condition.ts';
import type { StateChange } from '../seen-value.ts';

/** One look at a good value. */
export interface Look {
  readonly value: number;
  /** Milliseconds since the last look of which every value was good: 0 where a data gap or a restart of the machine lies between. */
  readonly proven: Millis;
  /** Milliseconds since the last look, whatever was seen of them. */
  readonly passed: Millis;
  /** A data gap lies before this value. */
  readonly afterGap: boolean;
  /** The channel's partners as they stand; undefined where there is none, or nothing is known of it now. */
  readonly partners: {
    readonly pair: number | undefined;
    readonly defrosting: boolean | undefined;
    readonly doorOpen: boolean;
  };
}

/** What a look tells of a condition. */
export interface Verdict<Marks> {
  /** What must be known at the next look; absent where nothing runs. */
  readonly marks?: Marks;
  /** What an alarm's `since` tells begins with this value. */
  readonly begins?: boolean;
  /** `raise` and `clear` may be said again and again: an alarm is raised and cleared once. */
  readonly alarm: 'raise' | 'clear' | 'keep';
  readonly limit?: number;
  readonly ahead?: Millis;
  readonly states?: readonly StateChange[];
  /** False where the marks aren't worth a write of their own: most of them say no more than that all is well. */
  readonly lasting?: boolean;
  /** True where a restart that lost such marks would make an alarm late: they are saved now and then, all channels at once. */
  readonly past?: boolean;
  /** True where what was remembered before doesn't hold any more: what of it is saved must not come back. */
  readonly anew?: boolean;
  /** True while an alarm of a rise is suppressed. */
  readonly suppresses?: boolean;
}

/**
 * A kind of condition: a pure function of what it remembers and of what it sees. Gaps, restarts, alarms and saving are its
 * runner's: a kind counts `proven`, and never looks at a clock.
 */
export interface Kind<Rule, Marks> {
  readonly cause: AlarmCause;
  readonly marks: z.ZodType<Marks>;
  /** While nothing runs, a value from `low` to `high` tells it nothing. */
  readonly low: (rule: Rule) => number;
  readonly high: (rule: Rule) => number;
  /** A look more often than this tells nothing more; 0 where each value outside `low` to `high` counts. */
  readonly pace: (rule: Rule) => Millis;
  readonly look: (rule: Rule, marks: Marks | undefined, look: Look) => Verdict<Marks>;
  /** What is left of marks from an earlier run of the machine where no clock tells how long it was off; absent: all of them. */
  readonly timeless?: (marks: Marks) => Marks | undefined;
  /** True where what it tells of doesn't end because the cabinet was switched off meanwhile. */
  readonly outlasts?: true;
}

/** For kinds that look at values whatever they are, but not at each of them: their pace alone says when. */
export const PACED = { low: () => Number.NEGATIVE_INFINITY, high: () => Number.POSITIVE_INFINITY } as const;

/** What names a condition within its rule, however its times are changed. */
const NAMING = ['kind', 'level', 'side', 'value', 'above', 'below', 'from', 'change', 'begins', 'least', 'range'];

/** The name under which a condition's state is saved. */
export const conditionKey = (condition: Condition): string =>
  Object.entries(condition)
    .filter(([key]) => NAMING.includes(key))
    .map(([, value]) => String(value))
    .join(':');

/** Kinds that compare a value with the recent past look at one each half minute at least: an alarm waits no longer for a look. */
export const LOOK_EVERY: Millis = 30_000;
