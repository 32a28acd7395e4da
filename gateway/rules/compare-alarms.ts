import type { Millis, UtcMillis } from '../domain/clock.ts';

/** What is compared of an alarm. */
export interface ComparedAlarm {
  readonly channel: string;
  readonly cause: string;
  readonly level: string;
  /** When it was raised. */
  readonly at: UtcMillis;
  /** When its condition began. */
  readonly since: UtcMillis;
  readonly clearedAt?: UtcMillis;
}

/** What a changed configuration makes of an alarm. */
export type Outcome = 'same' | 'earlier' | 'later' | 'gone' | 'new';

/** An alarm as it was, beside what it would have been; one of the two may be missing. */
export interface AlarmPair<Alarm> {
  readonly outcome: Outcome;
  readonly was?: Alarm;
  readonly would?: Alarm;
}

/** Two alarms raised so close together are the same: the record seals and the rehearsal looks at other instants. */
const AS_GOOD_AS: Millis = 60_000;

/** Pairs what was with what would have been: one channel, cause and level, at times that overlap. In the order of time. */
export const compareAlarms = <Alarm extends ComparedAlarm>(
  were: readonly Alarm[],
  would: readonly Alarm[],
): readonly AlarmPair<Alarm>[] => {
  const left = [...were];
  const pairs = would.map((alarm): AlarmPair<Alarm> => {
    const match = left
      .filter((other) => isAlike(other, alarm) && overlaps(other, alarm))
      .sort((a, b) => Math.abs(a.at - alarm.at) - Math.abs(b.at - alarm.at))[0];
    if (match === undefined) return { outcome: 'new', would: alarm };
    left.splice(left.indexOf(match), 1);
    return { outcome: outcomeOf(match, alarm), was: match, would: alarm };
  });
  const gone = left.map((alarm): AlarmPair<Alarm> => ({ outcome: 'gone', was: alarm }));
  return [...pairs, ...gone].sort((a, b) => raisedAt(a) - raisedAt(b));
};

const isAlike = (a: ComparedAlarm, b: ComparedAlarm): boolean =>
  a.channel === b.channel && a.cause === b.cause && a.level === b.level;

const overlaps = (a: ComparedAlarm, b: ComparedAlarm): boolean =>
  a.since <= (b.clearedAt ?? Number.POSITIVE_INFINITY) && b.since <= (a.clearedAt ?? Number.POSITIVE_INFINITY);

const outcomeOf = (was: ComparedAlarm, would: ComparedAlarm): Outcome => {
  if (Math.abs(was.at - would.at) <= AS_GOOD_AS) return 'same';
  return would.at < was.at ? 'earlier' : 'later';
};

const raisedAt = ({ was, would }: AlarmPair<ComparedAlarm>): UtcMillis =>
  Math.min(was?.at ?? Number.POSITIVE_INFINITY, would?.at ?? Number.POSITIVE_INFINITY);
