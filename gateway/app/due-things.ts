import type { CaseRow } from '../cases/desk-rows.ts';
import type { StateFact } from '../domain/fact.ts';
import { CATALOGUE, type MessageKey, say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { DeadlineKind, DueThing } from '../notify/deadlines.ts';

/** Where deadlines stand. */
export interface DeadlineSources {
  /** States that last: samples to dispose of, meals without one, calibrations that have run out. */
  states(): readonly StateFact[];
  openCases(): readonly CaseRow[];
  /** `day 2026-11-27` */
  unsigned(): readonly string[];
  cabinetOf(channel: string): string;
  readonly language: Language;
}

const KIND_OF_STATE: Readonly<Record<string, DeadlineKind>> = {
  'disposal-due': 'disposal',
  'sample-missing': 'missing-sample',
  'calibration-due': 'calibration',
};

const RETENTION = 'retention:';

/** All that has fallen due on a site and isn't done, as people call it: “1号冷藏柜”, “2026-11-27 午餐”, “A-17 复测”. */
export const dueThings = (sources: DeadlineSources): readonly DueThing[] => [
  ...sources.openCases().map((row) => dueCase(row, sources.language)),
  ...sources.states().flatMap((state) => dueState(state, sources)),
  ...sources.unsigned().map((draft): DueThing => ({ kind: 'report', key: draft, name: draftWords(draft, sources.language) })),
];

// The next step is told anew when the one before is done.
const dueCase = ({ id, sample, missing: [next] }: CaseRow, language: Language): DueThing => {
  const step = next ?? 'closed';
  return { kind: 'case', key: `${id} ${step}`, name: `${sample.id} ${say(language, `station.step.${step}`)}` };
};

const dueState = ({ on, state }: StateFact, { cabinetOf, language }: DeadlineSources): readonly DueThing[] => {
  const kind = KIND_OF_STATE[state];
  if (kind === undefined) return [];
  const name = on.startsWith(RETENTION) ? retained(on.slice(RETENTION.length), language) : cabinetOf(on);
  return [{ kind, key: on, name }];
};

const retained = (what: string, language: Language): string => {
  const [date = '', meal] = what.split('/');
  return meal === undefined ? date : `${date} ${worded(`kitchen.meal.${meal}`, meal, language)}`;
};

const draftWords = (draft: string, language: Language): string => {
  const [period = '', date = ''] = draft.split(' ');
  return period === 'day' ? date : `${date} ${worded(`notify.period.${period}`, period, language)}`;
};

const worded = (key: string, otherwise: string, language: Language): string => (isKey(key) ? say(language, key) : otherwise);

const isKey = (key: string): key is MessageKey => Object.hasOwn(CATALOGUE, key);
