import type { AlarmState } from '../../domain/alarm.ts';
import type { UtcMillis } from '../../domain/clock.ts';
import type { Language } from '../../domain/messages/message.ts';
import type { AlarmBook } from './alarm-book.ts';
import type { AlarmHandling } from './alarm-handling.ts';
import { type AlarmWant, wantsOf } from './alarm-transitions.ts';

/** An alarm as people are shown it. */
export interface AlarmRow extends AlarmState {
  readonly cabinet: string;
  readonly wants: readonly AlarmWant[];
  /** It stands for so many earlier occurrences of its kind, just as far, as well. */
  readonly earlier: number;
  readonly shelvedUntil?: UtcMillis;
  /** When its maintenance ends by itself. */
  readonly outOfServiceUntil?: UtcMillis;
  /** What to do, in the site's language. */
  readonly todo: string;
  /** The corrective actions that fit, by name, in the site's language. */
  readonly actions: Readonly<Record<string, string>>;
}

interface RowNeeds {
  readonly book: AlarmBook;
  readonly handling: AlarmHandling;
  readonly language: Language;
  cabinetOf(channel: string): string;
}

/** The row of an alarm; what isn't in the book any more wants nothing. */
export const alarmRow = ({ book, handling, language, cabinetOf }: RowNeeds, alarm: AlarmState): AlarmRow => {
  const booked = book.get(alarm.id);
  const { do: todo, actions } = handling.causes[alarm.cause];
  const shelvedUntil = alarm.shelved ? book.shelvedUntil(alarm) : undefined;
  const outOfServiceUntil = alarm.outOfService ? book.outOfServiceUntil(alarm) : undefined;
  return {
    ...alarm,
    cabinet: cabinetOf(alarm.channel),
    wants: wantsOf(alarm, booked?.wasInEffect ?? false),
    earlier: booked?.earlier ?? 0,
    ...(shelvedUntil === undefined ? {} : { shelvedUntil }),
    ...(outOfServiceUntil === undefined ? {} : { outOfServiceUntil }),
    todo: todo[language],
    actions: Object.fromEntries(actions.map((action) => [action, handling.actions[action]?.[language] ?? action])),
  };
};
