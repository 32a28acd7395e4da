import { z } from 'zod';
import { type MessageKey, say } from '../domain/messages/catalogue.ts';
import { CASE_STEPS, type CaseFact, type CaseStep } from '../domain/station-fact.ts';
import { type CaseState, isRefuted } from './case-state.ts';
import { missingBefore, stepRefusal } from './case-steps.ts';
import type { CaseFacts } from './desk-memory.ts';
import { commitTurn, type DeskParts, nowOf } from './desk-parts.ts';
import { lineOfText, moment, person, photoHash, words } from './form-fields.ts';
import { stateOfCase } from './open-cases.ts';
import { referTo, refIn } from './people.ts';
import { readForm, refusal } from './refusal.ts';

const stepForm = z.strictObject({
  case: lineOfText,
  step: z.enum(CASE_STEPS),
  by: person,
  doneAt: moment.optional(),
  /** To whom it was served, who objected. */
  party: person.optional(),
  laboratory: lineOfText.optional(),
  /** For the laboratory's result. */
  verdict: z.enum(['negative', 'positive']).optional(),
  kilograms: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/)
    .optional(),
  how: lineOfText.optional(),
  photo: photoHash.optional(),
  words: words.optional(),
});
type StepForm = z.infer<typeof stepForm>;

/** What a step can't do without. */
const NEEDED: Partial<Readonly<Record<CaseStep, readonly (keyof StepForm)[]>>> = {
  served: ['party'],
  laboratory: ['laboratory'],
  'laboratory-result': ['verdict'],
  disposed: ['kilograms', 'how'],
};

/** Takes a case one step on, in the allowed order. @throws EdgeError `request-refused`. */
export const takeStep = async (parts: DeskParts, entered: unknown): Promise<CaseFact> => {
  const form = readForm(stepForm, entered, parts.needs.language);
  await referTo(parts, [form.by, form.party]);
  await parts.durable.quiet();
  const facts = parts.memory.cases.get(form.case);
  if (facts === undefined || facts.some(({ step }) => step === 'closed')) {
    throw refusal(parts.needs.language, 'station.case.unknown', { id: form.case });
  }
  const state = stateOfCase(parts, facts);
  checkStep(parts, form, state);
  const fact = factOf(parts, form, state);
  parts.memory.cases.put(form.case, [...facts, fact] satisfies CaseFacts);
  await commitTurn(parts, [fact]);
  return fact;
};

/** The word for a step, in the site's language. */
const stepWord = ({ needs }: DeskParts, step: CaseStep): string =>
  say(needs.language, `station.step.${step}` satisfies MessageKey);

const checkStep = (parts: DeskParts, form: StepForm, state: CaseState): void => {
  const { language } = parts.needs;
  const step = stepWord(parts, form.step);
  const refused = stepRefusal(form.step, state);
  if (refused?.is === 'by-itself') throw refusal(language, 'station.case.by-itself', { step });
  if (refused?.is === 'not-now') throw refusal(language, 'station.case.not-now', { step, after: stepWord(parts, refused.after) });
  if (refused?.is === 'done') throw refusal(language, 'station.case.done', { step: stepWord(parts, refused.step) });
  const needed = [
    ...(NEEDED[form.step] ?? []),
    ...(form.step === 'disposed' && parts.needs.rules.photo.disposed ? ['photo' as const] : []),
  ];
  const field = needed.find((name) => form[name] === undefined);
  if (field !== undefined) throw refusal(language, 'station.case.needs', { step, field });
  checkTime(parts, form, state);
  const missing = missingBefore(form.step, state, nowOf(parts));
  if (missing.length > 0 && form.words === undefined) {
    throw refusal(language, 'station.case.missing', { missing: missing.map((due) => stepWord(parts, due)).join(', ') });
  }
};

const checkTime = (parts: DeskParts, { step, doneAt, words: said }: StepForm, { opened, due }: CaseState): void => {
  const { language } = parts.needs;
  const at = doneAt ?? nowOf(parts);
  if (at > nowOf(parts) || at < opened.at) throw refusal(language, 'station.case.time');
  if (step === 'objected' && due !== undefined && at > due && said === undefined) {
    throw refusal(language, 'station.case.late', { due: new Date(due).toISOString() });
  }
};

const factOf = (parts: DeskParts, form: StepForm, state: CaseState): CaseFact => {
  const { case: id, step, doneAt, by, party: _, words: said, verdict, laboratory, kilograms, how, photo } = form;
  const { test, sample, item } = state.opened;
  const party = refIn(parts, form.party);
  const due = step === 'served' ? objectionEnds(parts, doneAt ?? nowOf(parts), state) : undefined;
  return {
    kind: 'case', at: nowOf(parts), id, step, test,
    ...(sample === undefined ? {} : { sample }),
    ...(item === undefined ? {} : { item }),
    by: parts.needs.refOf(by),
    ...(doneAt === undefined ? {} : { doneAt }),
    ...(due === undefined ? {} : { due }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(party === undefined ? {} : { party }),
    ...(laboratory === undefined ? {} : { laboratory }),
    ...(kilograms === undefined ? {} : { kilograms }),
    ...(how === undefined ? {} : { how }),
    ...(photo === undefined ? {} : { photo }),
    ...(said === undefined ? {} : { words: said }),
  }; // biome-ignore format: a list to read
};

/** When the time for an objection ends: it runs only for goods and commissioners that the rule names, and only against a positive. */
const objectionEnds = ({ memory, needs }: DeskParts, servedAt: number, state: CaseState): number | undefined => {
  const { objection } = needs.rules;
  const sample = memory.sample(state.opened.sample ?? '');
  if (sample === undefined || isRefuted(state) || !objection.commissionedBy.includes(sample.commissionedBy)) return undefined;
  const isFarmProduct = needs
    .categoriesOf(sample.category, sample.name)
    .some((category) => objection.categories.includes(category));
  return isFarmProduct ? servedAt + objection.within : undefined;
};
