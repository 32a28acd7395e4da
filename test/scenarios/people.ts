import type { Millis } from '../../gateway/domain/clock.ts';
import type { Fact } from '../../gateway/domain/fact.ts';
import type { NoticeFact } from '../../gateway/domain/supervision-fact.ts';
import type { ManualClock } from '../../simulators/world/manual-clock.ts';
import type { Phones } from './phones.ts';
import type { Habit } from './scenario-file.ts';

interface PeopleNeeds {
  readonly clock: ManualClock;
  readonly phones: Pick<Phones, 'answering' | 'write'>;
  readonly habits: Readonly<Record<string, Habit>>;
  /** A person's telephone number, by his id. */
  readonly numbers: ReadonlyMap<string, string>;
  /** The person behind a reference. */
  idOf(ref: string): string | undefined;
}

/** Somebody who takes a call takes it after so long. */
const PICKED_UP: Millis = 8_000;

/** What asks for an answer. */
const ASKS: ReadonlySet<NoticeFact['about']> = new Set(['alarm', 'power', 'escalation', 're-alarm']);

/** People who live by their habits: they answer a message that asks for it, each once at a time. */
export const createPeople = ({ clock, phones, habits, numbers, idOf }: PeopleNeeds): { hear(facts: readonly Fact[]): void } => {
  const answering = new Set<string>();
  phones.answering((number) => {
    const [id] = [...numbers].find(([, each]) => each === number) ?? [];
    const habit = (id === undefined ? undefined : habits[id]?.calls) ?? 'nothing';
    if (habit === 'answers') return { does: 'answers', after: PICKED_UP };
    return habit === 'declines' ? { does: 'declines', after: PICKED_UP } : { does: 'nothing' };
  });
  const hearOne = ({ way, to, about, fate }: NoticeFact): void => {
    const id = to === undefined ? undefined : idOf(to);
    const habit = id === undefined ? undefined : habits[id];
    const number = id === undefined ? undefined : numbers.get(id);
    if (id === undefined || number === undefined || habit?.replies === undefined) return;
    if (way !== 'sms' || fate !== 'sent' || !ASKS.has(about) || answering.has(id)) return;
    answering.add(id);
    clock.after(habit.replies, () => {
      answering.delete(id);
      phones.write(number, habit.says);
    });
  };
  return {
    hear: (facts) => {
      for (const fact of facts) if (fact.kind === 'notice') hearOne(fact);
    },
  };
};
