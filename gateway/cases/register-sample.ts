import { z } from 'zod';
import type { Fact } from '../domain/fact.ts';
import { localDate } from '../domain/local-time.ts';
import { COMMISSIONERS, DOCUMENT_KINDS, type SampleFact } from '../domain/station-fact.ts';
import { commitTurn, type DeskParts, nowOf } from './desk-parts.ts';
import { lineOfText, moment, person, photoHash } from './form-fields.ts';
import { checkDealer, referTo, referToDealer } from './people.ts';
import { readForm, refusal } from './refusal.ts';
import { judgedAnew } from './rejudge.ts';
import { counterOf, idKey, miscopied, sampleIdOf } from './sample-id.ts';

const document = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  form: z.enum(['paper', 'electronic', 'none']),
  number: lineOfText.optional(),
  photo: photoHash.optional(),
});

/** A sample as somebody enters it. `dealer` and `sampler` are people as the site knows them; the record gets references. */
const sampleForm = z.strictObject({
  /** Absent: the desk gives one. */
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/)
    .optional(),
  /** True: a correction of the sample of that id. */
  corrects: z.boolean().default(false),
  name: lineOfText,
  category: lineOfText,
  stall: lineOfText.optional(),
  dealer: person.optional(),
  /** The dealer's licence or identity number, for platforms that ask for it: kept beside the record, with the name. */
  dealerNumber: lineOfText.optional(),
  origin: lineOfText.optional(),
  lot: lineOfText.optional(),
  quantity: lineOfText.optional(),
  documents: z.array(document).max(20).default([]),
  commissionedBy: z.enum(COMMISSIONERS),
  sampler: person.optional(),
  takenAt: moment.optional(),
});
type SampleForm = z.infer<typeof sampleForm>;

/** Registers a sample, or corrects one: then what hangs on its goods is judged anew. @throws EdgeError `request-refused`. */
export const registerSample = async (parts: DeskParts, entered: unknown): Promise<SampleFact> => {
  const form = readForm(sampleForm, entered, parts.needs.language);
  await referToDealer(parts, form.dealer, form.dealerNumber, form.corrects);
  await referTo(parts, [form.sampler]);
  await parts.durable.quiet();
  const id = idFor(parts, form);
  const of = form.corrects ? parts.memory.samples.numberOf(idKey(id)) : undefined;
  const sample = { ...sampleOf(parts, form, id), ...(of === undefined ? {} : { of }) };
  parts.memory.samples.put(idKey(id), sample);
  const facts: readonly Fact[] = [sample, ...(form.corrects ? judgedAnew(parts, parts.memory.tests.of(id)) : [])];
  await commitTurn(parts, facts);
  return sample;
};

/** Finds the faults of a sample that is to be entered, and changes nothing. @throws EdgeError `request-refused`. */
export const checkSample = async (
  parts: DeskParts,
  entered: unknown,
): Promise<Pick<SampleForm, 'id' | 'dealer' | 'dealerNumber'>> => {
  const form = readForm(sampleForm, entered, parts.needs.language);
  if (form.id !== undefined || form.corrects) idFor(parts, form);
  await checkDealer(parts, form.dealer, form.dealerNumber, form.corrects);
  return form;
};

const idFor = (parts: DeskParts, { id, corrects }: SampleForm): string => {
  const { language } = parts.needs;
  if (id === undefined) return corrects ? idFailure(parts, '') : freeId(parts);
  if (miscopied(id)) throw refusal(language, 'station.sample.check-digit', { id });
  const known = parts.memory.sample(id);
  if (corrects) return known?.id ?? idFailure(parts, id);
  if (known !== undefined) throw refusal(language, 'station.sample.taken', { id });
  return id;
};

const idFailure = ({ needs }: DeskParts, id: string): never => {
  throw refusal(needs.language, 'station.sample.unknown', { id });
};

const freeId = (parts: DeskParts): string => {
  const date = localDate(nowOf(parts), parts.needs.timezone).slice(2).replaceAll('-', '');
  const last = parts.memory.samples.all().reduce((most, { id }) => Math.max(most, counterOf(id, date)), 0);
  return sampleIdOf(date, last + 1);
};

const sampleOf = (parts: DeskParts, form: SampleForm, id: string): SampleFact => {
  const { corrects: _, dealer, dealerNumber: __, sampler, takenAt, documents, stall, origin, lot, quantity, ...rest } = form;
  const at = nowOf(parts);
  return {
    kind: 'sample', at, ...rest, id,
    ...(stall === undefined ? {} : { stall }),
    ...(dealer === undefined ? {} : { dealer: parts.needs.refOf(dealer) }),
    ...(origin === undefined ? {} : { origin }),
    ...(lot === undefined ? {} : { lot }),
    ...(quantity === undefined ? {} : { quantity }),
    documents: documents.map(({ kind, form: shape, number, photo }) => ({
      kind, form: shape,
      ...(number === undefined ? {} : { number }),
      ...(photo === undefined ? {} : { photo }),
    })),
    ...(sampler === undefined ? {} : { sampler: parts.needs.refOf(sampler) }),
    takenAt: takenAt ?? at,
  }; // biome-ignore format: a list to read
};
