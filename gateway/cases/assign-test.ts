import { z } from 'zod';
import type { ActFact, Fact } from '../domain/fact.ts';
import type { SampleFact, TestFact } from '../domain/station-fact.ts';
import { commitTurn, type DeskParts, nowOf } from './desk-parts.ts';
import { lineOfText, person, words } from './form-fields.ts';
import { judgedTest, unjudged } from './judged-test.ts';
import { referTo } from './people.ts';
import { readForm, refusal } from './refusal.ts';
import { controlOfTest, corrected } from './rejudge.ts';
import { itemOf } from './test-shelf.ts';

const assignForm = z.strictObject({ test: lineOfText, sample: lineOfText, by: person, words: words.optional() });
type AssignForm = z.infer<typeof assignForm>;

/**
 * Says which sample a test is of, and judges it anew: takes it out of quarantine, or, with words why, moves it from the sample
 * that it was joined to by mistake. @throws EdgeError `request-refused`.
 */
export const assignTest = async (parts: DeskParts, entered: unknown): Promise<TestFact> => {
  const { memory, needs } = parts;
  const form = readForm(assignForm, entered, needs.language);
  await referTo(parts, [form.by]);
  await parts.durable.quiet();
  const sample = memory.sample(form.sample);
  if (sample === undefined) throw refusal(needs.language, 'station.sample.unknown', { id: form.sample });
  const test = assignable(parts, form, sample);
  const facts = [
    ...corrected(parts, assigned(parts, test, sample, form.by)),
    ...(test.sample === undefined ? [] : [movedAct(parts, form)]),
  ];
  await commitTurn(parts, facts);
  return facts.find((fact) => fact.kind === 'test') ?? test;
};

const assignable = ({ memory, needs }: DeskParts, form: AssignForm, sample: SampleFact): TestFact => {
  const test = memory.tests.get(form.test);
  const { language } = needs;
  if (test === undefined) throw refusal(language, 'station.test.unknown', { id: form.test });
  if (test.quarantine === 'unreadable') throw refusal(language, 'station.test.no-result', { id: form.test });
  if (test.quarantine !== undefined) return test;
  if (test.role !== 'sample' || test.sample === undefined) throw refusal(language, 'station.test.control', { id: form.test });
  if (test.sample === sample.id) throw refusal(language, 'station.test.there-already', { id: form.test, sample: sample.id });
  if (form.words === undefined) throw refusal(language, 'station.test.moved-why', { id: form.test, sample: test.sample });
  return test;
};

const movedAct = (parts: DeskParts, { test, by, words: said }: AssignForm): Fact => {
  const act: ActFact = { kind: 'act', at: nowOf(parts), by: parts.needs.refOf(by), does: 'test-moved', on: test };
  return said === undefined ? act : { ...act, words: said };
};

const assigned = (parts: DeskParts, test: TestFact, sample: SampleFact, by: string): TestFact => {
  const { quarantine: _, repeatOf: __, ...rest } = unjudged(test);
  const first = parts.memory.tests.firstOf(sample.id, itemOf(test))?.id;
  const now = {
    ...rest,
    sample: sample.id,
    ...(first === undefined || first === test.id ? {} : { repeatOf: first }),
    assignedBy: parts.needs.refOf(by),
  };
  return judgedTest(now, sample, controlOfTest(parts, test), parts.needs.judge);
};
