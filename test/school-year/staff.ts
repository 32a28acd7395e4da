import { statusSchema } from '../../gateway/app/status.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import type { Fact } from '../../gateway/domain/fact.ts';
import type { NoticeFact } from '../../gateway/domain/supervision-fact.ts';
import type { ManualClock } from '../../simulators/world/manual-clock.ts';
import type { Box } from '../scenarios/box.ts';
import type { Phones } from '../scenarios/phones.ts';
import type { Agenda } from './agenda.ts';
import { DAY, dateOf, hourOf, isSchoolDay, MINUTE, momentAt } from './school-calendar.ts';

interface StaffNeeds {
  readonly clock: ManualClock;
  readonly agenda: Agenda;
  readonly phones: Pick<Phones, 'answering' | 'write'>;
  readonly box: Pick<Box, 'ask'>;
  /** Telephone number to the person's id. */
  readonly numbers: ReadonlyMap<string, string>;
  /** The person behind a reference. */
  idOf(ref: string): string | undefined;
  readonly random: () => number;
}

/** Chances that a person answers a message, and that somebody says at the box what was done. */
const ANSWERS = { atWork: 0.85, away: 0.5 } as const;
const CONFIRMS = 0.85;

/** What a cook does who finds a cabinet warm or a probe dead, in the words of the site's list. */
const DONE = { by: 'cook', action: 'technician-called', goods: 'moved' } as const;

const alarmsSchema = statusSchema.shape.alarms;

/** Nothing where there is nothing left to act on by now, or the box has no power. */
const unlessRefused = async (asked: Promise<unknown>): Promise<unknown> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof EdgeError) return undefined;
    throw error;
  }
};

/** What asks for an answer. */
const ASKS: ReadonlySet<NoticeFact['about']> = new Set(['alarm', 'power', 'escalation', 're-alarm']);

/** Cook and manager: most of the time they answer, after minutes, and what they did they say at the box within hours. */
export const createStaff = (needs: StaffNeeds): { hear(facts: readonly Fact[]): void } => {
  const { clock, agenda, phones, random, numbers } = needs;
  const isAtWork = (): boolean => {
    const hour = hourOf(clock.now());
    return isSchoolDay(dateOf(clock.now())) && hour >= 6 && hour < 18;
  };
  const inMinutes = (least: number, most: number): number => clock.now() + (least + (most - least) * random()) * MINUTE;
  phones.answering(() => (random() < (isAtWork() ? 0.7 : 0.5) ? { does: 'answers', after: 8_000 } : { does: 'nothing' }));
  const answering = new Set<string>();
  let comesToBox = false;

  const confirm = async (): Promise<void> => {
    comesToBox = false;
    const listed = { ask: 'alarms', do: 'list' };
    const open = alarmsSchema.parse((await unlessRefused(needs.box.ask(listed))) ?? []);
    for (const { id } of open.filter(({ confirmed }) => !confirmed)) {
      const confirming = { ask: 'alarms', do: 'confirm', with: { ...DONE, alarm: id } };
      await unlessRefused(needs.box.ask(confirming));
    }
  };
  /** Whoever knows goes there: within two hours in the day, at night in the morning. */
  const goThere = (): void => {
    if (comesToBox || random() >= CONFIRMS) return;
    comesToBox = true;
    const hour = hourOf(clock.now());
    const morning = momentAt(dateOf(hour < 6 ? clock.now() : clock.now() + DAY), '06:30');
    agenda.add(hour >= 6 && hour < 21 ? inMinutes(20, 120) : morning, confirm);
  };
  const hearOne = ({ way, to, about, fate }: NoticeFact): void => {
    const id = to === undefined ? undefined : needs.idOf(to);
    if (id === undefined || way !== 'sms' || fate !== 'sent' || !ASKS.has(about) || answering.has(id)) return;
    if (random() >= (isAtWork() ? ANSWERS.atWork : ANSWERS.away)) return;
    answering.add(id);
    agenda.add(isAtWork() ? inMinutes(2, 15) : inMinutes(3, 40), () => {
      answering.delete(id);
      const number = [...numbers].find(([, each]) => each === id)?.[0];
      if (number !== undefined) phones.write(number, '收到');
      goThere();
    });
  };
  return {
    hear: (facts) => {
      for (const fact of facts) if (fact.kind === 'notice') hearOne(fact);
    },
  };
};
