import type { AlarmCause, AlarmState } from '../domain/alarm.ts';
import type { Change } from './seen-value.ts';

/** What a defrost explains: that it gets warm. All else is an alarm as ever. */
const RISE: ReadonlySet<AlarmCause> = new Set(['high', 'rate', 'after-gap']);

/** Which alarms of a channel are suppressed by design. Changes in place, beside the watch that owns it. */
export interface Suppression {
  /** The site says that the cabinet is switched off. */
  closed: boolean;
  /** The wall clock may not be believed: the calendar suppresses nothing more. */
  unsure: boolean;
  /** The machine was off, and nobody knows for how long: what the calendar said before is worth nothing either. */
  outdated: boolean;
  /** The cabinet defrosts, within the bounds of a defrost. */
  defrosting: boolean;
  /** Alarms that were raised, or stand, without being told. */
  readonly untold: Set<string>;
}

const isSuppressed = ({ closed, defrosting }: Suppression, { cause }: AlarmState): boolean =>
  closed || (defrosting && RISE.has(cause));

/** A false alarm on a closed day is better than one that is missed because the clock stood still. */
const becomesSuppressed = (suppression: Suppression, alarm: AlarmState): boolean =>
  isSuppressed({ ...suppression, closed: suppression.closed && !suppression.unsure }, alarm);

/** An alarm as the record has it. */
export const asTold = ({ untold }: Suppression, alarm: AlarmState): AlarmState =>
  untold.has(alarm.id) ? { ...alarm, suppressed: true } : alarm;

/** Marks what is suppressed among the changes: an alarm that was raised untold is cleared untold. */
export const markSuppressed = (suppression: Suppression, changes: readonly Change[]): readonly Change[] =>
  changes.map((change) => {
    if ('state' in change) return change;
    if (change.active && becomesSuppressed(suppression, change)) suppression.untold.add(change.id);
    const told = asTold(suppression, change);
    if (!change.active) suppression.untold.delete(change.id);
    return told;
  });

/** Alarms that go on standing although what suppressed them is over: now they are told. */
export const released = (suppression: Suppression, standing: readonly AlarmState[]): readonly AlarmState[] => {
  if (suppression.untold.size === 0) return [];
  const now = standing.filter((alarm) => suppression.untold.has(alarm.id) && !isSuppressed(suppression, alarm));
  for (const { id } of now) suppression.untold.delete(id);
  return now;
};

/** The cabinet is switched off as planned, or on again: what stands is suppressed from now on; or told, as far as it outlasts the closure. */
export const close = (suppression: Suppression, closed: boolean, standing: readonly AlarmState[]): readonly AlarmState[] => {
  suppression.closed = closed;
  if (!closed) return released(suppression, standing);
  const fresh = standing.filter(({ id }) => !suppression.untold.has(id));
  for (const { id } of fresh) suppression.untold.add(id);
  return fresh.map((alarm) => ({ ...alarm, suppressed: true }));
};
