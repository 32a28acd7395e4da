import type { AlarmState } from '../domain/alarm.ts';
import type { AlarmLevel } from '../domain/alarm-level.ts';
import type { Millis } from '../domain/clock.ts';
import { cleared, raised } from './alarm-life.ts';
import type { Kind, Look, Verdict } from './conditions/kind.ts';
import { type Moment, wallTimeOf } from './moment.ts';
import type { AskPartners } from './partners.ts';
import { type RunState, restoredRun, type SavedCondition, type SinceSaved, writtenRun } from './saved-condition.ts';
import { type Change, NO_CHANGES, type SeenValue } from './seen-value.ts';

/** Marks that only grow are saved at most this often, as the delays of limits are. */
const SAVE_EVERY: Millis = 30_000;

/** One condition of one channel, with its state. */
export interface ConditionRun {
  /** The name under which its state is saved. */
  readonly key: string;
  /** While it is not busy, a value from `low` to `high` tells it nothing. */
  readonly low: number;
  readonly high: number;
  readonly isBusy: () => boolean;
  /** From when on a value may tell it something, whatever it is; infinite where it looks at no value within its bounds. */
  readonly dueAt: () => Millis;
  /** What a value tells it; undefined where it didn't look at it. */
  readonly see: (seen: SeenValue) => readonly Change[] | undefined;
  /** Its alarm, where one stands. */
  readonly alarm: () => AlarmState | undefined;
  /** Whether it suppresses the alarm of a rise now. */
  readonly suppresses: () => boolean;
  /** Whether its state is worth a write. */
  readonly isUnsaved: () => boolean;
  /** Whether it has looked since it was saved last, and a restart would lose what it remembers. */
  readonly hasNews: () => boolean;
  /** What must be known after a restart, handed over to be saved; undefined where nothing need be. */
  readonly save: () => SavedCondition | undefined;
  /** Takes up what was saved; leaves itself fresh where that is of another shape. */
  readonly restore: (saved: SavedCondition, since: SinceSaved) => void;
  /** Forgets what was seen, and its alarm, as on the first day; unless its kind outlasts that. */
  readonly beginAnew: () => void;
}

/** What a run needs of its channel. */
export interface RunNeeds {
  readonly key: string;
  readonly channel: string;
  readonly rule: string;
  readonly level: AlarmLevel;
  readonly newId: () => string;
  readonly partners: AskPartners;
}

/** A condition that nothing was seen of yet. */
export const createConditionRun = <Rule, Marks>(kind: Kind<Rule, Marks>, rule: Rule, needs: RunNeeds): ConditionRun => {
  let state: RunState<Marks> = nothingSeen();
  let savedAt = Number.NEGATIVE_INFINITY;
  let savedMarks = false;
  let unsaved = false;
  const pace = kind.pace(rule);
  const nextLook = (): Millis =>
    state.looked === undefined || Number.isNaN(state.looked.elapsed) ? 0 : state.looked.elapsed + pace;
  return {
    key: needs.key,
    low: kind.low(rule),
    high: kind.high(rule),
    isBusy: () => pace === 0 && (state.marks !== undefined || state.alarm !== undefined),
    dueAt: () => (pace === 0 ? Number.POSITIVE_INFINITY : nextLook()),
    see: (seen) => {
      const { elapsed } = seen.moment;
      const again = state.looked !== undefined && elapsed <= state.looked.elapsed;
      if (again || (elapsed < nextLook() && !seen.afterGap)) return undefined;
      const verdict = kind.look(rule, state.marks, lookOf(seen, state.looked, needs.partners(elapsed)));
      const before = state;
      state = stateAfter(before, verdict, seen, (told) => alarmOf(kind, needs, told, seen));
      const changes = changesOf(before.alarm, state.alarm, seen, verdict);
      unsaved ||= changes.length > 0 || isWorthSaving(state, verdict.anew === true, savedMarks, elapsed - savedAt);
      return changes;
    },
    alarm: () => state.alarm,
    suppresses: () => state.suppresses,
    isUnsaved: () => unsaved,
    hasNews: () => (state.lasting || state.past) && state.looked?.elapsed !== savedAt,
    save: () => {
      unsaved = false;
      savedAt = state.looked?.elapsed ?? savedAt;
      savedMarks = state.lasting || state.past;
      return writtenRun(state);
    },
    restore: (written, since) => {
      state = restoredRun(written, kind, since) ?? state;
      savedMarks = true;
    },
    beginAnew: () => {
      if (kind.outlasts !== true) state = nothingSeen();
    },
  };
};

