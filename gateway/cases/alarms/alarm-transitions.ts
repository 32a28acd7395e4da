import { type AlarmState, wantsCorrection } from '../../domain/alarm.ts';

/** What the rules, people and time have made of one occurrence of an alarm. */
export type AlarmFlags = Pick<
  AlarmState,
  'active' | 'acknowledged' | 'confirmed' | 'latched' | 'shelved' | 'suppressed' | 'outOfService'
>;

/** What may happen to an occurrence once it was raised. */
export const ALARM_EVENTS = [
  'clear', // the condition is gone
  'latch', // the condition is gone, and the alarm is of a kind that stays until somebody takes it back
  'acknowledge', // a person has seen it
  'confirm', // the corrective action is done
  'reset', // a person takes a latched alarm back
  'shelve', // a person puts it aside for a time
  'unshelve', // that time is over, or the person takes it back
  'suppress', // by design: the cabinet is switched off as planned, or defrosts
  'unsuppress',
  'take-out-of-service', // the cabinet is in maintenance
  'return-to-service',
] as const;
export type AlarmEvent = (typeof ALARM_EVENTS)[number];

interface Transition {
  /** What must hold for the event to be possible. */
  readonly from: Partial<AlarmFlags>;
  /** What holds after it; all else stays as it is. */
  readonly to: Partial<AlarmFlags>;
}

/**
 * The life of an alarm as a table. Source: the states of ISA-18.2 / IEC 62682 by the names of OPC UA Part 9, 5.8. Nothing
 * takes `acknowledged` or `confirmed` back. Whoever has confirmed has seen: one act for a cook, not three.
 */
const TRANSITIONS: Readonly<Record<AlarmEvent, Transition>> = {
  clear: { from: { active: true }, to: { active: false } },
  latch: { from: { active: true, confirmed: false }, to: { active: false, latched: true } },
  acknowledge: { from: { acknowledged: false }, to: { acknowledged: true } },
  confirm: { from: { confirmed: false }, to: { acknowledged: true, confirmed: true, latched: false } },
  reset: { from: { active: false, latched: true }, to: { acknowledged: true, latched: false } },
  shelve: { from: { shelved: false }, to: { shelved: true } },
  unshelve: { from: { shelved: true }, to: { shelved: false } },
  suppress: { from: { active: true, suppressed: false }, to: { suppressed: true } },
  unsuppress: { from: { suppressed: true }, to: { suppressed: false } },
  'take-out-of-service': { from: { active: true, outOfService: false }, to: { outOfService: true } },
  'return-to-service': { from: { outOfService: true }, to: { outOfService: false } },
};

const FLAGS = ['active', 'acknowledged', 'confirmed', 'latched', 'shelved', 'suppressed', 'outOfService'] as const;

/** The alarm after an event; undefined where the event can't happen to it as it stands. */
export const afterEvent = <State extends AlarmFlags>(alarm: State, event: AlarmEvent): State | undefined => {
  const { from, to } = TRANSITIONS[event];
  const isPossible = FLAGS.every((flag) => from[flag] === undefined || from[flag] === alarm[flag]);
  return isPossible ? { ...alarm, ...to } : undefined;
};

/** The flags alone. */
export const flagsOf = (alarm: AlarmFlags): AlarmFlags => {
  const { active, acknowledged, confirmed, latched, shelved, suppressed, outOfService } = alarm;
  return { active, acknowledged, confirmed, latched, shelved, suppressed, outOfService };
};

/** What an alarm still wants of a person, once or while its condition is gone. */
export type AlarmWant = 'acknowledge' | 'confirm' | 'reset';

/**
 * What is still wanted before the alarm may be closed. `wasInEffect` false: it was never anything but suppressed or out of
 * service; the record has it, and nobody owes it anything. An alarm whose limit is legal wants its corrective action.
 */
export const wantsOf = (
  alarm: Pick<AlarmState, 'acknowledged' | 'confirmed' | 'latched' | 'level'>,
  wasInEffect: boolean,
): readonly AlarmWant[] =>
  wasInEffect
    ? [
        ...(alarm.acknowledged ? [] : ['acknowledge' as const]),
        ...(wantsCorrection(alarm.level) && !alarm.confirmed ? ['confirm' as const] : []),
        ...(alarm.latched ? ['reset' as const] : []),
      ]
    : [];

/** True where nothing keeps the alarm from being told: it is neither suppressed nor out of service. Shelving is a person's answer to it. */
export const isInEffect = ({ suppressed, outOfService }: AlarmFlags): boolean => !suppressed && !outOfService;
