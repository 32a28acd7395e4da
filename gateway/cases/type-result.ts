import { z } from 'zod';
import type { TestFact } from '../domain/station-fact.ts';
import { commitTurn, type DeskParts, nowOf } from './desk-parts.ts';
import { lineOfText, moment, person, photoHash } from './form-fields.ts';
import { judgedTest } from './judged-test.ts';
import { caseFactsAfter } from './open-cases.ts';
import { referTo } from './people.ts';
import { faultAt, readForm, refusalOf } from './refusal.ts';

const typedForm = z.strictObject({
  sample: lineOfText,
  /** An item, as the limits name it. */
  item: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  value: lineOfText,
  unit: z.string().trim().max(40).default(''),
  /** Who read it, and who confirmed the reading: two persons. */
  by: person,
  confirmedBy: person,
  photo: photoHash.optional(),
  /** When it was read. */
  readAt: moment.optional(),
  /** What else was seen: the lines of a strip, the lot of its kit. */
  details: z
    .record(lineOfText, lineOfText)
    .refine((all) => Object.keys(all).length <= 20)
    .optional(),
});
type TypedForm = z.infer<typeof typedForm>;

/** Takes in a result that was read by eye. @throws EdgeError `request-refused` with all faults at once. */
export const typeResult = async (parts: DeskParts, entered: unknown): Promise<TestFact> => {
  const { memory, needs } = parts;
  const form = readForm(typedForm, entered, needs.language);
  checkTyped(parts, form);
  await referTo(parts, [form.by, form.confirmedBy]);
  await parts.durable.quiet();
  const sample = memory.sample(form.sample);
  const test = judgedTest(testOfForm(parts, form), sample, undefined, needs.judge);
  memory.tests.put(test.id, test);
  await commitTurn(parts, [test, ...caseFactsAfter(parts, test)]);
  return test;
};

const checkTyped = ({ memory, needs }: DeskParts, { sample, by, confirmedBy, photo }: TypedForm): void => {
  const { language, rules } = needs;
  const faults = [
    ...(memory.sample(sample) === undefined ? [faultAt(language, 'sample', 'station.sample.unknown', { id: sample })] : []),
    ...(needs.refOf(by) === needs.refOf(confirmedBy) ? [faultAt(language, 'confirmedBy', 'station.typed.one-person')] : []),
    ...(rules.photo.typed && photo === undefined ? [faultAt(language, 'photo', 'station.photo.required')] : []),
  ];
  if (faults.length > 0) throw refusalOf(language, faults);
};

const testOfForm = (parts: DeskParts, form: TypedForm) => {
  const { needs, memory } = parts;
  const { item, value, unit, by, confirmedBy, photo, readAt, details } = form;
  const at = nowOf(parts);
  const sample = memory.sample(form.sample)?.id ?? form.sample;
  const first = parts.memory.tests.firstOf(sample, item)?.id;
  return {
    kind: 'test' as const, at, id: needs.newId(), origin: 'typed' as const, analyzer: 'by-eye', profile: 'by-eye',
    sampleId: form.sample, sample, role: 'sample' as const, code: item, item, value, unit, receivedAt: at,
    ...(readAt === undefined ? {} : { measuredAt: readAt }),
    ...(details === undefined ? {} : { details }),
    ...(first === undefined ? {} : { repeatOf: first }),
    typedBy: needs.refOf(by),
    confirmedBy: needs.refOf(confirmedBy),
    ...(photo === undefined ? {} : { photo }),
  }; // biome-ignore format: a list to read
};
