import type { AlarmCause } from '../domain/alarm.ts';
import type { AlarmLevel } from '../domain/alarm-level.ts';
import type { Channel } from '../domain/channel.ts';
import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';
import type { AlarmFact, JudgedFact } from '../domain/fact.ts';
import type { LimitSet } from '../domain/limit.ts';
import { createJudge, type Judge } from './judge.ts';
import { medianInterval, type TraceRow } from './trace.ts';

/** An alarm as it would have been. */
export interface ReplayedAlarm {
  readonly cause: AlarmCause;
  readonly level: AlarmLevel;
  /** When it was raised. */
  readonly at: UtcMillis;
  /** When its condition began. */
  readonly since: UtcMillis;
  /** Absent where it stood when the trace ended. */
  readonly clearedAt?: UtcMillis;
  /** The value that raised it; absent where there is none, as in silence. */
  readonly value?: number;
  readonly limit?: number;
  /** Nobody would have been told: it came and went in a defrost, or while the cabinet was switched off as planned. */
  readonly suppressed?: true;
}

/**
 * What the alarms would have been on a recorded trace, in the order in which they were raised: the rules of a running
 * gateway, fed with the trace's own time. A step of more than three of the trace's median intervals is a data gap.
 * Rows stand in rising time.
 */
export const replay = (rows: readonly TraceRow[], rule: LimitSet): readonly ReplayedAlarm[] => {
  const start = rows[0]?.time ?? 0;
  const channel: Channel = {
    id: 'trace',
    device: 'trace',
    cabinet: 'trace',
    unit: 'none',
    resolution: 0,
    every: medianInterval(rows),
    rule,
  };
  const atTime = (time: UtcMillis): Instant => ({ now: time, elapsed: time - start });
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return String(ids);
  };
  const judge = createJudge([channel], { saved: [], at: atTime(start), newId });
  const alarms = new Map<string, ReplayedAlarm>();
  const keep = (facts: readonly JudgedFact[]): void => {
    for (const fact of facts) if (fact.kind === 'alarm') alarms.set(fact.id, replayed(fact, alarms.get(fact.id)));
  };
  let heard = start;
  for (const row of rows) {
    keep(silenceUntil(judge, heard + rule.silence, row.time, atTime));
    keep(judge.judge({ ...atTime(row.time), channels: [0], values: [row.value], qualities: [row.quality] }, atTime(row.time)));
    if (row.quality === 'good') heard = row.time;
  }
  return [...alarms.values()];
};

/** A running gateway looks at the clock all the time; here it is enough to look when silence falls due. */
const silenceUntil = (
  judge: Judge,
  due: UtcMillis,
  until: UtcMillis,
  atTime: (time: UtcMillis) => Instant,
): readonly JudgedFact[] => (due < until ? judge.tick(atTime(due)) : []);

/** What a replay shows of an alarm's fact. */
type ShownFact = Pick<AlarmFact, 'cause' | 'level' | 'raisedAt' | 'since' | 'clearedAt' | 'value' | 'limit' | 'suppressed'>;

/** An alarm's fact as a replay shows it, with what its facts before said. */
export const replayed = (fact: ShownFact, before: ReplayedAlarm | undefined): ReplayedAlarm => {
  const { cause, level, raisedAt, since, clearedAt, value, limit, suppressed } = fact;
  const { suppressed: _, ...told } = before ?? {
    cause,
    level,
    at: raisedAt,
    since,
    ...(value === undefined ? {} : { value }),
    ...(limit === undefined ? {} : { limit }),
  };
  // What was told stays so, though a closure took it back.
  const isUntold = suppressed && (before === undefined || before.suppressed === true);
  return { ...told, ...(clearedAt === undefined ? {} : { clearedAt }), ...(isUntold ? { suppressed: true } : {}) };
};

/** Plain limits, as a replay without a rule pack judges them. */
interface PlainLimits {
  readonly high?: number;
  readonly low?: number;
  readonly onDelay: Millis;
  readonly offDelay: Millis;
  readonly deadband: number;
}

/** A rule of plain limits alone: no silence, no probe faults, no after-gap. */
export const plainRule = ({ high, low, onDelay, offDelay, deadband }: PlainLimits): LimitSet => {
  const source = { document: 'as asked for', edition: 'none', force: 'practice', verified: false } as const;
  const limit = (side: 'high' | 'low', value: number | undefined) =>
    value === undefined ? [] : [{ level: 'operational', side, value, onDelay, offDelay, deadband, source } as const];
  return {
    id: 'plain.limits',
    unit: 'none',
    limits: [...limit('high', high), ...limit('low', low)],
    silence: Number.MAX_SAFE_INTEGER,
    probeFault: Number.MAX_SAFE_INTEGER,
    afterGap: false,
  };
};
