import type { AlarmState } from '../../domain/alarm.ts';
import type { Millis } from '../../domain/clock.ts';
import { type Cause, type CauseAlarm, changed, HOUR, isSoonAfter, severityOf, withHearings } from './cause.ts';
import { joins, type Place, withMains } from './cause-key.ts';
import { addedUp, type Came, counted } from './comes-and-goes.ts';

/** All that the plan remembers. A value: each change gives a new one. Times are of the clock that only grows. */
export interface PlanState {
  /** Open causes, the oldest first. */
  readonly causes: readonly Cause[];
  /** When messages went out in the last hour. */
  readonly sentAt: readonly Millis[];
  /** Causes whose end was told, by key, and when: the same again within the hour is nothing new, and a reply may still come. */
  readonly ended: readonly {
    readonly key: string;
    readonly at: Millis;
    readonly code?: number;
    /** The worst that was told of it. */
    readonly severity: number;
  }[];
  /** What began while people could be told of it: what comes and goes is told otherwise. */
  readonly came: readonly Came[];
  /** The local date of the last sign of life. */
  readonly aliveOn?: string;
}

export const EMPTY_PLAN: PlanState = { causes: [], sentAt: [], ended: [], came: [] };

/** More causes than this at a time are one box in ruins: what comes then joins the newest. */
const MOST_CAUSES = 200;

/** More alarms of one cause than this are counted by those that are kept: the cleared ones go first. */
const MOST_ALARMS = 500;

/** The plan after an alarm was raised or changed. `newId` names a cause that it begins. */
export const takeAlarm = (
  plan: PlanState,
  state: AlarmState,
  place: Place | undefined,
  at: Millis,
  newId: () => string,
): PlanState => {
  const owner = plan.causes.find(({ alarms }) => alarms.some((each) => each.state.id === state.id));
  if (owner !== undefined) return withChange(plan, owner, state, at);
  // What was over before anybody could be told of it stays in the record alone, and so does what the site's plan explains.
  if (!state.active || state.suppressed) return plan;
  const first = { state, cabinet: place?.cabinet ?? state.channel, told: false, heard: [], joinedAt: at };
  const found = joins(plan.causes, state, place, at);
  const cause = typeof found === 'string' && plan.causes.length >= MOST_CAUSES ? (plan.causes.at(-1) ?? found) : found;
  const { alarm, came } = counted(plan.came, typeof cause === 'string' ? { key: cause, alarms: [] } : cause, first);
  if (typeof cause !== 'string')
    return replace(
      { ...plan, came },
      cause,
      settled({ ...cause, alarms: bounded([...cause.alarms, asTold(cause, alarm)]), joinedAt: at }, at),
    );
  const before = plan.ended.filter(({ key, at: end }) => key === cause && at - end < HOUR);
  const begun: Cause = {
    id: newId(),
    key: cause,
    alarms: [alarm],
    begunAt: at,
    joinedAt: at,
    known: Math.max(0, ...before.map(({ severity }) => severity)),
    steps: 0,
    severity: 0,
    reached: [],
  };
  return { ...plan, came, causes: [...plan.causes, begun] };
};

const withChange = (plan: PlanState, owner: Cause, state: AlarmState, at: Millis): PlanState => {
  const before = owner.alarms.find((each) => each.state.id === state.id);
  const isOver = before?.state.active === true && !state.active;
  const alarms = owner.alarms.map((each) => (each === before ? changed(each, state, at) : each));
  const came = isOver ? addedUp(plan.came, owner, before, at) : plan.came;
  return replace({ ...plan, came }, owner, settled({ ...owner, alarms }, at));
};

/** A message waits no longer for companions, and a lamp or a buzzer has shown it by then. */
const YOUNG: Millis = 60_000;

/** True for an alarm that came within the last minute, or is still on its way here. */
export const isYoung = ({ causes }: PlanState, alarm: string, at: Millis): boolean =>
  !causes.some(({ alarms }) => alarms.some(({ state, joinedAt }) => state.id === alarm && at - joinedAt >= YOUNG));

/** The plan where a message had no room to name some of its alarms: only what was named counts as told, now or `before`. */
export const withUnnamed = (plan: PlanState, before: PlanState, ids: readonly string[]): PlanState => {
  const told = before.causes.flatMap(({ alarms }) => alarms.filter((each) => each.told).map(({ state }) => state.id));
  const isUntold = ({ state: { id } }: CauseAlarm): boolean => ids.includes(id) && !told.includes(id);
  return {
    ...plan,
    causes: plan.causes.map((cause) =>
      cause.alarms.some(isUntold)
        ? { ...cause, alarms: cause.alarms.map((each) => (isUntold(each) ? { ...each, told: false, heard: [] } : each)) }
        : cause,
    ),
  };
};

/** The plan where the record has gone on without it: alarms that are not among those that stand are over. */
export const takeStanding = (plan: PlanState, standing: readonly AlarmState[], at: Millis): PlanState => {
  const ids = new Set(standing.map(({ id }) => id));
  return {
    ...plan,
    causes: plan.causes.map((cause) =>
      cause.alarms.every(({ state }) => !state.active || ids.has(state.id))
        ? cause
        : settled(
            {
              ...cause,
              alarms: cause.alarms.map((each) =>
                ids.has(each.state.id) ? each : { ...each, state: { ...each.state, active: false } },
              ),
            },
            at,
          ),
    ),
  };
};

const replace = (plan: PlanState, old: Cause, cause: Cause): PlanState => ({
  ...plan,
  causes: plan.causes.map((each) => (each === old ? cause : each)),
});

// Flapping: whoever was told of the cabinet, and of nothing less, and has not answered yet needs no second message to know.
const asTold = ({ alarms }: Cause, alarm: CauseAlarm): CauseAlarm => {
  const same = alarms.filter(
    ({ told, state, cabinet }) =>
      told &&
      !state.acknowledged &&
      cabinet === alarm.cabinet &&
      severityOf(state) >= severityOf(alarm.state) &&
      isSoonAfter(state, alarm.state),
  );
  return same.length === 0
    ? alarm
    : {
        ...alarm,
        told: true,
        heard: withHearings(
          [],
          same.flatMap(({ heard }) => heard),
        ),
      };
};

const bounded = (alarms: Cause['alarms']): Cause['alarms'] => {
  if (alarms.length <= MOST_ALARMS) return alarms;
  const cleared = alarms.findIndex(({ state }) => !state.active);
  return alarms.filter((_, place) => place !== Math.max(0, cleared));
};

/** Notes since when nothing of a cause is active, or a closure has taken back what is, and since when the mains are back. */
const settled = ({ goneAt, ...cause }: Cause, at: Millis): Cause =>
  withMains(cause.alarms.some(({ state }) => state.active && !state.suppressed) ? cause : { ...cause, goneAt: goneAt ?? at }, at);
