import { z } from 'zod';
import type { SampleFact, TestFact } from '../domain/station-fact.ts';
import { commitTurn, type DeskParts } from './desk-parts.ts';
import { lineOfText, person } from './form-fields.ts';
import { judgedTest, unjudged } from './judged-test.ts';
import { referTo } from './people.ts';
import { readForm, refusal } from './refusal.ts';
import { controlOfTest, corrected } from './rejudge.ts';
import { itemOf } from './test-shelf.ts';

const assignForm = z.strictObject({ test: lineOfText, sample: lineOfText, by: person });

/** Takes a test out of quarantine: a person says which sample it is of, and it is judged anew. @throws EdgeError `request-refused`. */
export const assignTest = async (parts: DeskParts, entered: unknown): Promise<TestFact> => {
  const { memory, needs } = parts;
  const form = readForm(assignForm, entered, needs.language);
  await referTo(parts, [form.by]);
  await parts.durable.quiet();
  const sample = memory.sample(form.sample);
  if (sample === undefined) throw refusal(needs.language, 'station.sample.unknown', { id: form.sample });
  const facts = corrected(parts, assigned(parts, quarantinedTest(parts, form.test), sample, form.by));
  await commitTurn(parts, facts);
  return facts.find((fact) => fact.kind === 'test') ?? quarantinedTest(parts, form.test);
};

const quarantinedTest = ({ memory, needs }: DeskParts, id: string): TestFact => {
  const test = memory.tests.get(id);
  if (test === undefined) throw refusal(needs.language, 'station.test.unknown', { id });
  if (test.quarantine === undefined) throw refusal(needs.language, 'station.test.not-quarantined', { id });
  if (test.quarantine === 'unreadable') throw refusal(needs.language, 'station.test.no-result', { id });
  return test;
};

const assigned = (parts: DeskParts, test: TestFact, sample: SampleFact, by: string): TestFact => {
  const { quarantine: _, ...rest } = unjudged(test);
  const first = parts.memory.tests.firstOf(sample.id, itemOf(test))?.id;
  const now = {
    ...rest,
    sample: sample.id,
    ...(first === undefined || first === test.id ? {} : { repeatOf: first }),
    assignedBy: parts.needs.refOf(by),
  };
  return judgedTest(now, sample, controlOfTest(parts, test), parts.needs.judge);
};