const nothingSeen = <Marks>(): RunState<Marks> => ({
  marks: undefined, since: undefined, looked: undefined, alarm: undefined, lasting: false, past: false, suppresses: false,
}); // biome-ignore format: a list to read

/** Marks that ended, or that begin anew, would prove too much if the saved ones came back: those are replaced at once. */
const isWorthSaving = ({ lasting, past }: RunState<unknown>, anew: boolean, savedMarks: boolean, sinceSaved: Millis): boolean => {
  // Of an earlier run of the machine the clock says nothing: NaN is worth it, too.
  if (lasting) return !(sinceSaved < SAVE_EVERY);
  return savedMarks && (anew || !past);
};

/** The time since the last look; of an earlier run of the machine the wall clock alone can tell it, and none of it is proven. */
const lookOf = ({ value, moment, afterGap }: SeenValue, looked: Moment | undefined, partners: Look['partners']): Look => {
  if (looked === undefined) return { value, afterGap, proven: 0, passed: 0, partners };
  const passed = moment.elapsed - looked.elapsed;
  if (Number.isNaN(passed)) return { value, afterGap: true, proven: 0, passed: Math.max(0, moment.now - looked.now), partners };
  return { value, afterGap, proven: afterGap ? 0 : passed, passed, partners };
};

const stateAfter = <Marks>(
  before: RunState<Marks>,
  verdict: Verdict<Marks>,
  seen: SeenValue,
  newAlarm: (told: Verdict<Marks> & { readonly since: Moment }) => AlarmState,
): RunState<Marks> => {
  const { marks, begins, lasting = true, past = false, suppresses = false } = verdict;
  const since = begins === true ? seen.moment : before.since;
  const raises = verdict.alarm === 'raise' && before.alarm === undefined;
  const alarm = raises ? newAlarm({ ...verdict, since: since ?? seen.moment }) : before.alarm;
  return {
    marks,
    since: marks === undefined ? undefined : since,
    looked: seen.moment,
    alarm: verdict.alarm === 'clear' ? undefined : alarm,
    lasting: marks !== undefined && lasting,
    past: marks !== undefined && past,
    suppresses,
  };
};

const alarmOf = <Rule, Marks>(
  { cause }: Kind<Rule, Marks>,
  { channel, rule, level, newId }: RunNeeds,
  { limit, ahead, since }: Verdict<Marks> & { readonly since: Moment },
  { value, at }: SeenValue,
): AlarmState =>
  raised({
    id: newId(), channel, rule, cause, level, raisedAt: at.now, since: wallTimeOf(since, at), value,
    ...(limit === undefined ? {} : { limit }),
    ...(ahead === undefined ? {} : { ahead }),
  }); // biome-ignore format: a list to read

const changesOf = <Marks>(
  before: AlarmState | undefined,
  alarm: AlarmState | undefined,
  { at, value }: SeenValue,
  { states = [] }: Verdict<Marks>,
): readonly Change[] => {
  if (alarm === before && states.length === 0) return NO_CHANGES;
  const gone = before !== undefined && alarm === undefined ? [cleared(before, at.now, value)] : [];
  return [...gone, ...(alarm === undefined || alarm === before ? [] : [alarm]), ...states];
};
