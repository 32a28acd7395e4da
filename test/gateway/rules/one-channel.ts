import type { Channel } from '../../../gateway/domain/channel.ts';
import type { Instant, UtcMillis } from '../../../gateway/domain/clock.ts';
import type { AlarmFact, JudgedFact, StateFact } from '../../../gateway/domain/fact.ts';
import type { Limit, LimitSet } from '../../../gateway/domain/limit.ts';
import type { Quality } from '../../../gateway/domain/quality.ts';
import type { SavedState } from '../../../gateway/domain/saved-state.ts';
import { createJudge, type Judge } from '../../../gateway/rules/judge.ts';

const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const source = { document: 'a law', edition: '1', force: 'shall', verified: false } as const;

/** A legal high limit of 8 with 30 min and a deadband of 0.5, unless told otherwise. */
export const limit = (differs: Partial<Limit> = {}): Limit => ({
  level: 'legal',
  side: 'high',
  value: 8,
  onDelay: 30 * MINUTE,
  offDelay: 0,
  deadband: 0.5,
  source,
  ...differs,
});

/** A rule that judges limits alone, unless told otherwise. */
export const rule = (differs: Partial<LimitSet> = {}): LimitSet => ({
  id: 'test.fridge',
  unit: 'degC',
  limits: [limit()],
  silence: 24 * HOUR,
  probeFault: MINUTE,
  afterGap: false,
  ...differs,
});

/** A fridge read once a minute. */
export const channel = (limits: LimitSet | undefined, id = 'fridge-1/temperature'): Channel => ({
  id,
  device: 'fridge-1',
  cabinet: '1号冷藏柜',
  unit: 'degC',
  resolution: 0.1,
  every: MINUTE,
  ...(limits === undefined ? {} : { rule: limits }),
});

/** Midnight of the first test day. */
export const MIDNIGHT: UtcMillis = Date.UTC(2026, 0, 5);

/** One channel and its judge, with both clocks at hand. Minutes are counted from midnight. */
export interface OneChannel {
  /** A value, or a quality without one, at the next minute; `minutes` from the last where given. */
  see(what: number | Quality, minutes?: number): readonly AlarmFact[];
  /** The same value each minute for so many minutes. */
  stay(value: number | Quality, minutes: number): readonly AlarmFact[];
  /** The clock alone looks at the channel, after `minutes` in which nothing came. */
  wait(minutes: number): readonly AlarmFact[];
  /** The gateway stops and starts again after `minutes`; a machine that starts anew begins its growing clock again. */
  restart(how: {
    readonly minutes: number;
    readonly machine?: boolean;
    /** It ended in order: the last commit handed over whatever ran. */
    readonly orderly?: boolean;
    /** Whether the wall clock tells how long the machine was off. */
    readonly timeKnown?: boolean;
    readonly rule?: LimitSet;
    readonly states?: readonly SavedState[];
  }): void;
  /** The wall clock is stepped. */
  step(minutes: number): void;
  readonly judge: () => Judge;
  /** What is saved so far. */
  readonly saved: () => readonly SavedState[];
  /** How many states were handed over to be kept. */
  readonly writes: () => number;
  /** All that happened, as short words: `30:00 high legal raised`. */
  readonly story: () => readonly string[];
  /** The states that were told: `01:30 defrost on shape`. */
  readonly states: () => readonly string[];
}

/** `01:30` of the test's day. */
export const clockWords = (at: UtcMillis): string => new Date(at).toISOString().slice(11, 16);

const words = ({ at, cause, level, active }: AlarmFact): string =>
  `${clockWords(at)} ${cause} ${level} ${active ? 'raised' : 'cleared'}`;

/** `commitEvery`: the longest that its site lets a state wait. */
export const oneChannel = (limits: LimitSet = rule(), commitEvery = 0): OneChannel => {
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `alarm-${ids}`;
  };
  const saved = new Map<string, string>();
  let at: Instant = { now: MIDNIGHT, elapsed: HOUR };
  let lastKnown = at.now;
  let judge = createJudge([channel(limits)], { saved: [], at, newId, commitEvery });
  const facts: AlarmFact[] = [];
  const states: StateFact[] = [];
  let writes = 0;

  const keep = (last = false): void => {
    for (const { key, text } of judge.takeStates(last)) {
      writes += 1;
      if (text === undefined) saved.delete(key);
      else saved.set(key, text);
    }
    lastKnown = at.now;
  };
  const told = (news: readonly JudgedFact[]): readonly AlarmFact[] => {
    const alarms = news.filter((fact) => fact.kind === 'alarm');
    facts.push(...alarms);
    states.push(...news.filter((fact) => fact.kind === 'state'));
    keep();
    return alarms;
  };
  const pass = (minutes: number): void => {
    at = { now: at.now + minutes * MINUTE, elapsed: at.elapsed + minutes * MINUTE };
  };
  const see = (what: number | Quality, minutes = 1): readonly AlarmFact[] => {
    pass(minutes);
    const value = typeof what === 'number' ? what : Number.NaN;
    const qualities: readonly Quality[] = [typeof what === 'number' ? 'good' : what];
    return told(judge.judge({ elapsed: at.elapsed, channels: [0], values: [value], qualities }, at));
  };
  return {
    see,
    stay: (value, minutes) => Array.from({ length: minutes }, () => see(value)).flat(),
    wait: (minutes) => {
      pass(minutes);
      return told(judge.tick(at));
    },
    restart: ({ minutes, machine = false, orderly = false, timeKnown = true, rule: changed = limits, states }) => {
      if (orderly) keep(true);
      at = { now: at.now + minutes * MINUTE, elapsed: machine ? MINUTE : at.elapsed + minutes * MINUTE };
      const kept = states ?? [...saved].map(([key, text]) => ({ key, text }));
      judge = createJudge([channel(changed)], { saved: kept, at, newId, lastKnown, timeKnown, commitEvery });
    },
    step: (minutes) => {
      at = { ...at, now: at.now + minutes * MINUTE };
      told(judge.tick(at));
    },
    judge: () => judge,
    saved: () => [...saved].map(([key, text]) => ({ key, text })),
    writes: () => writes,
    story: () => facts.map(words),
    states: () =>
      states.map(({ at: when, state, active, reason }) => [clockWords(when), state, active ? 'on' : 'off', reason].join(' ')),
  };
};
